"""Signatures of Standard Webhooks, for which readers have libraries (https://www.standardwebhooks.com).

The key is made of a seed, which is stored, and of SECRET_KEY: a copy of the database signs nothing.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.utils.crypto import salted_hmac

PREFIX, VERSION = "whsec_", "v1"
SALT = "pat_logistics.webhooks"


def new_seed() -> str:
    return secrets.token_urlsafe(32)


def secret_of(seed: str) -> str:
    """The text that the reader keeps: `whsec_`, and the key in base64."""
    key = salted_hmac(SALT, seed, algorithm="sha256").digest()
    return PREFIX + base64.b64encode(key).decode()


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(key, signed, hashlib.sha256).digest()
    return f"{VERSION},{base64.b64encode(digest).decode()}"


def headers(secrets_in_use: Iterable[str], message_id: str, now: datetime, body: bytes) -> dict[str, str]:
    """What goes with the body; a signature for each secret, so that a reader changes his in his own time."""
    timestamp = int(now.timestamp())
    signatures = [signature(secret, message_id, timestamp, body) for secret in secrets_in_use]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
    }
