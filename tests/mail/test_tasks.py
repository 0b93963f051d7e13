"""Mails and the real broker, the real worker, a real mail server, each taken away in turn."""

from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from pat_logistics.mail.models import OutgoingMail
from pat_logistics.mail.services import queue_mail
from pat_logistics.mail.tasks import sweep
from pat_logistics.outbox.models import OutboxState
from pat_logistics.outbox.services import HEAD_START
from tests.embedded.portal import wait_until
from tests.workers import Workers

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_S = 60


@pytest.fixture(autouse=True)
def _celery_of_the_tests():
    """An empty queue before and after: what one test asked is nothing to the next."""
    current_app.control.purge()
    yield
    current_app.control.purge()


@pytest.fixture
def workers(server):
    opened = Workers(EMAIL_URL=server.url, EMAIL_TIMEOUT="60")
    yield opened
    opened.end()


def queue(number=1):
    return queue_mail(
        key=f"essai-{number}",
        to=f"ferme{number}@exemple.fr",
        subject="Un essai",
        template="mail/base.txt",
        context={},
    )


def states():
    return list(OutgoingMail.objects.order_by("pk").values_list("state", flat=True))


def sweep_later():
    """What the scheduled sweep does once the head start of the worker is over."""
    OutgoingMail.objects.filter(state=OutboxState.WAITING).update(not_before=timezone.now() - HEAD_START)
    sweep.delay()


def test_a_worker_killed_before_it_handed_the_text_over_loses_nothing(server, workers):
    server.hold_at = "RCPT"
    workers.start()
    queue()
    assert server.held.wait(PATIENCE_S)
    workers.kill()
    server.release()
    assert states() == [OutboxState.WAITING]
    workers.start()
    sweep_later()
    wait_until(lambda: states() == [OutboxState.SENT], PATIENCE_S)
    sweep_later()
    assert len(server.accepted) == 1


def test_a_worker_killed_after_it_handed_the_text_over_sends_nothing_twice(server, workers):
    server.hold_at = "."
    workers.start()
    queue()
    assert server.held.wait(PATIENCE_S)
    workers.kill()
    server.release()
    assert states() == [OutboxState.SENDING]
    OutgoingMail.objects.update(handed_at=timezone.now() - timedelta(hours=1))
    workers.start()
    sweep_later()
    queue(2)  # proves that the new worker works
    wait_until(lambda: states() == [OutboxState.UNCERTAIN, OutboxState.SENT], PATIENCE_S)
    assert [message["To"] for message in server.accepted] == ["ferme1@exemple.fr", "ferme2@exemple.fr"]


def test_what_is_asked_without_any_worker_leaves_with_the_next_one(server, workers):
    for number in range(1, 6):
        queue(number)
    assert states() == [OutboxState.WAITING] * 5
    workers.start()
    wait_until(lambda: states() == [OutboxState.SENT] * 5, PATIENCE_S)
    assert sorted(message["To"] for message in server.accepted) == [
        f"ferme{number}@exemple.fr" for number in range(1, 6)
    ]
