"""A listing nobody confirmed for six months is flagged, the same way in SQL and on a row."""

import datetime

import pytest
from django.db.models import Value
from django.utils import timezone
from django.utils.timezone import localdate

from carriers.models import Solution
from producers.freshness import STALE_AFTER, is_to_confirm, stale
from producers.models import Producer
from tests.factories.carriers import SolutionFactory
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db
LONG_AGO, ONE_DAY = datetime.timedelta(days=400), datetime.timedelta(days=1)

# When it was published, when it was confirmed (days before today, or never), and whether it is to confirm.
SITUATIONS = {
    "published long ago, never confirmed": (LONG_AGO, None, True),
    "published long ago, confirmed long ago": (LONG_AGO, STALE_AFTER + ONE_DAY, True),
    "published long ago, confirmed six months ago": (LONG_AGO, STALE_AFTER, False),
    "published yesterday": (ONE_DAY, None, False),
    "published again, confirmed long ago": (ONE_DAY, LONG_AGO, True),
    "not published": (None, LONG_AGO, False),
}


@pytest.mark.parametrize(
    ("model", "factory"), [(Producer, ProducerFactory), (Solution, SolutionFactory)], ids=["farm", "solution"]
)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_page_and_the_query_agree_on_what_is_to_confirm(situation, model, factory):
    published, confirmed, expected = SITUATIONS[situation]
    listing = factory(
        published_at=timezone.now() - published if published else None,
        confirmed_on=localdate() - confirmed if confirmed else None,
    )
    assert model.objects.get(pk=listing.pk).to_confirm is expected
    assert model.objects.filter(stale()).exists() is expected
    said = model.objects.annotate(said=is_to_confirm(Value(localdate())))
    assert said.get(pk=listing.pk).said is expected


def test_the_public_data_say_what_is_to_confirm(client):
    ProducerFactory(published_at=timezone.now() - LONG_AGO)
    SolutionFactory(published_at=timezone.now() - LONG_AGO, confirmed_on=localdate())
    (farm,) = client.get("/api/v1/producers/").json()["results"]
    (solution,) = client.get("/api/v1/solutions/").json()["results"]
    assert (farm["to_confirm"], solution["to_confirm"]) == (True, False)
