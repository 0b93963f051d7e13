"""The pages that show what changes, write it and take it back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from needs_survey.models import SurveyResponse
from tests.factories.needs_survey import SHORT
from tests.factories.producers import FlowFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory
from tests.needs_survey.applying.writing import of, validate

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, advisor):
    client.force_login(advisor)
    return client


def page(response):
    return response.content.decode().replace("&nbsp;", " ").replace("\xa0", " ").replace("\u202f", " ")


def test_the_page_shows_what_changes_then_writes_it(signed_in, farm, draft):
    response = of(farm, draft)
    url = reverse("survey:validate", args=[response.key])
    shown = signed_in.get(url)
    assert "Livraison à Mende (48) (nouveau)" in page(shown)
    done = signed_in.post(url, {"mark": shown.context["mark"]}, follow=True)
    assert "Diagnostic validé" in page(done)
    assert farm.flows.exists()


def test_the_page_asks_what_becomes_of_a_row_that_no_answer_speaks_of(signed_in, farm, draft):
    old = FlowFactory(
        producer=farm,
        product_line=ProductLineFactory(producer=farm),
        destination=CommuneFactory(montpellier=True),
    )
    response, name = of(farm, draft), f"flow:{old.pk}"
    url = reverse("survey:validate", args=[response.key])
    shown = page(signed_in.get(url))
    assert "1 à décider avant de valider" in shown
    assert "remplacé par : livraison à Mende (48)" in shown
    assert "Valider le diagnostic" not in shown
    assert "À corriger" not in shown
    for decision, told in [
        ("invented", "à décider"),
        ("kept", "Toujours vrai : livraison"),
        ("ended", "Terminé, retiré de la ferme"),
    ]:
        signed_in.post(reverse("survey:decide", args=[response.key]), {name: decision})
        assert told in page(signed_in.get(url))


def test_a_stale_page_is_shown_again_and_writes_nothing(signed_in, farm, draft):
    response = of(farm, draft)
    answered = signed_in.post(reverse("survey:validate", args=[response.key]), {"mark": "old"})
    assert "Rien n’a été écrit" in page(answered)
    assert not farm.flows.exists()


def test_a_farm_that_may_be_known_is_offered_and_attached(signed_in, farm, draft):
    url = reverse("survey:validate", args=[draft.key])
    assert "C’est « Ferme du Vent »" in page(signed_in.get(url))
    signed_in.post(reverse("survey:attach", args=[draft.key]), {"producer": farm.pk})
    assert "vont mettre à jour la ferme « Ferme du Vent »" in page(signed_in.get(url))


def test_a_diagnosis_attached_by_mistake_is_of_a_new_farm_again(signed_in, farm, draft):
    of(farm, draft)
    signed_in.post(reverse("survey:attach", args=[draft.key]), {"producer": ""})
    draft.refresh_from_db()
    assert draft.producer is None


@pytest.mark.parametrize("wanted", ["999999", "abc", "9" * 40])
def test_a_farm_one_does_not_follow_is_not_attached(signed_in, draft, wanted):
    assert signed_in.post(reverse("survey:attach", args=[draft.key]), {"producer": wanted}).status_code == 404


def test_undoing_is_asked_then_done(signed_in, advisor, farm, draft):
    response = validate(of(farm, draft), advisor)
    url = reverse("survey:undo", args=[response.key])
    assert "Annuler la validation" in page(signed_in.get(url))
    assert "de nouveau un brouillon" in page(signed_in.post(url, follow=True))


def test_a_delivery_more_costs_the_plan_two_queries_at_most(signed_in, farm, draft):
    def asked(number):
        rows = [SHORT["deliveries"] | {"kg_per_delivery": str(kg + 1)} for kg in range(number)]
        response = of(farm, SurveyResponse.objects.get(pk=draft.pk), deliveries=rows)
        with CaptureQueriesContext(connection) as queries:
            signed_in.get(reverse("survey:validate", args=[response.key]))
        return sum("SAVEPOINT" not in query["sql"] for query in queries)

    few, many = asked(2), asked(20)
    assert few < 45
    # Its commune is read as it was typed, and the database checks its figures.
    assert many - few <= 18 * 2
