"""A diagnosis as an advisor enters it: nothing typed is lost, nothing missing is hidden."""

import re
import uuid

import pytest
from django.urls import reverse

from needs_survey.models import SurveyResponse
from producers import holdings
from producers.enums import ErasedBy
from tests.factories.needs_survey import SHORT, QuestionnaireFactory, SurveyResponseFactory, post_of
from tests.factories.producers import FlowFactory, ProducerFactory
from tests.factories.territory import CommuneFactory
from tests.needs_survey.entering import fill, page, save, url

pytestmark = pytest.mark.django_db


def test_a_diagnosis_begins_with_what_the_portal_knows_of_the_farm(client, advisor):
    QuestionnaireFactory()
    farm = ProducerFactory(name="Ferme du Vent", commune=CommuneFactory(mende=True), phone="04 65 71 12 34")
    assert f"{reverse('survey:begin')}?ferme={farm.pk}" in page(
        client.get(reverse("farm:overview", args=[farm.pk]))
    )
    answers = {"key": uuid.uuid4(), "length": "short"}
    for _ in range(2):  # the button pressed twice
        begun = client.post(f"{reverse('survey:begin')}?ferme={farm.pk}", answers)
    response = SurveyResponse.objects.get()
    assert begun["Location"] == url(response, "identification")
    assert (response.answers["name"], response.answers["commune"]) == ("Ferme du Vent", "48095")
    assert "04 65 71 12 34" in page(client.get(begun["Location"]))


def test_what_the_portal_knows_is_folded_on_one_line_until_it_is_to_be_corrected(client, advisor):
    QuestionnaireFactory()
    farm = ProducerFactory(name="Ferme du Vent", commune=CommuneFactory(mende=True))
    FlowFactory(
        producer=farm,
        product_line__producer=farm,
        destination=farm.commune,
        customer_type="grocery",
        kg_per_delivery=70,
    )
    answers = {"length": "short", "key": str(uuid.uuid4())}
    client.post(f"{reverse('survey:begin')}?ferme={farm.pk}", answers)
    response = SurveyResponse.objects.get()
    address = reverse("survey:section", args=[response.key, "deliveries"])
    shown = page(client.get(address))
    assert re.search(r"<summary>[^<]*épicerie[^<]*Mende \(48\)[^<]*70 kg", shown)
    typed = {**response.typed["deliveries"], "deliveries-0-kg_per_delivery": ["12 caisses"]}
    response.typed["deliveries"] = typed
    response.save()
    assert "<summary>épicerie" not in page(client.get(address))


@pytest.mark.parametrize("farm", ["999", "x", "9" * 40])
def test_a_diagnosis_of_a_farm_one_does_not_follow_does_not_begin(client, advisor, farm):
    QuestionnaireFactory()
    ProducerFactory(pk=999, commune=CommuneFactory(montpellier=True))
    assert client.get(reverse("survey:begin"), {"ferme": farm}).status_code == 404


def test_without_a_published_questionnaire_nothing_begins(client, advisor):
    assert client.get(reverse("survey:begin")).status_code == 503


def test_every_section_of_both_lengths_is_drawn(client, response):
    for length in ("short", "long"):
        SurveyResponse.objects.update(length=length)
        for section in response.questionnaire.parsed.sections_of(short=length == "short"):
            assert client.get(url(response, section.code)).status_code == 200


def test_what_makes_no_sense_is_kept_on_screen_and_told(client, response):
    typed = post_of("deliveries", SHORT["deliveries"] | {"kg_per_delivery": "12 caisses"})
    assert save(client, response, "deliveries", **typed).status_code == 302
    shown = page(client.get(url(response, "deliveries")))
    assert 'value="12 caisses"' in shown
    assert "Donnez un nombre." in shown
    response.refresh_from_db()
    assert "kg_per_delivery" not in response.answers["deliveries"][0]


def test_one_leaves_and_comes_back_to_what_was_typed(client, response):
    save(client, response, "identification", **{"identification-name": "Ferme du Vent"})
    assert 'value="Ferme du Vent"' in page(client.get(url(response, "identification")))
    assert "Ferme du Vent" in page(client.get(reverse("survey:index")))


def test_the_page_says_what_is_missing_and_where(client, response):
    save(client, response, "identification", **{"identification-name": "Ferme du Vent"})
    shown = page(client.get(response.get_absolute_url()))
    assert "Commune : Sans réponse." in shown
    assert url(response, "products") in shown
    assert "Valider le diagnostic" not in shown


def test_a_row_is_added_without_javascript_and_what_was_typed_stays(client, response):
    typed = post_of("products", SHORT["products"])
    shown = page(save(client, response, "products", **typed, add="products"))
    assert 'name="products-1-family"' in shown
    assert '<option value="cheese" selected>' in shown


def test_saving_as_one_types_answers_with_the_next_revision(client, response):
    typed = post_of("costs", SHORT["costs"])
    answer = client.post(url(response, "costs"), {"revision": 0, **typed}, headers={"X-Autosave": "1"})
    assert answer.json()["revision"] == 1


def test_what_somebody_else_saved_meanwhile_is_shown_and_not_overwritten(client, response):
    save(client, response, "costs", **{"costs-cost_known": "computed"})
    late = {"revision": 0, "costs-cost_known": "no"}
    answer = client.post(url(response, "costs"), late)
    assert answer.status_code == 409
    assert "Rien n’a été écrasé" in page(answer)
    assert "oui, calculé" in page(answer)
    response.refresh_from_db()
    assert response.answers["cost_known"] == "computed"
    assert client.post(url(response, "costs"), late, headers={"X-Autosave": "1"}).status_code == 409
    # Having seen it, one may keep one's own.
    assert save(client, response, "costs", **{"costs-cost_known": "no"}).status_code == 302


def test_the_same_page_sent_twice_is_no_conflict(client, response):
    for _ in range(2):
        answer = client.post(url(response, "costs"), {"revision": 0, "costs-cost_known": "no"})
        assert answer.status_code == 302


def test_a_page_that_is_not_asked_is_not_found(client, response):
    assert client.get(url(response, "nowhere")).status_code == 404


def test_a_draft_is_deleted_once_confirmed(client, response):
    address = reverse("survey:discard", args=[response.key])
    assert "sera perdu" in page(client.get(address))
    client.post(address)
    assert not SurveyResponse.objects.exists()


def test_an_answer_is_read_by_the_version_it_was_given_to(client, response):
    fill(client, response)
    definition = response.questionnaire.definition
    for section in definition["sections"]:
        for question in section["questions"]:
            question["label"] = "Autrement"
    QuestionnaireFactory(version=2, definition=definition)
    shown = page(client.get(response.get_absolute_url()))
    assert "Connaissez-vous le coût" in shown
    assert "Autrement" not in shown


@pytest.mark.parametrize("number", [1, 15])
def test_the_list_costs_the_same_queries_whatever_its_length(
    client, advisor, number, django_assert_max_num_queries
):
    SurveyResponseFactory.create_batch(number, author=advisor)
    with django_assert_max_num_queries(10):
        client.get(reverse("survey:index"))


def test_a_farm_takes_its_diagnoses_along_when_it_is_exported_or_erased():
    farm = ProducerFactory(commune=CommuneFactory(mende=True))
    SurveyResponseFactory(producer=farm, answers={"name": "Ferme du Vent"})
    rows = {found.model: list(found) for found in holdings.belongings(farm)}
    assert [row.name for row in rows[SurveyResponse]] == ["Ferme du Vent"]
    holdings.erase(producer=farm, by=ErasedBy.PRODUCER)
    assert not SurveyResponse.objects.exists()
