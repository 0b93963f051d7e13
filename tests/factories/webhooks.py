"""Webhooks as tests need them, and a real site that receives them."""

import contextlib
import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pat_logistics.webhooks.channel import WebhookChannel
from pat_logistics.webhooks.models import Delivery, Kind, Subscription
from tests.factories.accounts import UserFactory

HOST = "avis.exemple.fr"
ADDRESS = f"https://{HOST}/pat?carte=1"
# Of nobody: signs for HOST alone, and is believed by these tests alone.
CERTIFICATE = Path("tests/data/https/certificate.pem")
KEY = Path("tests/data/https/key.pem")


def subscription_of(user=None, *, name="Carte", datasets=("producers",), **values) -> Subscription:
    values = {"address": ADDRESS} | values
    return Subscription.objects.create(
        user=user or UserFactory(), name=name, datasets=list(datasets), **values
    )


def message_to(subscription=None, *, kind=Kind.CHANGED, dataset="producers", row_id=7, **values) -> Delivery:
    if kind == Kind.PING:
        dataset, row_id = "", None
    subscription = subscription or subscription_of()
    key = values.pop("key", f"{subscription.pk}:{Delivery.objects.count()}")
    return Delivery.objects.create(
        subscription=subscription, kind=kind, dataset=dataset, row_id=row_id, key=key, **values
    )


class Receiver(ThreadingHTTPServer):
    """A site over HTTPS. `statuses` are its next answers, then 204; what came is in `received`."""

    daemon_threads = True

    def __init__(self, certificate=CERTIFICATE, key=KEY):
        self.statuses, self.received, self.location = [], [], ""
        self.before_answering = None
        super().__init__(("127.0.0.1", 0), _Answer)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        # The handshake is made by the thread of the request, as it may fail or last.
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def handle_error(self, request, client_address):
        """A caller who hangs up is what a test wanted."""

    def close(self):
        self.shutdown()
        self.server_close()


class _Answer(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.path, dict(self.headers), body))
        if self.server.before_answering:
            self.server.before_answering(self)
        with contextlib.suppress(OSError):
            self.send_response(self.server.statuses.pop(0) if self.server.statuses else 204)
            if self.server.location:
                self.send_header("Location", self.server.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

    def log_message(self, *_):
        pass


def leads_to(*addresses, ports=(443,)):
    """A stand-in for `socket.getaddrinfo`: every name leads to each address, at each port."""

    def getaddrinfo(host, _port, *_, **__):
        return [
            (socket.AF_INET6 if ":" in each else socket.AF_INET, socket.SOCK_STREAM, 0, "", (each, port))
            for each in addresses
            for port in ports
        ]

    return getaddrinfo


def trusting() -> WebhookChannel:
    """The channel of the portal, that calls this machine too and believes the certificate of these tests."""
    context = ssl.create_default_context(cafile=str(CERTIFICATE))
    return WebhookChannel(is_allowed=lambda address: True, context=context)
