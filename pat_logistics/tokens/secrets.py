"""The text of a token: `pat_`, 43 letters or digits drawn at random (256 bits), and 6 that prove it whole.

The shape is that of GitHub's tokens (« Behind GitHub's new authentication token formats », April 2021): the
prefix lets a search of code or of logs find one that leaked, the sum spares the database what is no token.
"""

import hashlib
import re
import secrets
import string
import zlib

ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
PREFIX, DRAWN, SUM = "pat_", 43, 6
SHAPE = re.compile(rf"{PREFIX}[0-9A-Za-z]{{{DRAWN + SUM}}}")
# What is shown of a token afterwards, for a person to tell it from another.
SHOWN = 4


def new_secret() -> str:
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(DRAWN))
    return PREFIX + drawn + _sum_of(drawn)


def is_whole(text: str) -> bool:
    """A token that the portal may have given, nothing cut nor mistyped."""
    return bool(SHAPE.fullmatch(text)) and text.endswith(_sum_of(text[len(PREFIX) : -SUM]))


def digest_of(text: str) -> str:
    """What is kept of it. No salt nor slow hash: nobody guesses 256 bits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _sum_of(drawn: str) -> str:
    rest, digits = zlib.crc32(drawn.encode()), ""
    for _ in range(SUM):
        rest, digit = divmod(rest, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return digits
