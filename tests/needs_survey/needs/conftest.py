"""Who reads the territory views, and where."""

import pytest

from carriers.enums import AreaRole, SolutionKind
from tests.factories.carriers import ServiceAreaFactory, SolutionFactory
from tests.factories.needs_survey import QuestionnaireFactory
from tests.factories.producers import FlowFactory
from tests.factories.territory import CommuneFactory
from tests.needs_survey.needs.samples import EPCI, OTHER, answering_farm


@pytest.fixture
def mende():
    return CommuneFactory(mende=True, **EPCI)


@pytest.fixture
def advisor(advisor):
    QuestionnaireFactory()
    return advisor


@pytest.fixture
def known():
    """Three farms of one place, and one of another, whose figures would be its own."""
    QuestionnaireFactory()
    here, there = CommuneFactory(mende=True, **EPCI), CommuneFactory(florac=True, **OTHER)
    for commune, kg in ((here, 10), (here, 10), (here, 10), (here, 10), (there, 7)):
        farm = answering_farm(commune, sought=["grouping"], irritants=["winter"])
        FlowFactory(producer=farm, destination=commune, kg_per_delivery=kg, deliveries_per_year=12)
    solution = SolutionFactory(kind=SolutionKind.CARRIER)
    ServiceAreaFactory(solution=solution, role=AreaRole.COLLECTION, departement="48")
