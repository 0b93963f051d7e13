"""The page and the document of a diagnosis: for the producer and the advisors, with what is known."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cost_calc.models import ReferenceValue
from needs_survey.applying.services import mark_of, validate
from tests.cost_calc.diagnosis.reported import page, pdf_text, with_rounds
from tests.factories.accounts import advisor_of_lozere
from tests.factories.carriers import SolutionFactory
from tests.factories.guides import GuideFactory
from tests.factories.needs_survey import validated_response
from tests.factories.producers import FlowFactory, ProducerFactory

pytestmark = pytest.mark.django_db


def test_what_is_not_known_is_said_unknown_and_missing(client, draft):
    shown = page(client, draft)
    assert "bilan provisoire" in shown
    assert "inconnu" in shown
    assert "Le temps passé chaque semaine autour des livraisons" in shown


def test_the_cost_of_the_rounds_is_shown_with_its_source(client, draft):
    """2 × (80 × 0.5096 + 30) = 141.54 € a week, for 12.5 kg."""
    shown = page(client, with_rounds(draft))
    assert "141,54 €" in shown
    assert "11,32 €/kg" in shown
    assert "Université Gustave Eiffel" in shown


def test_the_first_guide_is_the_one_the_answers_call_for(client, draft):
    GuideFactory(slug="connaitre-son-cout-de-livraison", title="Connaître son coût")
    assert "Connaître son coût" in page(client, draft)


def test_a_colleague_reads_it_and_somebody_else_does_not(client, draft, django_user_model):
    url = reverse("diagnosis:page", args=[draft.key])
    client.force_login(advisor_of_lozere())
    assert client.get(url).status_code == 200
    client.force_login(django_user_model.objects.create_user(email="autre@exemple.fr"))
    assert client.get(url).status_code == 404


def test_a_missing_reference_value_is_said_to_be_our_fault(client, draft):
    ReferenceValue.objects.all().delete()
    answered = client.get(reverse("diagnosis:page", args=[draft.key]))
    assert answered.status_code == 503
    assert "c’est à nous" in answered.content.decode()


def test_the_page_costs_the_same_queries_whatever_the_farm_delivers(client, draft, advisor):
    response = validate(response=draft, by=advisor, mark=mark_of(draft))

    def asked():
        with CaptureQueriesContext(connection) as queries:
            page(client, response)
        return len(queries)

    page(client, response)  # the process then holds the reference values
    few = asked()
    for _ in range(5):
        FlowFactory(producer=response.producer, destination_id="48095")
    assert asked() == few < 40


def test_the_advisor_signs_with_name_service_and_telephone(client, draft, advisor):
    client.post(reverse("survey:contact"), {"full_name": "Camille Exemple", "phone": "0466000000"})
    answered = client.get(reverse("diagnosis:document", args=[draft.key]))
    text = pdf_text(answered.content)
    assert "Camille Exemple" in text
    assert advisor.memberships.get().organisation.name in text
    assert "04 66 00 00 00" in text
    assert "bilan-ferme-du-vent-" in answered["Content-Disposition"]


def test_only_the_advisor_s_copy_names_who_agreed_to_be_called_again(client, draft, advisor):
    response = validate(response=draft, by=advisor, mark=mark_of(draft))
    other = ProducerFactory(commune_id="48095", name="Ferme cachée")
    line = other.product_lines.create(family="cheese", temperature="chilled")
    FlowFactory(producer=other, product_line=line, destination_id="48095")
    theirs = validated_response(other)
    theirs.answers = {"plan_consent": "yes", "pioneer": "yes"}
    theirs.save(update_fields=["answers"])
    document = reverse("diagnosis:document", args=[response.key])
    assert "Ferme cachée" in page(client, response)
    assert "Ferme cachée" in pdf_text(client.get(document, {"copie": "conseiller"}).content)
    farm_s = pdf_text(client.get(document).content)
    assert "Ferme cachée" not in farm_s
    assert "des fermes de votre secteur" in farm_s


def test_a_printed_address_leads_to_the_page(client, db):
    solution, guide = SolutionFactory(tool=True), GuideFactory()
    for thing in (solution, guide):
        assert client.get(thing.get_short_url()).url == thing.get_absolute_url()
