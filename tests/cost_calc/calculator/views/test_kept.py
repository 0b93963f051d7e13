"""Keeping a result, reading it back, two side by side, and what it costs today."""

import datetime
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from cost_calc.calculator import keeping
from cost_calc.models import KeptResult
from producers import export
from tests.cost_calc.calculator.conftest import farm_of
from tests.cost_calc.calculator.views.test_compare import CASE, said
from tests.factories.accounts import advisor_of_lozere
from tests.factories.cost_calc import OWN, KeptResultFactory
from tests.factories.territory import CommuneFactory

QUERY = "&".join(f"{name}={value}" for name, value in CASE.items())


def _keep(client, farm, **changes):
    data = {"question": QUERY, "producer": farm.pk, "name": "Montpellier"} | changes
    return client.post(reverse("cost_calc:keep"), data, follow=True)


def _on_a_device(**changes):
    return {
        "query": QUERY, "said": "", "name": "De mars", "at": "2026-03-02T08:00:00Z", "references": "ab12",
        "options": [OWN],
    } | changes  # fmt: skip


def _take_over(client, farm, *results):
    data = {"producer": farm.pk, "results": json.dumps(results)}
    return client.post(reverse("cost_calc:take_over"), data, follow=True)


def test_a_result_is_kept_with_the_farm_and_done_again_at_once(signed_in, farm):
    page = _keep(signed_in, farm)
    kept = KeptResult.objects.get()
    assert (kept.producer, kept.name, str(kept)) == (farm, "Montpellier", "Montpellier")
    assert kept.said == "60\u202fkg de fromage et produits laitiers, de Mende à Montpellier"
    assert "Gardé avec Ferme du Vent" in said(page)
    changes = page.context["changes"]
    assert 1 <= len(changes) <= keeping.MOST_OPTIONS
    assert {change.words for change in changes} == {"sans changement"}
    assert "own" in {change.then.id for change in changes}


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


def test_kept_twice_in_a_day_is_kept_once(signed_in, farm):
    _keep(signed_in, farm)
    _keep(signed_in, farm, name="")
    assert [kept.name for kept in KeptResult.objects.all()] == ["Montpellier"]


def test_a_question_that_is_not_whole_is_not_kept(signed_in, farm):
    page = _keep(signed_in, farm, question="origin=48095&mass_kg=-3")
    assert "Cette question n’est pas complète" in said(page)
    assert not KeptResult.objects.exists()


