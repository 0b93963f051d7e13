"""The report as a document, and in the mail."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from needs_survey.applying.services import mark_of, validate, withdraw
from pat_logistics.mail.channel import MAIL
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.outbox.services import deliver
from producers.models import Producer
from tests.cost_calc.diagnosis.reported import pdf_text, with_rounds
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db


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
