"""What farms of other départements deliver here."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from needs_survey.needs.filters import Asked
from needs_survey.needs.incoming import arriving, sending
from producers.models import Flow
from tests.factories.producers import FlowFactory, ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db

HERE = Asked(("48",))


def commune(departement):
    return CommuneFactory(insee=f"{departement}001", departement=departement)


def deliver(origin, destination, times=1, **farm):
    sender = ProducerFactory(commune=origin, **({"flows_published": True} | farm))
    for _ in range(times):
        FlowFactory(producer=sender, destination=destination)


def test_those_who_send_most_come_first_and_those_from_here_are_not_among_them():
    mende = CommuneFactory(mende=True)
    gard, aveyron = commune("30"), commune("12")
    deliver(gard, mende)
    deliver(aveyron, mende, times=2)
    deliver(mende, mende, times=3)
    deliver(commune("07"), mende, flows_published=False)
    deliver(mende, gard)
    assert sending(HERE) == ["12", "30"]


def test_the_editions_of_several_departements_are_asked_for_together():
    mende = CommuneFactory(mende=True, epci="200006930", epci_name="CC de l’Aubrac")
    for code in ("30", "12", "07"):
        deliver(commune(code), mende)
    with CaptureQueriesContext(connection) as asked:
        assert len(arriving(HERE).senders) == 3
    editions = [query for query in asked.captured_queries if "needs_survey_edition" in query["sql"]]
    assert len(editions) == 1


def test_who_delivers_to_a_commune_is_read_from_an_index_alone():
    with connection.cursor() as cursor:
        # The few rows of a test are read in one go otherwise.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    plan = Flow.objects.filter(destination="48095").order_by().values("producer").explain()
    assert "Index Only Scan using flow_delivered_to" in plan
