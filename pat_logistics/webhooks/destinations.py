"""Where a webhook may go: a named site of the internet, never the network that the portal itself is in.

Whoever types an address makes the portal call it. It must not lead to what only the portal can reach: the
machine itself, its neighbours, what a host of servers tells its guests at link-local addresses. A name is
resolved at each sending, and what is called is the address that was checked, not the name again: it cannot
answer one thing to the check and another to the call.
"""

import ipaddress
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

PORTS = (443, 8443)
# https://www.rfc-editor.org/rfc/rfc3986#appendix-A
# A name has a dot, and ends with a letter, as no number does.
ADDRESS = re.compile(
    r"https://(?P<host>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9])"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<target>(?:/(?:[a-z0-9._~!$&'()*+,;=:@/-]|%[0-9a-f]{2})*)?"
    r"(?:\?(?:[a-z0-9._~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?)",
    re.IGNORECASE,
)
# IPv6 given out to the world; and in it, what is not a machine or is the wrapping of another address.
WORLD = ipaddress.IPv6Network("2000::/3")
NOT_OF_WORLD = [
    ipaddress.IPv6Network(each)
    for each in (
        "2001::/23",  # protocols, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 wraps an IPv4 address
        "3fff::/20",  # documentation, RFC 9637
    )
]
# Relays of 6to4, which unwrap an address (RFC 7526).
NOT_MACHINES = [ipaddress.IPv4Network("192.88.99.0/24")]

# As `socket.getaddrinfo` gives them: family, kind, protocol, canonical name, address.
SocketAddress = tuple[Any, Any, int, str, Any]


class DestinationError(Exception):
    """The portal does not call this address; the text says why, in French."""


@dataclass(frozen=True, slots=True)
class Destination:
    host: str
    port: int
    target: str


def read(address: str) -> Destination:
    """The parts of an address that a person typed; ValidationError for what is not called."""
    if not address.lower().startswith("https://"):
        raise ValidationError("L’adresse doit commencer par https://.", code="scheme")
    authority = re.split(r"[/?#\\]", address[len("https://") :], maxsplit=1)[0]
    if "@" in authority:
        raise ValidationError("Pas de nom ni de mot de passe dans l’adresse.", code="credentials")
    if "#" in address:
        raise ValidationError("Retirez « # » et ce qui suit : le portail ne l’envoie pas.", code="fragment")
    match = ADDRESS.fullmatch(address)
    if match is None:
        raise ValidationError(
            "Écrivez l’adresse avec le nom du site, par exemple https://donnees.exemple.fr/avis ; "
            "ni adresse IP, ni nom de machine seule, ni accent, ni espace.",
            code="shape",
        )
    port = int(match["port"] or PORTS[0])
    if port not in PORTS:
        raise ValidationError(f"Le port doit être {' ou '.join(map(str, PORTS))}.", code="port")
    target = match["target"]
    return Destination(match["host"].lower(), port, target if target.startswith("/") else f"/{target}")


def is_public(text: str) -> bool:
    """Whether an IP address is one machine of the internet, and not of a network of its own.

    An IPv6 address that carries an IPv4 one (mapped, NAT64, 6to4, Teredo) is refused whatever it carries.
    """
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id or address not in WORLD or any(address in each for each in NOT_OF_WORLD):
            return False
    elif any(address in each for each in NOT_MACHINES):
        return False
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_unspecified
    )


def resolved(destination: Destination, is_allowed: Callable[[str], bool] = is_public) -> list[SocketAddress]:
    """What the name leads to, each address checked; one that is refused refuses them all."""
    try:
        found = socket.getaddrinfo(destination.host, destination.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise DestinationError(f"Le nom « {destination.host} » n’est pas connu.") from error
    if not found or not all(is_allowed(str(each[4][0])) for each in found):
        raise DestinationError(
            f"« {destination.host} » mène à un réseau privé ou réservé : "
            "le portail n’appelle que l’internet public."
        )
    return found
