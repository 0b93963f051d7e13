"""Questionnaires and responses."""

import json
from datetime import timedelta

import factory
from django.utils import timezone

from needs_survey.enums import ResponseState
from needs_survey.models import Campaign, Questionnaire, SurveyResponse, Visit
from needs_survey.services import QUESTIONS, save_section
from tests.factories.accounts import UserFactory
from tests.factories.producers import ProducerFactory

MONTH = timedelta(days=30)

# A whole short form, section by section; "rows" names the table that the rest is one row of.
SHORT = {
    "identification": {
        "name": "Ferme du Vent", "commune": "48095", "legal_form": "sole",
        "plan_consent": "yes", "publication_consent": "no",
    },
    "products": {"rows": "products", "family": "cheese", "temperature": "chilled"},
    "deliveries": {
        "rows": "deliveries", "customer_type": "restaurant", "commune": "48095", "frequency": "weekly",
        "kg_per_delivery": "12,5",
    },
    "organisation": {"delivered_by": "customer", "changed_organisation": "no"},
    "time": {},
    "costs": {"cost_known": "no", "cost_in_price": "partly"},
    "needs": {"irritants": ["too_far", "winter"], "sought": ["grouping"]},
    "pooling": {"ready_to": ["entrust"]},
    "tools": {"tools": ["paper"], "cold_mastered": "yes"},
    "next": {"pioneer": "yes", "refuses_intermediaries": "no"},
}  # fmt: skip


class QuestionnaireFactory(factory.django.DjangoModelFactory):
    """The shipped questionnaire, published."""

    class Meta:
        model = Questionnaire
        django_get_or_create = ("version",)

    version = 1
    definition = factory.LazyFunction(lambda: json.loads(QUESTIONS.read_text(encoding="utf-8")))
    published_at = factory.LazyFunction(timezone.now)


class SurveyResponseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SurveyResponse

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    author = factory.SubFactory(UserFactory)


class CampaignFactory(factory.django.DjangoModelFactory):
    """Running now, for a month before and after."""

    class Meta:
        model = Campaign

    name = factory.Sequence(lambda n: f"Campagne exemple {n}")
    departement = "48"
    first_day = factory.LazyFunction(lambda: timezone.localdate() - MONTH)
    last_day = factory.LazyFunction(lambda: timezone.localdate() + MONTH)


class VisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Visit

    campaign = factory.SubFactory(CampaignFactory)
    producer = factory.SubFactory(ProducerFactory)


def validated_response(producer, at=None):
    return SurveyResponseFactory(
        producer=producer, state=ResponseState.VALIDATED, validated_at=at or timezone.now()
    )


def post_of(section, answers):
    """What the form of a section sends; `answers` is one row of a table ("rows"), or several (a list)."""
    rows = answers if isinstance(answers, list) else [answers] if "rows" in answers else None
    if rows is None:
        return {f"{section}-{name}": value for name, value in answers.items()}
    table = rows[0]["rows"]
    found = {
        f"{table}-{number}-{name}": value
        for number, row in enumerate(rows)
        for name, value in row.items()
        if name != "rows"
    }
    return found | {f"{table}-TOTAL_FORMS": str(len(rows)), f"{table}-INITIAL_FORMS": "0"}


def answer(response, **sections):
    """Save sections as their forms would; returns the response as it is then."""
    for section, answers in sections.items():
        sent = {f"{section}-seen": "1", **post_of(section, answers)}
        typed = {name: value if isinstance(value, list) else [value] for name, value in sent.items()}
        response = save_section(
            response=response,
            section=section,
            typed=typed,
            revision=response.revisions.get(section, 0),
        )
    return response
