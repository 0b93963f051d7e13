"""What is undone comes back as it was, but for what somebody changed since."""

import pytest

from needs_survey.applying import services
from needs_survey.models import Application, SurveyResponse
from needs_survey.services import ResponseError
from pat_logistics.mail.models import OutgoingMail
from producers.models import Producer, ProductLine
from tests.factories.needs_survey import SHORT, SurveyResponseFactory, answer
from tests.factories.producers import (
    ProductLineFactory,
    StorageSiteFactory,
)
from tests.factories.territory import CommuneFactory
from tests.needs_survey.applying.writing import of, validate

pytestmark = pytest.mark.django_db


def test_undoing_takes_back_what_was_added_and_restores_what_was_changed(farm, draft, advisor):
    line = ProductLineFactory(producer=farm, family="cheese", name="", temperature="ambient")
    response = validate(of(farm, draft), advisor)
    assert services.undo(response=response, by=advisor) == []
    line.refresh_from_db()
    response.refresh_from_db()
    assert line.temperature == "ambient"
    assert not farm.flows.exists()
    assert response.is_draft
    assert Application.objects.get().undone_by == advisor


def test_undoing_keeps_what_somebody_changed_since(farm, draft, advisor):
    response = validate(of(farm, draft), advisor)
    flow = farm.flows.get()
    flow.kg_per_delivery = 99
    flow.save()
    stays = services.undo(response=response, by=advisor)
    # The product stays with the delivery that carries it.
    assert stays == ["livraison à Mende (48)", "produit : fromage et produits laitiers"]
    assert farm.flows.get().kg_per_delivery == 99


def test_the_producer_is_told_of_an_undone_diagnosis_and_of_what_stays(farm, draft, advisor):
    response = validate(of(farm, draft), advisor)
    farm.flows.update(kg_per_delivery=99)
    services.undo(response=response, by=advisor)
    mail = OutgoingMail.objects.get(subject="Votre diagnostic est annulé")
    assert mail.to == "ferme@exemple.fr"
    assert "livraison à Mende (48)" in mail.body


def test_a_consent_taken_back_is_asked_again_after_undoing(farm, draft, advisor):
    response = validate(of(farm, draft), advisor)
    services.withdraw(response=response)
    services.undo(response=response, by=advisor)
    draft = SurveyResponse.objects.get()
    assert "plan_consent" not in draft.answers
    assert "identification-plan_consent" not in draft.typed["identification"]
    assert draft.answers["publication_consent"] == "no"
    with pytest.raises(ResponseError):
        validate(draft, advisor)


def test_a_profile_that_the_producer_took_out_is_not_published_again(farm, draft, advisor):
    draft = answer(of(farm, draft), identification=SHORT["identification"] | {"publication_consent": "yes"})
    response = validate(draft, advisor)
    Producer.objects.filter(pk=farm.pk).update(published_at=None)
    response.refresh_from_db()
    services.undo(response=response, by=advisor)
    assert "publication_consent" not in SurveyResponse.objects.get().answers


def test_undoing_forgets_the_farm_it_created(draft, advisor):
    response = validate(draft, advisor)
    services.undo(response=response, by=advisor)
    assert not Producer.objects.exists()
    kept = SurveyResponse.objects.get()
    assert kept.is_draft
    assert kept.answers["name"] == "Ferme du Vent"


def test_undoing_keeps_a_farm_it_created_that_was_completed_since(draft, advisor):
    response = validate(draft, advisor)
    StorageSiteFactory(producer=response.producer)
    services.undo(response=response, by=advisor)
    assert Producer.objects.exists()
    assert not ProductLine.objects.exists()


def test_undoing_twice_changes_nothing(draft, advisor):
    response = validate(draft, advisor)
    services.undo(response=response, by=advisor)
    assert services.undo(response=response, by=advisor) == []


def test_what_was_undone_is_corrected_and_validated_again(farm, draft, advisor):
    response = validate(of(farm, draft), advisor)
    services.undo(response=response, by=advisor)
    again = answer(response, deliveries=SHORT["deliveries"] | {"kg_per_delivery": "40"})
    validate(again, advisor)
    assert farm.flows.get().kg_per_delivery == 40


def test_a_diagnosis_under_a_later_one_is_not_undone(farm, draft, advisor):
    first = validate(of(farm, draft), advisor)
    validate(of(farm, answer(SurveyResponseFactory(author=advisor), **SHORT)), advisor)
    with pytest.raises(ResponseError, match="plus récent"):
        services.undo(response=first, by=advisor)


def test_the_author_does_not_undo_on_a_farm_that_moved_away(farm, draft, advisor):
    response = validate(of(farm, draft), advisor)
    Producer.objects.filter(pk=farm.pk).update(commune=CommuneFactory(montpellier=True))
    with pytest.raises(ResponseError, match="celles que vous suivez"):
        services.undo(response=response, by=advisor)
