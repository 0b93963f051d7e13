"""What the database refuses, and in which words."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from carriers.enums import AreaRole, GridPurpose, SolutionKind, TariffBasis
from carriers.models import Carrier, ServiceArea, Solution, TariffBand, TariffGrid, TariffZone
from tests.factories.carriers import (
    CarrierFactory,
    DropPointFactory,
    ServiceAreaFactory,
    SolutionFactory,
    TariffBandFactory,
    TariffGridFactory,
    TariffZoneFactory,
)
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def refused(row, constraint):
    """Refused with its French message by the forms, and by the database whatever the door."""
    (broken,) = [item for item in type(row)._meta.constraints if item.name == constraint]
    with pytest.raises(ValidationError) as failure:
        row.validate_constraints()
    assert broken.get_violation_error_message() in failure.value.messages
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.save()


def change(factory, **values):
    row = factory()
    for name, value in values.items():
        setattr(row, name, value)
    return row


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


def test_a_siret_has_fourteen_digits():
    refused(change(CarrierFactory, siret="123"), "carrier_siret_shape")


def test_two_carriers_never_share_a_siret():
    CarrierFactory(siret="73282932000074")
    refused(CarrierFactory.build(siret="73282932000074"), "carrier_siret_unique")


def test_two_carriers_may_both_leave_the_siret_empty():
    CarrierFactory.create_batch(2, siret="")
    assert Carrier.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"role": "other", "departement": "48"}, "service_area_role_known"),
        ({}, "service_area_one_place"),
        ({"departement": "48", "epci": "244800405"}, "service_area_one_place"),
        ({"departement": "48", "country_part": "mainland"}, "service_area_one_place"),
        ({"country_part": "moon"}, "service_area_country_part_known"),
        ({"epci": "12"}, "service_area_epci_shape"),
        ({"departement": "4x"}, "service_area_departement_shape"),
        ({"departement": "48", "weekdays": [0]}, "service_area_weekdays_known"),
        ({"departement": "48", "weekdays": [8]}, "service_area_weekdays_known"),
    ],
)
def test_an_area_is_one_place_and_known_days(values, constraint):
    refused(
        ServiceArea(solution=SolutionFactory(), role=values.pop("role", "delivery"), **values), constraint
    )


def test_an_area_is_listed_once_for_a_role():
    area = ServiceAreaFactory(departement="48")
    refused(ServiceArea(solution=area.solution, role=area.role, departement="48"), "service_area_once")
    ServiceAreaFactory(solution=area.solution, role=AreaRole.DELIVERY, departement="48")


def test_a_drop_point_stands_on_earth_and_has_its_own_name():
    point = DropPointFactory(name="Quai")
    refused(
        DropPointFactory.build(solution=point.solution, commune=point.commune, latitude=91),
        "drop_point_on_earth",
    )
    refused(
        DropPointFactory.build(solution=point.solution, commune=point.commune, name="Quai"), "drop_point_once"
    )


INDICES = ("fuel_index_base", "fuel_index_current", "cold_index_base", "cold_index_current")
JUNE_TO_JUNE = DateRange(datetime.date(2026, 6, 1), datetime.date(2027, 6, 1))


def test_two_grids_of_a_solution_never_overlap():
    grid = TariffGridFactory()
    refused(
        TariffGridFactory.build(solution=grid.solution, valid_during=JUNE_TO_JUNE), "tariff_grid_no_overlap"
    )


def test_a_grid_may_follow_another_or_pay_for_something_else():
    grid = TariffGridFactory()
    TariffGridFactory(solution=grid.solution, valid_during=DateRange(datetime.date(2027, 1, 1), None))
    TariffGridFactory(solution=grid.solution, purpose=GridPurpose.HANDLING)
    TariffGridFactory(valid_during=JUNE_TO_JUNE)
    assert TariffGrid.objects.count() == 4


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"valid_during": DateRange(empty=True)}, "tariff_grid_period_starts"),
        ({"valid_during": DateRange(None, datetime.date(2027, 1, 1))}, "tariff_grid_period_starts"),
        ({"purpose": "gift"}, "tariff_grid_purpose_known"),
        ({"basis": "guess"}, "tariff_grid_basis_known"),
        ({"minimum_eur": -1}, "tariff_grid_not_negative"),
        ({"chilled_share": -1}, "tariff_grid_not_negative"),
        ({"round_below_100_kg": 0}, "tariff_grid_positive"),
        ({"vat_share": 20}, "tariff_grid_vat_is_a_share"),
        ({"basis": TariffBasis.PERCENT}, "tariff_grid_percent_given"),
        ({"basis": TariffBasis.PERCENT, "percent_of_value": 22}, "tariff_grid_percent_given"),
        ({"basis": TariffBasis.FIXED_VARIABLE}, "tariff_grid_fixed_variable_given"),
        ({"basis": TariffBasis.PALLET}, "tariff_grid_pallet_weight_given"),
        ({"step_eur": 5}, "tariff_grid_steps_whole"),
        ({"step_from_kg": 20, "step_kg": 20}, "tariff_grid_steps_whole"),
        ({"pickup_capacity_kg": 200}, "tariff_grid_pickup_priced"),
        ({"fuel_propulsion_share": "0.7", "fuel_cold_share": "0.4"}, "tariff_grid_fuel_is_a_share"),
        ({"fuel_propulsion_share": "0.2"}, "tariff_grid_fuel_indexed"),
        ({"fuel_cold_share": "0.2", "cold_index_base": 100}, "tariff_grid_fuel_indexed"),
    ],
)
def test_a_grid_that_cannot_be_priced_is_refused(values, constraint):
    if constraint == "tariff_grid_fuel_is_a_share":
        values |= dict.fromkeys(INDICES, 1)
    refused(change(TariffGridFactory, **values), constraint)


@pytest.mark.parametrize(
    "values",
    [
        {"basis": TariffBasis.PARCEL},
        {"basis": TariffBasis.PER_100KG, "payant_pour": True, "minimum_eur": 28, "round_above_100_kg": 10},
        {"basis": TariffBasis.PALLET, "kg_per_pallet": 500},
        {
            "basis": TariffBasis.STOP,
            "pickup_eur": 10,
            "pickup_capacity_kg": 200,
            "step_from_kg": 20,
            "step_kg": 20,
            "step_eur": 5,
        },
        {"basis": TariffBasis.PERCENT, "percent_of_value": "0.22"},
        {"basis": TariffBasis.FIXED_VARIABLE, "fixed_eur": 18, "eur_per_km": "0.14", "eur_per_kg": "0.22"},
        {"fuel_propulsion_share": "0.204", "fuel_index_base": 100, "fuel_index_current": 104},
    ],
)
def test_every_shape_of_tariff_is_expressible(values):
    TariffGridFactory(**values).full_clean()


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"min_kg": 10, "max_kg": 10}, "tariff_band_has_width"),
        ({"min_kg": -1}, "tariff_band_not_negative"),
        ({"price_eur": -1}, "tariff_band_not_negative"),
        ({"min_kg": 50, "max_kg": 150}, "tariff_band_no_overlap"),
        ({"min_kg": 500}, "tariff_band_no_overlap"),
    ],
)
def test_a_band_has_width_and_overlaps_no_other(values, constraint):
    grid = TariffGridFactory()
    refused(TariffBand(grid=grid, **{"min_kg": 0, "price_eur": 1} | values), constraint)


def test_bands_may_touch_and_zones_have_their_own():
    grid = TariffGridFactory()
    TariffBandFactory(grid=grid, zone="SUD", min_kg=0, max_kg=100)
    TariffBandFactory(grid=grid, zone="SUD", min_kg=100)
    assert grid.bands.count() == 4


def test_a_zone_is_named_once_and_never_negative():
    zone = TariffZoneFactory()
    refused(TariffZone(grid=zone.grid, code=zone.code, label="Autre"), "tariff_zone_once")
    refused(TariffZone(grid=zone.grid, code="", label="Sans nom"), "tariff_zone_named")
    refused(TariffZone(grid=zone.grid, code="A", label="A", surcharge_share=-1), "tariff_zone_not_negative")


def test_a_solution_stands_at_its_town_hall_unless_placed_elsewhere():
    mende = CommuneFactory(mende=True)
    assert SolutionFactory(commune=mende).position == (mende.latitude, mende.longitude)
    assert SolutionFactory(commune=mende, latitude=44.5, longitude=3.4).position == (44.5, 3.4)
    assert SolutionFactory().position is None


def test_a_carrier_with_services_is_not_deleted_by_mistake():
    solution = SolutionFactory()
    with pytest.raises(IntegrityError):
        solution.carrier.delete()
    assert Solution.objects.filter(pk=solution.pk).exists()
