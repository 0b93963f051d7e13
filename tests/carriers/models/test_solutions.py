"""Services: what one may say, and where it stands."""

import datetime

import pytest

from carriers.enums import SolutionKind
from tests.factories.carriers import (
    SolutionFactory,
)
from tests.factories.territory import CommuneFactory
from tests.refused import change, refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"kind": "teleport"}, "solution_kind_known"),
        ({"carrier": None}, "solution_carrier_named"),
        ({"temperatures": ["tepid"]}, "solution_temperatures_known"),
        ({"temperatures": []}, "solution_temperature_given"),
        ({"min_kg": -1}, "solution_weights_positive"),
        ({"max_kg": 0}, "solution_weights_positive"),
        ({"min_kg": 30, "max_kg": 10}, "solution_weights_ordered"),
        ({"atp_expires_on": datetime.date(2027, 1, 1)}, "solution_atp_dated_when_attested"),
        ({"co_delivery": True}, "solution_co_delivery_kind"),
        ({"declared_kgco2e_per_tkm": -1}, "solution_carbon_positive"),
        ({"latitude": 44.5}, "solution_position_whole"),
        ({"latitude": 44.5, "longitude": 3.5}, "solution_position_whole"),
        ({"kind": SolutionKind.LOCKER}, "solution_place_given"),
        ({"kind": SolutionKind.CO_DELIVERY}, "solution_shared_round_whole"),
        ({"source": ""}, "solution_sourced_when_published"),
        ({"source_date": None}, "solution_sourced_when_published"),
        ({"max_length_cm": 60}, "solution_parcel_size_whole"),
        ({"max_length_cm": 60, "max_width_cm": 40, "max_height_cm": 0}, "solution_parcel_size_whole"),
        ({"approval_number": "48.095.001"}, "solution_approval_numbered"),
        ({"sanitary_approval": True, "approval_number": "dix"}, "solution_approval_numbered"),
        ({"returns_note": "À la tournée suivante"}, "solution_returns_known"),
    ],
)
def test_a_solution_that_makes_no_sense_is_refused(values, constraint):
    refused(change(SolutionFactory, **values), constraint)


def test_half_a_position_is_refused_even_with_its_commune():
    solution = SolutionFactory(locker=True)
    solution.latitude = 44.5
    refused(solution, "solution_position_whole")


def test_an_example_needs_no_source_and_a_draft_neither():
    SolutionFactory(example=True)
    SolutionFactory(unpublished=True, source="", source_date=None)


def test_a_tool_has_neither_carrier_nor_temperature():
    SolutionFactory(tool=True).full_clean()


@pytest.mark.parametrize("trait", ["locker", "shared_round", "tool"])
def test_the_kinds_without_a_carrier_are_accepted_whole(trait):
    SolutionFactory(**{trait: True}).full_clean(exclude=["carrier"])


def test_the_facts_of_a_service_are_accepted_whole():
    SolutionFactory(
        sanitary_approval=True,
        approval_number="48.095.001",
        returns_empties=False,
        returns_note="Pas les bacs",
        max_length_cm=60,
        max_width_cm=40,
        max_height_cm=40,
    ).full_clean()


def test_a_service_without_a_contact_of_its_own_gives_that_of_its_carrier():
    solution = SolutionFactory(
        carrier__phone="04 66 00 00 00", carrier__email="a@exemple.fr", contact_email="b@exemple.fr"
    )
    assert solution.contact == {"name": "", "phone": "04 66 00 00 00", "email": "b@exemple.fr"}
    assert SolutionFactory(tool=True).contact == {"name": "", "phone": "", "email": ""}


def test_a_solution_stands_at_its_town_hall_unless_placed_elsewhere():
    mende = CommuneFactory(mende=True)
    assert SolutionFactory(commune=mende).position == (mende.latitude, mende.longitude)
    assert SolutionFactory(commune=mende, latitude=44.5, longitude=3.4).position == (44.5, 3.4)
    assert SolutionFactory().position is None
