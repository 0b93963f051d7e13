"""A request to several carriers, with the real broker, the real worker and a real mail server."""

from contextlib import closing

import pytest
from celery import current_app

from carriers.models import QuoteInvitation, QuoteStop
from carriers.quotes import services
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.outbox.models import OutboxState
from tests.embedded.portal import wait_until
from tests.factories.carriers import SolutionFactory
from tests.factories.quotes import QuoteRequestFactory
from tests.factories.territory import CommuneFactory
from tests.mail.smtp import MailServer
from tests.mail.test_tasks import sweep_later
from tests.workers import Workers

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = 6
PATIENCE_S = 60


@pytest.fixture
def server():
    with closing(MailServer()) as opened:
        yield opened


@pytest.fixture
def workers(server):
    current_app.control.purge()
    opened = Workers(EMAIL_URL=server.url, EMAIL_TIMEOUT="60")
    yield opened
    opened.end()
    current_app.control.purge()


def test_a_worker_killed_in_mid_send_leaves_each_carrier_with_exactly_one_mail(
    farm,
    farmer,
    server,
    workers,
):
    server.hold_at = "RCPT"
    workers.start()
    services.send_request(
        request=QuoteRequestFactory.build(
            producer=farm, created_by=farmer, origin=CommuneFactory(mende=True)
        ),
        stops=[QuoteStop(rank=1, commune=CommuneFactory(montpellier=True), mass_kg=60)],
        invitations=[
            QuoteInvitation(solution=SolutionFactory(), to_email=f"devis{number}@transport.example")
            for number in range(ASKED)
        ],
    )
    assert server.held.wait(PATIENCE_S)
    workers.kill()
    server.release()
    assert OutgoingMail.objects.filter(state=OutboxState.SENT).count() < ASKED
    workers.start()
    sweep_later()
    wait_until(lambda: OutgoingMail.objects.filter(state=OutboxState.SENT).count() == ASKED, PATIENCE_S)
    sweep_later()
    assert sorted(message["To"] for message in server.accepted) == [
        f"devis{number}@transport.example" for number in range(ASKED)
    ]
