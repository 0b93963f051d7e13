"""Diagnoses: entered by the advisors of the département, read by the producer once validated."""

from django.utils import timezone

from cost_calc.pricing.reference_files import load_reference_values
from needs_survey.enums import ResponseState
from producers.personal import token_of
from tests.factories.needs_survey import (
    SHORT,
    QuestionnaireFactory,
    SurveyResponseFactory,
    answer,
    validated_response,
)
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory
from tests.permissions.rows import FORBIDDEN, NOT_FOUND, OK, REDIRECT, SIGNED_IN, Row, everyone

ADVISORS = everyone(FORBIDDEN) | {"visitor": REDIRECT, "advisor": OK, "administrator": OK}
ENTERERS = everyone(NOT_FOUND) | {"visitor": REDIRECT, "advisor": OK, "administrator": OK}


def draft(world):
    return [SurveyResponseFactory(producer=world.producer).key]


def whole_draft(world):
    CommuneFactory(mende=True)
    return [answer(SurveyResponseFactory(producer=world.producer), **SHORT).key]


def validated(world):
    now = timezone.now()
    response = SurveyResponseFactory(producer=world.producer, state=ResponseState.VALIDATED, validated_at=now)
    return [response.key]


def by_link(world):
    """Another farm's own link opens its own diagnosis, whoever holds it."""
    load_reference_values()
    farm = ProducerFactory(email="ferme@exemple.fr", commune=world.commune)
    return [token_of(farm), validated_response(farm).key]


def of_another(world):
    return [by_link(world)[0], validated_response(world.producer).key]


def with_references(expected, **kwargs):
    """Rows of the diagnosis itself, which needs the values of the calculator."""

    def draft_priced(world):
        load_reference_values()
        return draft(world)

    def validated_priced(world):
        load_reference_values()
        return validated(world)

    return [
        Row(expected, args=draft_priced, **kwargs),
        Row(expected | {"producer": OK}, args=validated_priced, **kwargs),
    ]


def first_section(world):
    return [*draft(world), "identification"]


def nothing(_world):
    QuestionnaireFactory()
    return []


def redirecting(expected):
    return {role: REDIRECT if status == OK else status for role, status in expected.items()}


ROWS = {
    "diagnosis:day": Row(ADVISORS),
    "diagnosis:day_calendar": Row(ADVISORS, is_page=False),
    "diagnosis:take_day": Row(redirecting(ADVISORS), args=nothing, method="post", data={}),
    "survey:contact": [
        Row(ADVISORS),
        Row(redirecting(ADVISORS), method="post", data={"full_name": "", "phone": ""}),
    ],
    "survey:index": Row(SIGNED_IN),
    "survey:begin": [Row(ADVISORS, args=nothing), Row(ADVISORS, args=nothing, method="post", data={})],
    "survey:check": [Row(ENTERERS, args=draft), Row(ENTERERS | {"producer": OK}, args=validated)],
    "survey:section": [
        Row(ENTERERS, args=first_section),
        Row(redirecting(ENTERERS), args=first_section, method="post", data={"identification-name": "x"}),
    ],
    "survey:validate": [
        Row(ENTERERS, args=whole_draft),
        Row(redirecting(ENTERERS), args=draft, method="post"),
    ],
    "survey:decide": Row(redirecting(ENTERERS), args=draft, method="post", data={}),
    "survey:attach": Row(redirecting(ENTERERS), args=draft, method="post", data={"producer": ""}),
    "survey:undo": [
        Row(ENTERERS, args=validated),
        Row(redirecting(ENTERERS), args=validated, method="post"),
    ],
    "survey:withdraw": [
        Row(ENTERERS | {"producer": OK}, args=validated),
        Row(redirecting(ENTERERS | {"producer": OK}), args=validated, method="post"),
    ],
    "survey:received_withdraw": [
        Row(everyone(), args=by_link),
        Row(everyone(REDIRECT), args=by_link, method="post"),
        Row(everyone(NOT_FOUND), args=of_another, method="post"),
    ],
    "diagnosis:received_page": [Row(everyone(), args=by_link), Row(everyone(NOT_FOUND), args=of_another)],
    "diagnosis:received_document": [
        Row(everyone(), args=by_link, is_page=False),
        Row(everyone(NOT_FOUND), args=of_another, is_page=False),
    ],
    "diagnosis:page": with_references(ENTERERS),
    "diagnosis:document": with_references(ENTERERS, is_page=False),
    "survey:discard": [Row(ENTERERS, args=draft), Row(redirecting(ENTERERS), args=draft, method="post")],
}
