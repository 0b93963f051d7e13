"""Dated values: which one is in force, what it says, and what no door lets in."""

import datetime

import pytest

from cost_calc.models import KeptResult, LegalRule, ReferenceValue, VehicleType
from pat_logistics.accounts.models import Role
from tests.factories.accounts import MembershipFactory, UserFactory, advisor_of_lozere
from tests.factories.cost_calc import KeptResultFactory
from tests.factories.producers import ProducerFactory
from tests.refused import breakable, refused

DAY = datetime.date(2026, 11, 23)
DATED = {"code": "essai", "label": "Essai", "valid_from": DAY, "confidence": "B", "source": "Un texte"}


def value(**columns):
    return ReferenceValue(**DATED | {"value": 1.5, "unit": "€/l"} | columns)


def rule(**columns):
    return LegalRule(**DATED | {"text": "La règle."} | columns)


def vehicle(**columns):
    van = {"eur_per_km": 0.3, "energy": "diesel", "temperatures": [], "payload_kg": 900}
    return VehicleType(**DATED | van | {"litres_per_100km": 8.0} | columns)


BROKEN = {
    "referencevalue_confidence_known": value(confidence="E"),
    "referencevalue_in_range": value(value=-0.1),
    "referencevalue_vat_in_range": value(vat_rate=1.0),
    "legalrule_confidence_known": rule(confidence=""),
    "legalrule_in_range": rule(value=-1_001.0),
    "vehicletype_confidence_known": vehicle(confidence="a"),
    "vehicletype_cost_in_range": vehicle(eur_per_km=50.1),
    "vehicletype_payload_in_range": vehicle(payload_kg=0),
    "vehicletype_volume_in_range": vehicle(volume_m3=0),
    "vehicletype_carbon_in_range": vehicle(co2e_g_per_km=-1),
    "vehicletype_consumption_in_range": vehicle(litres_per_100km=101),
    "vehicletype_pollutants_in_range": vehicle(pm_g_per_km=11),
    "vehicletype_energy_known": vehicle(energy="coal"),
    "vehicletype_one_consumption": vehicle(kwh_per_100km=20),
}


@pytest.mark.django_db
@pytest.mark.parametrize("constraint", BROKEN)
def test_a_row_out_of_bounds_is_refused_by_forms_and_by_the_database(constraint):
    refused(BROKEN[constraint], constraint)


def test_every_bound_is_tried():
    assert set(BROKEN) == breakable(ReferenceValue, LegalRule, VehicleType)


@pytest.mark.django_db
def test_two_values_of_a_code_do_not_begin_on_the_same_day():
    value().save()
    refused(value(value=2.0), "referencevalue_one_per_date")


@pytest.mark.django_db
def test_a_coefficient_of_a_curve_may_be_negative():
    curve = value(code="parcel.poly.2", value=-3.0)
    curve.validate_constraints()
    curve.save()


@pytest.mark.django_db
def test_the_value_in_force_is_the_latest_that_had_begun():
    for days, amount in ((-400, 1.0), (0, 2.0), (1, 3.0)):
        value(valid_from=DAY + datetime.timedelta(days), value=amount).save()
    value(code="autre", valid_from=DAY - datetime.timedelta(1), value=9.0).save()
    assert {each.code: each.value for each in ReferenceValue.objects.at(DAY)} == {"essai": 2.0, "autre": 9.0}
    assert not ReferenceValue.objects.at(datetime.date(2000, 1, 1)).exists()


@pytest.mark.parametrize(
    ("checked_on", "days_later", "is_old"),
    [(None, 365, False), (None, 366, True), (DAY + datetime.timedelta(100), 366, False)],
)
def test_a_value_is_old_a_year_after_it_was_last_held_against_its_source(checked_on, days_later, is_old):
    assert value(checked_on=checked_on).is_stale(DAY + datetime.timedelta(days_later)) is is_old


def test_a_calculation_reads_a_price_without_its_vat():
    assert value(value=1.8, vat_rate=0.2).used == 1.5
    assert value(value=1.8).used == 1.8


def test_a_consumption_is_as_sure_as_its_cost_unless_it_says_otherwise():
    assert vehicle().consumption_grade == "B"
    assert vehicle(consumption_confidence="D").consumption_grade == "D"


@pytest.mark.django_db
def test_a_result_kept_is_read_by_who_follows_the_farm_and_written_by_its_owner_alone():
    owner = MembershipFactory(role=Role.PRODUCER)
    farm = ProducerFactory(organisation=owner.organisation, commune__mende=True)
    kept, advisor = KeptResultFactory(producer=farm), advisor_of_lozere()
    KeptResultFactory()
    assert KeptResult.objects.owned_by(owner.user).get() == kept
    assert KeptResult.objects.visible_to(advisor).filter(producer=farm).get() == kept
    assert not KeptResult.objects.owned_by(advisor).exists()
    assert not KeptResult.objects.visible_to(UserFactory()).exists()


def test_a_result_kept_is_known_by_its_name_else_by_its_question():
    kept = KeptResult(said="60 kg de Mende à Florac", options=[{"label": "Votre fourgon", "eur_per_kg": 2.0}])
    assert str(kept) == "60 kg de Mende à Florac"
    kept.name = "Marché"
    assert str(kept) == "Marché"
    assert kept.options_in_words().startswith("Votre fourgon\u00a0: 2")
