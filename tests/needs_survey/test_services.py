"""Beginning, saving and validating a response; loading the questions."""

import copy

import pytest
from django.urls import reverse

from needs_survey import services
from needs_survey.models import Questionnaire
from needs_survey.services import load_questionnaire
from tests.factories.needs_survey import SHORT, QuestionnaireFactory, post_of
from tests.needs_survey.entering import fill, page, save
from tests.needs_survey.shipped import SHIPPED

pytestmark = pytest.mark.django_db


def test_a_whole_short_form_is_validated_and_then_never_changes(client, response):
    fill(client, response)
    assert "Tout y est" in page(client.get(response.get_absolute_url()))
    shown = client.get(reverse("survey:validate", args=[response.key]))
    client.post(reverse("survey:validate", args=[response.key]), {"mark": shown.context["mark"]})
    response.refresh_from_db()
    assert response.validated_at
    assert save(client, response, "costs", **{"costs-cost_known": "yes"})["Location"].endswith(
        f"{response.key}/"
    )
    response.refresh_from_db()
    assert response.answers["cost_known"] == "no"
    shown = page(client.get(response.get_absolute_url()))
    assert "Diagnostic validé" in shown
    assert "12,5 kg" in shown


def test_without_the_consent_to_use_them_answers_are_not_validated(client, response):
    fill(client, response)
    refused = post_of("identification", SHORT["identification"] | {"plan_consent": "no"})
    save(client, response, "identification", **refused)
    answer = client.post(reverse("survey:validate", args=[response.key]), follow=True)
    assert "Sans l’accord du producteur" in page(answer)
    response.refresh_from_db()
    assert response.is_draft


def test_the_first_version_is_published_once():
    assert load_questionnaire()
    assert not load_questionnaire()
    assert Questionnaire.objects.current().version == 1


def test_a_portal_that_publishes_the_questions_shipped_before_follows_the_new_ones(monkeypatch):
    former = copy.deepcopy(SHIPPED)
    former["title"] = "Avant"
    QuestionnaireFactory(definition=former)
    assert load_questionnaire() is None, "questions written on the spot are kept"
    monkeypatch.setattr(services, "FORMER", {services.digest(former)})
    assert load_questionnaire() == 2
    assert Questionnaire.objects.current().definition == SHIPPED
    assert load_questionnaire() is None


def test_a_form_of_another_tool_keeps_the_checks_that_still_hold():
    QuestionnaireFactory()
    short = {"title": "Court", "sections": [SHIPPED["sections"][-1]]}
    kept = services.draft_questionnaire(short).definition["checks"]
    assert [check["code"] for check in kept] == ["pioneer_alone"]
