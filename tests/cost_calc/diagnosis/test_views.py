"""The page and the document of a diagnosis: for the producer and the advisors, with what is known."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from cost_calc.diagnosis.report import report_of
from cost_calc.models import ReferenceValue
from needs_survey.applying.services import mark_of, validate, withdraw
from needs_survey.models import SurveyResponse
from pat_logistics.mail.channel import MAIL
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.outbox.services import deliver
from producers.models import Producer
from tests.cost_calc.conftest import DAY
from tests.factories.accounts import advisor_of_lozere
from tests.factories.carriers import SolutionFactory
from tests.factories.guides import GuideFactory
from tests.factories.needs_survey import SHORT, SurveyResponseFactory, answer, validated_response
from tests.factories.producers import FlowFactory, ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def advisor(client):
    user = advisor_of_lozere()
    client.force_login(user)
    return user


@pytest.fixture
def draft(advisor, references):
    CommuneFactory(mende=True)
    return answer(SurveyResponseFactory(author=advisor), **SHORT)


def page(client, response):
    shown = client.get(reverse("diagnosis:page", args=[response.key])).content.decode()
    return shown.replace("&nbsp;", " ").replace("\xa0", " ").replace("\u202f", " ")


def with_rounds(response):
    response.answers |= {
        "delivered_by": ["self"],
        "rounds": [{"per_week": "2", "km": "80", "minutes": 120}],
        "vehicles": [{"kind": "van", "cold": "unit"}],
    }
    response.save(update_fields=["answers"])
    return response


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


def test_the_document_says_what_the_page_says(client, draft):
    answered = client.get(reverse("diagnosis:document", args=[with_rounds(draft).key]))
    text = "".join(each.extract_text() for each in PdfReader(BytesIO(answered.content)).pages)
    text = text.replace("\xa0", " ").replace("\u202f", " ")
    assert "Ferme du Vent" in text
    assert "141,54 €" in text


def test_the_essential_holds_on_two_pages_whatever_is_delivered_and_the_detail_follows(client, draft):
    draft = with_rounds(draft)
    draft.answers["deliveries"] = [
        row | {"kg_per_delivery": str(kg)} for row in draft.answers["deliveries"] for kg in range(10, 26)
    ]
    draft.save(update_fields=["answers"])
    answered = client.get(reverse("diagnosis:document", args=[draft.key]))
    pages = [each.extract_text() for each in PdfReader(BytesIO(answered.content)).pages]
    text = "".join(pages)
    assert any("Notes" in each for each in pages[:2])
    assert "Vos autres livraisons" not in pages[0]
    assert text.index("Notes") < text.index("Vos autres livraisons")


def test_a_cost_is_not_judged_on_a_part_of_what_is_made(client, draft):
    draft = with_rounds(draft)
    draft.answers["products"][0]["kg_per_year"] = "3000"
    draft.answers["deliveries"][0]["eur_per_delivery"] = "200"
    draft.save(update_fields=["answers"])
    shown = page(client, draft)
    assert "décrivez les autres avant de juger ce coût" in shown
    assert "C’est beaucoup" not in shown
    draft.answers["products"][0]["kg_per_year"] = "700"
    draft.save(update_fields=["answers"])
    assert "avant de juger" not in page(client, draft)


def test_a_second_diagnosis_shows_what_changed(client, draft, advisor):
    first = validate(response=draft, by=advisor, mark=mark_of(draft))
    SurveyResponse.objects.filter(pk=first.pk).update(validated_at=timezone.now() - timedelta(days=400))
    again = SurveyResponseFactory(author=advisor, producer=first.producer)
    again = answer(again, **SHORT | {"costs": SHORT["costs"] | {"cost_known": "computed"}})
    again = with_rounds(again)
    changed = {row.label: (row.before, row.after) for row in report_of(again, DAY).changes}
    # Who delivers nothing has no rounds to write; who does, and was not asked, may have one point more.
    assert changed["Maturité"] == ("4 sur 12", "entre 5 et 6 sur 12")
    assert changed["Connaissez-vous le coût de vos livraisons ?"] == ("non", "oui, calculé")
    assert "Coût par semaine" in changed
    assert "Ce qui a changé depuis le" in page(client, again)


def test_a_first_diagnosis_has_nothing_to_compare(client, draft):
    assert "Ce qui a changé" not in page(client, draft)


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


def pdf_text(content):
    text = "".join(each.extract_text() for each in PdfReader(BytesIO(content)).pages)
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_the_advisor_signs_with_name_service_and_telephone(client, draft, advisor):
    client.post(reverse("survey:contact"), {"full_name": "Camille Exemple", "phone": "0466000000"})
    answered = client.get(reverse("diagnosis:document", args=[draft.key]))
    text = pdf_text(answered.content)
    assert "Camille Exemple" in text
    assert advisor.memberships.get().organisation.name in text
    assert "04 66 00 00 00" in text
    assert "bilan-ferme-du-vent-" in answered["Content-Disposition"]


def test_the_year_has_euros_hours_and_carbon(client, draft):
    """52 × 141.54 €, 52 × 4 h, and the carbon of 52 × 160 km."""
    shown = page(client, with_rounds(draft))
    assert "7 360 €" in shown
    assert "208 h" in shown
    report = report_of(draft, DAY)
    assert report.costs.year.co2e_kg == pytest.approx(52 * 2 * report.costs.rounds[0].co2e_kg)
    assert report.costs.rounds[0].co2e_kg > 0


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


def test_the_mail_of_a_validation_carries_the_farm_s_copy(draft, advisor, mailoutbox):
    farm = ProducerFactory(commune_id="48095", email="ferme@exemple.fr")
    draft.producer = farm
    draft.save(update_fields=["producer"])
    validate(response=draft, by=advisor, mark=mark_of(draft))
    deliver(MAIL, OutgoingMail.objects.get().pk)
    ((name, content, mimetype),) = mailoutbox[0].attachments
    assert name.startswith("bilan-ferme-du-vent-")
    assert mimetype == "application/pdf"
    assert "Bilan des livraisons" in pdf_text(content)


def test_an_address_corrected_before_the_mail_leaves_keeps_the_report_from_the_former_one(
    draft, advisor, mailoutbox
):
    farm = ProducerFactory(commune_id="48095", email="autre@exemple.fr")
    draft.producer = farm
    draft.save(update_fields=["producer"])
    validate(response=draft, by=advisor, mark=mark_of(draft))
    sent = OutgoingMail.objects.get()
    Producer.objects.filter(pk=farm.pk).update(email="juste@exemple.fr")
    deliver(MAIL, sent.pk)
    assert (mailoutbox[0].to, mailoutbox[0].attachments) == ([sent.to], [])


def test_a_consent_withdrawn_before_the_mail_leaves_keeps_the_report_back(draft, advisor, mailoutbox):
    farm = ProducerFactory(commune_id="48095", email="ferme@exemple.fr")
    draft.producer = farm
    draft.save(update_fields=["producer"])
    withdraw(response=validate(response=draft, by=advisor, mark=mark_of(draft)))
    deliver(MAIL, OutgoingMail.objects.get().pk)
    assert mailoutbox[0].attachments == []
    assert "La pièce jointe n’a pas pu être préparée" in mailoutbox[0].body


def test_a_printed_address_leads_to_the_page(client, db):
    solution, guide = SolutionFactory(tool=True), GuideFactory()
    for thing in (solution, guide):
        assert client.get(thing.get_short_url()).url == thing.get_absolute_url()
