"""Results kept, and done again."""

import datetime

import pytest
from django.urls import reverse

from cost_calc.calculator import keeping
from cost_calc.models import KeptResult
from tests.cost_calc.calculator.kept import QUERY, keep, on_a_device, take_over
from tests.cost_calc.calculator.views.samples import said
from tests.factories.cost_calc import OWN, KeptResultFactory


def test_what_has_changed_since_is_said_in_percent(signed_in, farm):
    day = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
    page = signed_in.get(
        reverse("cost_calc:kept_result", args=[KeptResultFactory(producer=farm, kept_at=day).pk])
    )
    own, gone = page.context["changes"]
    assert own.share == pytest.approx(own.now.eur_per_kg / 2.0 - 1)
    assert own.words in said(page).replace("\u202f", " ") or own.words.replace("\u202f", " ") in said(page)
    assert gone.now is None
    assert "Le 2 mars 2026" in said(page)
    assert "ne convient plus" in said(page)


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [(1.0, 1.06, "+6\u202f%"), (1.0, 0.8, "−20\u202f%"), (1.0, 1.0001, "sans changement"), (0.0, 1.0, "")],
)
def test_a_change_in_words(then, now, words):
    pair = (keeping.KeptOption("own", "", price, 0, 0, None) for price in (then, now))
    assert keeping.Change(*pair).words == words


def test_a_farm_keeps_so_many_and_no_more(signed_in, farm, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_OF_A_FARM", 1)
    KeptResultFactory(producer=farm, query=QUERY.replace("60", "70"))
    assert "supprimez-en un" in said(keep(signed_in, farm))
    assert "supprimez-en d’abord" in said(take_over(signed_in, farm, on_a_device()))
    assert KeptResult.objects.count() == 1


WRONG = (
    5,
    on_a_device(query="origin=1"),
    on_a_device(query=["x"]),
    on_a_device(at="hier"),
    on_a_device(at="2026-03-02"),
    on_a_device(at="2999-01-01T00:00:00Z"),
    on_a_device(options=[]),
    on_a_device(options=["own"]),
    on_a_device(options=[OWN | {"eur_per_kg": "NaN"}]),
    on_a_device(options=[OWN | {"eur": 1e300}]),
    on_a_device(options=[OWN | {"label": ["x"]}]),
    on_a_device(name="\u202e"),
    on_a_device(name="\u0000"),
    on_a_device(at="0001-01-01T00:00:00+14:00"),
    on_a_device(query="\ud800=1&" + QUERY),
    on_a_device(options=[OWN | {"label": "\ud800"}]),
    on_a_device(options=[OWN | {"id": "\u0000"}]),
    on_a_device(options=[OWN | {"minutes": 10**400}]),
    on_a_device(options=[OWN | {"minutes": True}]),
)


def test_what_a_device_sends_is_checked(signed_in, farm):
    for wrong in WRONG:
        page = take_over(signed_in, farm, wrong)
        assert page.status_code == 200
        assert not KeptResult.objects.exists(), wrong
    assert "restent ici" in said(page)


def test_a_set_of_values_nobody_knows_is_not_named(signed_in, farm):
    take_over(signed_in, farm, on_a_device(references="\u0000" * 12))
    assert KeptResult.objects.get().references == ""
