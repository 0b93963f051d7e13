"""One call over real HTTPS: to the address that was checked, under the name that was typed, once."""

import ssl
import time

import pytest

from pat_logistics.webhooks.calling import CallError, connected, posted
from pat_logistics.webhooks.destinations import is_public
from tests.factories.webhooks import ADDRESS, CERTIFICATE

# Nobody listens to « discard ».
CLOSED = 9


def call(address=ADDRESS, *, is_allowed=lambda address: True, trusted=CERTIFICATE, body=b"{}", headers=None):
    context = ssl.create_default_context(cafile=str(trusted)) if trusted else None
    connection = connected(address, is_allowed=is_allowed, context=context)
    return posted(connection, address, body, headers or {})


def test_the_body_and_the_headers_arrive_as_they_are(receiver):
    assert call(body="é".encode(), headers={"webhook-id": "msg_1"}) == 204
    [(path, headers, body)] = receiver.received
    assert (path, body) == ("/pat?carte=1", "é".encode())
    assert headers["Host"] == "avis.exemple.fr"
    assert headers["webhook-id"] == "msg_1"
    assert headers["Content-Type"] == "application/json"
    assert "Cookie" not in headers


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_and_is_not_followed(receiver, status):
    receiver.location, receiver.statuses = "https://avis.exemple.fr/ailleurs", [status]
    assert call() == status
    assert [path for path, *_ in receiver.received] == ["/pat?carte=1"]


def test_an_address_of_this_machine_is_not_called_whatever_its_certificate(receiver):
    with pytest.raises(CallError, match="internet public"):
        call(is_allowed=is_public)
    assert receiver.received == []


def test_the_name_is_resolved_once_and_what_is_called_is_what_was_checked(
    receiver, monkeypatch, name_leads_to
):
    """A name that answers otherwise the second time is not asked a second time."""
    checked = []

    def check(address):
        checked.append(address)
        name_leads_to("10.0.0.1")
        return True

    assert call(is_allowed=check) == 204
    assert checked == ["127.0.0.1"]


def test_an_address_that_was_stored_is_read_anew(receiver):
    with pytest.raises(CallError, match="https://"):
        call("http://avis.exemple.fr/")
    assert receiver.received == []


def test_the_certificate_must_be_that_of_the_name(receiver):
    with pytest.raises(CallError, match="certificat"):
        call("https://autre.exemple.fr/")
    assert receiver.received == []


def test_the_certificate_must_come_from_a_known_authority(receiver):
    with pytest.raises(CallError, match="certificat"):
        call(trusted=None)


def test_the_next_machine_is_called_when_the_first_does_not_answer(receiver, name_leads_to):
    name_leads_to("127.0.0.1", ports=[CLOSED, receiver.server_port])
    assert call() == 204


def test_no_more_than_three_machines_are_called(receiver, name_leads_to):
    name_leads_to("127.0.0.1", ports=[CLOSED, CLOSED, CLOSED, receiver.server_port])
    with pytest.raises(CallError, match="connexion"):
        call()


def test_a_site_that_says_nothing_is_left_in_time(receiver, settings):
    settings.WEBHOOK_TIMEOUT = 0.3
    receiver.before_answering = lambda request: time.sleep(1)
    begun = time.monotonic()
    with pytest.raises(CallError, match="pas à temps"):
        call()
    assert time.monotonic() - begun < 0.9


def test_a_site_that_says_a_little_now_and_then_is_left_in_time(receiver, settings):
    """Each byte comes before the patience of the socket ends; all of them do not."""
    settings.WEBHOOK_TIMEOUT = 0.5

    def drip(request):
        for _ in range(30):
            request.wfile.write(b"H")
            time.sleep(0.1)

    receiver.before_answering = drip
    begun = time.monotonic()
    with pytest.raises(CallError):
        call()
    assert time.monotonic() - begun < 2


def test_an_answer_without_end_is_not_read(receiver, settings):
    """Only the status is wanted: whoever sends gigabytes sends them to nobody."""
    sent = []

    def pour(request):
        request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(1000):
            request.wfile.write(b"x" * 100_000)
            sent.append(1)

    receiver.before_answering = pour
    assert call() == 200
    time.sleep(0.2)
    assert len(sent) < 1000


def test_what_is_not_http_is_no_answer(receiver):
    receiver.before_answering = lambda request: request.wfile.write(b"220 bonjour\r\n\r\n")
    with pytest.raises(CallError, match="Pas de réponse"):
        call()
