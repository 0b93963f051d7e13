"""The portal calls named sites of the internet, whatever is typed and wherever a name leads."""

import ipaddress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from pat_logistics.webhooks.destinations import Destination, DestinationError, is_public, read, resolved

HERE = Destination("avis.exemple.fr", 443, "/")


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("https://avis.exemple.fr", ("avis.exemple.fr", 443, "/")),
        ("https://Avis.Exemple.fr:8443/a/b%20c?d=1&e", ("avis.exemple.fr", 8443, "/a/b%20c?d=1&e")),
        ("HTTPS://avis.exemple.fr?d=1", ("avis.exemple.fr", 443, "/?d=1")),
        ("https://xn--lan-9ma.exemple.fr/@pat", ("xn--lan-9ma.exemple.fr", 443, "/@pat")),
    ],
)
def test_an_address_is_read(address, parts):
    assert read(address) == Destination(*parts)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://avis.exemple.fr/", "scheme"),
        ("ftp://avis.exemple.fr/", "scheme"),
        ("//avis.exemple.fr/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("https://moi:secret@avis.exemple.fr/", "credentials"),
        ("https://avis.exemple.fr@10.0.0.1/", "credentials"),
        ("https://avis.exemple.fr/#la", "fragment"),
        ("https://avis.exemple.fr:22/", "port"),
        ("https://avis.exemple.fr:80/", "port"),
        ("https://avis.exemple.fr:99999/", "port"),
        ("https://avis.exemple.fr:/", "shape"),
        ("https://127.0.0.1/", "shape"),
        ("https://2130706433/", "shape"),
        ("https://0x7f.1/", "shape"),
        ("https://[::1]/", "shape"),
        ("https://localhost/", "shape"),
        ("https://serveur/", "shape"),
        ("https://avis.exemple.fr./", "shape"),
        ("https://avis..fr/", "shape"),
        ("https://élan.exemple.fr/", "shape"),
        ("https://avis.exemple.fr\\@10.0.0.1/", "shape"),
        ("https://avis.exemple.fr/a b", "shape"),
        ("https://avis.exemple.fr/\r\nX: y", "shape"),
        ("https://avis.exemple.fr/%zz", "shape"),
        ("https://avis。exemple.fr/", "shape"),
        ("https:///chemin", "shape"),
    ],
)
def test_an_address_that_is_not_called_is_refused(address, code):
    with pytest.raises(ValidationError) as refused:
        read(address)
    assert refused.value.code == code


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(text):
    try:
        destination = read("https://" + text)
    except ValidationError:
        return
    assert destination.port in (443, 8443)
    assert destination.target.isascii()
    assert destination.target.startswith("/")
    assert not any(sign.isspace() for sign in destination.target + destination.host)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111", "2a00:1450:4007::1"])
def test_a_machine_of_the_internet_is_called(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255",
        "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1",
        "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1", "224.0.0.1", "239.255.255.255",
        "240.0.0.1", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:8.8.8.8",
        "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1",
        "2002:7f00:1::1", "2002:808:808::1", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1",
        "fe80::1%eth0", "2606:4700:4700::1111%eth0", "fec0::1", "ff02::1", "5f00::1",
        "avis.exemple.fr", "", "1.2.3", "0x7f.0.0.1",
    ],
)  # fmt: skip
def test_what_is_not_a_machine_of_the_internet_is_not_called(address):
    assert not is_public(address)


PRIVATE = [
    ipaddress.ip_network(each)
    for each in ("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12")
] + [ipaddress.ip_network(each) for each in ("192.168.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "fc00::/7")]
PRIVATE += [ipaddress.ip_network(each) for each in ("fe80::/10", "ff00::/8", "2002::/16", "64:ff9b::/96")]


@given(st.one_of([st.ip_addresses(network=network) for network in PRIVATE]))
def test_no_address_of_a_network_of_its_own_is_called(address):
    assert not is_public(str(address))


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_wrapped_in_ipv6_is_never_called(address):
    number = int(address)
    for prefix in ("::ffff:0:0", "::", "64:ff9b::", "::ffff:0:0:0"):
        assert not is_public(str(ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) + number)))
    assert not is_public(str(ipaddress.IPv6Address((0x2002 << 112) + (number << 80))))


def test_a_name_gives_the_addresses_that_were_checked(name_leads_to):
    name_leads_to("93.184.216.34", "2606:4700::1")
    assert [each[4][0] for each in resolved(HERE)] == ["93.184.216.34", "2606:4700::1"]


@pytest.mark.parametrize(
    "found", [["10.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["93.184.216.34", "::ffff:10.0.0.1"], []]
)
def test_a_name_that_leads_inside_even_once_is_refused(name_leads_to, found):
    name_leads_to(*found)
    with pytest.raises(DestinationError, match="internet public"):
        resolved(HERE)


@pytest.mark.parametrize("failure", [OSError("unknown"), UnicodeError("label too long")])
def test_a_name_that_nobody_knows_is_told(monkeypatch, failure):
    def unknown(*_, **__):
        raise failure

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    with pytest.raises(DestinationError, match=r"avis\.exemple\.fr"):
        resolved(HERE)
