"""What leaves the house changes by several farms at once, or not at all."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from needs_survey.models import Edition
from needs_survey.needs import editions
from needs_survey.needs.editions import edition_of, is_due, make_edition, marks_of, renew, renew_editions
from needs_survey.needs.releases import TABLES, release_of
from needs_survey.needs.sources import Sources
from producers.models import Flow
from tests.factories.accounts import advisor_of_lozere
from tests.factories.producers import FlowFactory
from tests.factories.territory import CommuneFactory
from tests.needs_survey.needs.samples import answering_farm

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 29)
EVERYTHING = frozenset()


@pytest.fixture
def deliver():
    mende = CommuneFactory(mende=True)

    def farm(kg=100):
        farm = answering_farm(mende)
        FlowFactory(producer=farm, destination=mende, kg_per_delivery=kg, deliveries_per_year=10)
        return farm

    return farm


def told():
    return edition_of(Sources(("48",))).release("deliveries").of(EVERYTHING)


def test_an_edition_says_what_was_decided_whole(deliver):
    for _ in range(4):
        deliver()
    make_edition("48")
    kept, sources = edition_of(Sources(("48",))), Sources(("48",))
    assert (kept.farms, kept.examples, kept.made_on) == (4, 0, timezone.localdate())
    for kind, tables in TABLES.items():
        assert kept.release(kind) == release_of(sources.of_kind(kind), tables)


def test_a_farm_more_or_less_does_not_show_in_what_leaves(deliver, client):
    farms = [deliver() for _ in range(4)]
    make_edition("48")
    client.force_login(advisor_of_lozere())
    address = reverse("needs:export", args=["volumes", "csv"])
    before = client.get(address).content
    deliver(kg=777)
    farms[0].survey_responses.update(withdrawn_at=timezone.now())
    renew_editions()
    assert client.get(address).content == before
    assert told().value == 4_000


def test_three_farms_that_changed_show_the_next_month(deliver):
    farms = [deliver() for _ in range(4)]
    make_edition("48")
    today = Edition.objects.get().made_on
    last_month = today.replace(day=1) - datetime.timedelta(days=1)
    deliver()
    Flow.objects.filter(producer=farms[0]).update(kg_per_delivery=50)
    Edition.objects.update(made_on=last_month)
    renew("48")
    assert told().value == 4_000
    farms[1].survey_responses.update(withdrawn_at=timezone.now())
    Edition.objects.update(made_on=today)
    renew("48")
    assert told().value == 4_000
    Edition.objects.update(made_on=last_month)
    renew("48")
    assert told().value == 3_500


@pytest.mark.parametrize(
    ("days", "changed", "counted", "due"),
    [
        (1, 3, 30, False),
        (2, 2, 30, False),
        (2, 3, 30, True),
        (1, 9, 30, False),
        (1, 10, 30, True),
        (1, 10, 60, False),
        (1, 15, 60, True),
        (800, 0, 30, False),
    ],
)
def test_another_edition_waits_for_several_farms_and_a_month_or_for_many(days, changed, counted, due):
    assert is_due(TODAY, TODAY + datetime.timedelta(days=days), changed=changed, counted=counted) is due


def test_figures_that_tell_nothing_yet_do_not_wait(deliver):
    deliver()
    make_edition("48")
    assert not Edition.objects.exists()
    for _ in range(3):
        deliver()
    assert told().value == 4_000


def test_an_edition_of_another_rule_is_not_read_and_is_made_again(deliver):
    for _ in range(3):
        deliver()
    make_edition("48")
    edition = Edition.objects.get()
    edition.figures["version"] = 0
    edition.save()
    deliver()
    assert told().value == 4_000
    renew_editions()
    assert Edition.objects.get().farms == 4


def test_an_edition_holds_no_figure_of_a_farm(deliver):
    for kg in (101, 203, 307):
        deliver(kg=kg)
    make_edition("48")
    edition = Edition.objects.get()
    words = f"{edition.figures} {edition.marks}"
    assert "6110" in words
    assert not any(number in words for number in ("1010", "2030", "3070"))
    assert set(edition.marks) == set(marks_of(Sources(("48",))))


def test_the_figures_of_many_farms_are_decided_once_while_a_worker_makes_the_edition(deliver, monkeypatch):
    monkeypatch.setattr(editions, "MANY_TO_DECIDE", 3)
    asked = []
    monkeypatch.setattr(editions.renew, "delay", asked.append)
    for _ in range(4):
        deliver()
    assert told().value == 4_000
    deliver()
    assert told().value == 4_000
    assert asked == ["48"]
