"""Taking back the consent to the plan's use, from the personal page."""

import pytest
from django.urls import reverse

from needs_survey.models import SurveyResponse
from producers.personal import token_of
from tests.factories.needs_survey import validated_response
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db


def address(farm, response):
    return reverse("survey:received_withdraw", args=[token_of(farm), response.key])


def test_the_consent_is_taken_back_once_confirmed(client, farm):
    response = validated_response(farm)
    page = address(farm, response)
    assert client.get(page).status_code == 200
    assert SurveyResponse.objects.get().withdrawn_at is None
    assert client.post(page).status_code == 302
    assert SurveyResponse.objects.get().withdrawn_at is not None


def test_the_diagnosis_of_another_farm_is_not_found(client, farm):
    other = validated_response(ProducerFactory(email="autre@exemple.fr"))
    assert client.post(address(farm, other)).status_code == 404
    assert SurveyResponse.objects.get().withdrawn_at is None
