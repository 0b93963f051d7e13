"""Who sees and who enters a response."""

import pytest

from needs_survey.models import SurveyResponse
from tests.factories.territory import CommuneFactory
from tests.needs_survey.entering import save

pytestmark = pytest.mark.django_db


def test_an_advisor_of_another_departement_does_not_see_it(client, response):
    SurveyResponse.objects.update(departement="12", author=None)
    assert client.get(response.get_absolute_url()).status_code == 404


def test_the_commune_of_the_farm_says_which_departement_it_belongs_to(client, response):
    CommuneFactory(montpellier=True)
    save(client, response, "identification", **{"identification-commune": "34172"})
    response.refresh_from_db()
    assert response.departement == "34"
