"""An advisor signed in, a farm with its deliveries, and drafts on a farm known or not."""

import uuid

import pytest

from needs_survey import services as entry
from tests.factories.needs_survey import SHORT, QuestionnaireFactory, SurveyResponseFactory, answer
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory

CONSENTS = {"plan_consent": "yes", "publication_consent": "no"}


@pytest.fixture
def response(advisor):
    CommuneFactory(mende=True)
    return SurveyResponseFactory(author=advisor)


@pytest.fixture
def mende():
    return CommuneFactory(mende=True)


@pytest.fixture
def farm(mende):
    return ProducerFactory(
        name="Ferme du Vent", commune=mende, email="ferme@exemple.fr", description="Vaches."
    )


@pytest.fixture
def draft(advisor, mende):
    """A whole short form on a farm the portal does not know."""
    return answer(SurveyResponseFactory(author=advisor), **SHORT)


@pytest.fixture
def millau():
    return CommuneFactory(insee="12145", name="Millau", departement="12")


@pytest.fixture
def cheese(farm):
    return ProductLineFactory(producer=farm, name="Tomme", kg_per_year=7800)


@pytest.fixture
def flows(farm, cheese, mende, millau):
    """To Mende, Millau and Montpellier."""
    return [
        FlowFactory(producer=farm, product_line=cheese, destination=place, customer_type=customer)
        for place, customer in [
            (mende, "restaurant"),
            (millau, "grocery"),
            (CommuneFactory(montpellier=True), "producer_shop"),
        ]
    ]


@pytest.fixture
def begun(farm, flows, advisor):
    """A short form begun from the farm, its other questions answered, its rows left as they were filled."""
    response = entry.begin(
        author=advisor,
        questionnaire=QuestionnaireFactory(),
        length="short",
        key=uuid.uuid4(),
        producer=farm,
    )
    typed = response.typed["identification"] | {
        f"identification-{name}": [value] for name, value in CONSENTS.items()
    }
    response = entry.save_section(response=response, section="identification", typed=typed, revision=0)
    rest = {name: SHORT[name] for name in ("time", "costs", "needs", "pooling", "tools", "next")}
    return answer(
        response,
        organisation=SHORT["organisation"] | {"delivered_by": "self", "rounds_written": "no"},
        **rest,
    )