def test_a_farm_keeps_so_many_and_no_more(signed_in, farm, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_OF_A_FARM", 1)
    KeptResultFactory(producer=farm, query=QUERY.replace("60", "70"))
    assert "supprimez-en un" in said(_keep(signed_in, farm))
    assert "supprimez-en d’abord" in said(_take_over(signed_in, farm, _on_a_device()))
    assert KeptResult.objects.count() == 1


def test_with_several_farms_the_one_of_the_departure_is_chosen_or_none(signed_in, farmer, farm, places):
    farm_of(farmer, commune=CommuneFactory(), name="Autre ferme")
    page = signed_in.get(reverse("cost_calc:compare"), CASE)
    assert page.context["keep"].chosen == farm
    elsewhere = signed_in.get(reverse("cost_calc:compare"), CASE | {"origin": "34172"})
    assert elsewhere.context["keep"].chosen is None
    assert "Choisissez une ferme" in said(elsewhere)
    assert "Avec quelle ferme" in said(_keep(signed_in, farm, producer=""))


def test_a_visitor_is_told_to_copy_the_address_until_the_script_runs(client, places):
    page = client.get(reverse("cost_calc:compare"), CASE)
    assert "Copiez l’adresse de cette page" in said(page)
    assert page.context["keep"].data["query"] == QUERY
    assert "Aucun résultat n’est gardé ici" in said(client.get(reverse("cost_calc:kept")))


def test_the_farm_takes_over_what_the_device_kept(signed_in, farm):
    page = _take_over(signed_in, farm, _on_a_device(), _on_a_device(at="2026-04-02T08:00:00Z"))
    assert "2 résultats sont gardés avec Ferme du Vent" in said(page)
    assert page.context["taken"]
    kept = KeptResult.objects.last()
    assert (kept.name, kept.kept_at.date()) == ("De mars", datetime.date(2026, 3, 2))
    assert kept.options == [OWN]
    _take_over(signed_in, farm, _on_a_device())  # the page sent again
    assert KeptResult.objects.count() == 2


WRONG = (
    5,
    _on_a_device(query="origin=1"),
    _on_a_device(query=["x"]),
    _on_a_device(at="hier"),
    _on_a_device(at="2026-03-02"),
    _on_a_device(at="2999-01-01T00:00:00Z"),
    _on_a_device(options=[]),
    _on_a_device(options=["own"]),
    _on_a_device(options=[OWN | {"eur_per_kg": "NaN"}]),
    _on_a_device(options=[OWN | {"eur": 1e300}]),
    _on_a_device(options=[OWN | {"label": ["x"]}]),
    _on_a_device(name="\u202e"),
    _on_a_device(name="\u0000"),
    _on_a_device(at="0001-01-01T00:00:00+14:00"),
    _on_a_device(query="\ud800=1&" + QUERY),
    _on_a_device(options=[OWN | {"label": "\ud800"}]),
    _on_a_device(options=[OWN | {"id": "\u0000"}]),
    _on_a_device(options=[OWN | {"minutes": 10**400}]),
    _on_a_device(options=[OWN | {"minutes": True}]),
)


def test_what_a_device_sends_is_checked(signed_in, farm):
    for wrong in WRONG:
        page = _take_over(signed_in, farm, wrong)
        assert page.status_code == 200
        assert not KeptResult.objects.exists(), wrong
    assert "restent ici" in said(page)


def test_a_set_of_values_nobody_knows_is_not_named(signed_in, farm):
    _take_over(signed_in, farm, _on_a_device(references="\u0000" * 12))
    assert KeptResult.objects.get().references == ""


def test_a_device_that_sends_nothing_readable_is_told_so(signed_in, farm):
    for sent in ("", "x", "[]", "{}", "[" * 10_000):
        data = {"producer": farm.pk, "results": sent}
        page = signed_in.post(reverse("cost_calc:take_over"), data, follow=True)
        assert "Rien n’est arrivé de cet appareil" in said(page)


def test_two_results_side_by_side(client, places):
    twice = QUERY.replace("mass_kg=60", "mass_kg=120")
    page = client.get(reverse("cost_calc:side_by_side"), {"cas": [QUERY, twice]})
    assert page.status_code == 200
    assert "60 kg de fromage" in said(page).replace("\u202f", " ")
    label, first, second = page.context["pairs"][0]
    assert label.startswith("Votre fourgon")
    assert first.eur_per_kg > second.eur_per_kg


def test_two_results_and_no_other_number_are_compared(client, places):
    for cases in ([], [QUERY], [QUERY] * 3, [QUERY, "origin=1"], ["", "x" * 9000]):
        page = client.get(reverse("cost_calc:side_by_side"), {"cas": cases})
        assert page.status_code == 400
        assert page.context["fault"]


def test_the_advisor_reads_them_and_cannot_delete_them(client, farm):
    kept = KeptResultFactory(producer=farm)
    client.force_login(advisor_of_lozere())
    assert kept.said in client.get(reverse("cost_calc:kept"), {"ferme": farm.pk}).content.decode()
    assert not client.get(reverse("cost_calc:kept_result", args=[kept.pk])).context["is_own"]
    assert client.post(reverse("cost_calc:kept_delete", args=[kept.pk])).status_code == 404


def test_they_are_in_the_data_of_the_farm_in_words(farmer, farm):
    KeptResultFactory(producer=farm, kept_at=timezone.now())
    assert export.as_json(farm, farmer)["keptresult"][0]["options"][0] == OWN
    words = KeptResult.objects.get().options_in_words()
    assert words.startswith("Votre fourgon\u00a0: 2,00\u202f€/kg\u00a0; ")
