"""Keeping a result, reading it back, two side by side, and what it costs today."""

import datetime

from django.urls import reverse
from django.utils import timezone

from cost_calc.calculator import keeping
from cost_calc.models import KeptResult
from producers import export
from tests.cost_calc.calculator.conftest import farm_of
from tests.cost_calc.calculator.kept import QUERY, keep, on_a_device, take_over
from tests.cost_calc.calculator.views.samples import CASE, said
from tests.factories.accounts import advisor_of_lozere
from tests.factories.cost_calc import OWN, KeptResultFactory
from tests.factories.territory import CommuneFactory


def test_a_result_is_kept_with_the_farm_and_done_again_at_once(signed_in, farm):
    page = keep(signed_in, farm)
    kept = KeptResult.objects.get()
    assert (kept.producer, kept.name, str(kept)) == (farm, "Montpellier", "Montpellier")
    assert kept.said == "60\u202fkg de fromage et produits laitiers, de Mende à Montpellier"
    assert "Gardé avec Ferme du Vent" in said(page)
    changes = page.context["changes"]
    assert 1 <= len(changes) <= keeping.MOST_OPTIONS
    assert {change.words for change in changes} == {"sans changement"}
    assert "own" in {change.then.id for change in changes}


def test_kept_twice_in_a_day_is_kept_once(signed_in, farm):
    keep(signed_in, farm)
    keep(signed_in, farm, name="")
    assert [kept.name for kept in KeptResult.objects.all()] == ["Montpellier"]


def test_a_question_that_is_not_whole_is_not_kept(signed_in, farm):
    page = keep(signed_in, farm, question="origin=48095&mass_kg=-3")
    assert "Cette question n’est pas complète" in said(page)
    assert not KeptResult.objects.exists()


def test_with_several_farms_the_one_of_the_departure_is_chosen_or_none(signed_in, farmer, farm, places):
    farm_of(farmer, commune=CommuneFactory(), name="Autre ferme")
    page = signed_in.get(reverse("cost_calc:compare"), CASE)
    assert page.context["keep"].chosen == farm
    elsewhere = signed_in.get(reverse("cost_calc:compare"), CASE | {"origin": "34172"})
    assert elsewhere.context["keep"].chosen is None
    assert "Choisissez une ferme" in said(elsewhere)
    assert "Avec quelle ferme" in said(keep(signed_in, farm, producer=""))


def test_a_visitor_is_told_to_copy_the_address_until_the_script_runs(client, places):
    page = client.get(reverse("cost_calc:compare"), CASE)
    assert "Copiez l’adresse de cette page" in said(page)
    assert page.context["keep"].data["query"] == QUERY
    assert "Aucun résultat n’est gardé ici" in said(client.get(reverse("cost_calc:kept")))


def test_the_farm_takes_over_what_the_device_kept(signed_in, farm):
    page = take_over(signed_in, farm, on_a_device(), on_a_device(at="2026-04-02T08:00:00Z"))
    assert "2 résultats sont gardés avec Ferme du Vent" in said(page)
    assert page.context["taken"]
    kept = KeptResult.objects.last()
    assert (kept.name, kept.kept_at.date()) == ("De mars", datetime.date(2026, 3, 2))
    assert kept.options == [OWN]
    take_over(signed_in, farm, on_a_device())  # the page sent again
    assert KeptResult.objects.count() == 2


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
