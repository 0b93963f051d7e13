"""One POST over HTTPS to a checked address. No redirect is followed; of the answer, only the head is read."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from http.client import HTTPException, HTTPSConnection

from django.conf import settings
from django.core.exceptions import ValidationError

from pat_logistics.webhooks.destinations import Destination, DestinationError, SocketAddress, read, resolved

USER_AGENT = "PAT-Logistique-Webhooks/1"
# A name may lead to many machines; the first ones that answer or not tell enough.
TRIED = 3


class CallError(Exception):
    """The call failed; the text says how, in French, for the owner of the subscription."""


class _Pinned(HTTPSConnection):
    """Connects to addresses that were checked. The certificate is still that of the name."""

    def __init__(self, to: Destination, addresses: list[SocketAddress], context: ssl.SSLContext) -> None:
        super().__init__(to.host, to.port, timeout=settings.WEBHOOK_TIMEOUT, context=context)
        self.addresses, self.tls = addresses[:TRIED], context

    def connect(self) -> None:
        plain = self._first_that_answers()
        self.sock = self.tls.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        with cut_short(self.sock):
            self.sock.do_handshake()

    def _first_that_answers(self) -> socket.socket:
        failure: OSError = OSError("no address")
        for family, kind, protocol, _name, address in self.addresses:
            plain = socket.socket(family, kind, protocol)
            plain.settimeout(self.timeout)
            try:
                plain.connect(address)
            except OSError as error:
                plain.close()
                failure = error
            else:
                return plain
        raise failure


@contextlib.contextmanager
def cut_short(opened: socket.socket) -> Iterator[None]:
    """Shuts the connection after WEBHOOK_TIMEOUT: one byte now and then would else hold a worker for ever."""

    def shut() -> None:
        with contextlib.suppress(OSError):
            socket.socket.shutdown(opened, socket.SHUT_RDWR)

    timer = threading.Timer(settings.WEBHOOK_TIMEOUT, shut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def connected(
    address: str, *, is_allowed: Callable[[str], bool], context: ssl.SSLContext | None = None
) -> _Pinned:
    """A connection to the site of this address; CallError without."""
    try:
        destination = read(address)
        addresses = resolved(destination, is_allowed)
    except ValidationError as error:
        raise CallError(error.messages[0]) from error
    except DestinationError as error:
        raise CallError(str(error)) from error
    connection = _Pinned(destination, addresses, context or ssl.create_default_context())
    try:
        connection.connect()
    except ssl.SSLCertVerificationError as error:
        connection.close()
        raise CallError("Son certificat n’est pas valable.") from error
    except OSError as error:
        connection.close()
        raise CallError("La connexion n’a pas pu se faire.") from error
    return connection


def posted(connection: _Pinned, address: str, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer. The connection serves once."""
    told = {"Content-Type": "application/json", "User-Agent": USER_AGENT, "Connection": "close", **headers}
    try:
        with cut_short(connection.sock):
            connection.request("POST", read(address).target, body=body, headers=told)
            return connection.getresponse().status
    except (OSError, HTTPException) as error:
        raise CallError("Pas de réponse, ou pas à temps.") from error
    finally:
        connection.close()
