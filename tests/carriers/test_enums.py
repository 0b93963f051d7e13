"""Codes of the carriers' side, where other modules count on them."""

import pytest
from django.utils import timezone

from carriers.enums import (
    BANDED_BASES,
    DROP_POINT_KINDS,
    GOODS_KINDS,
    KIND_EXPLANATIONS,
    LEVEL_ONE_VEHICLES,
    ROUND_VEHICLES,
    Packaging,
    SolutionKind,
    TariffBasis,
)
from cost_calc.models import VehicleType
from cost_calc.pricing.reference_files import load_reference_values
from cost_calc.pricing.references import ReferenceSet

pytestmark = pytest.mark.django_db


def test_the_vehicles_offered_are_those_of_the_calculator():
    load_reference_values()
    today = timezone.localdate()
    refs = ReferenceSet.at(today)
    assert all(f"level1.{code}.mean_load_t" in refs.values for code in LEVEL_ONE_VEHICLES)
    assert set(ROUND_VEHICLES) <= {row.code for row in VehicleType.objects.at(today)}


def test_goods_are_priced_and_the_rest_is_not():
    assert set(SolutionKind) - set(GOODS_KINDS) == {
        SolutionKind.SOFTWARE, SolutionKind.TRAINING, SolutionKind.SUBSIDY,
    }  # fmt: skip
    assert set(DROP_POINT_KINDS) <= set(GOODS_KINDS)


def test_every_kind_is_explained_to_who_has_never_used_one():
    assert set(KIND_EXPLANATIONS) == set(SolutionKind)


def test_a_price_is_in_bands_or_on_the_grid_itself():
    assert set(TariffBasis) - set(BANDED_BASES) == {TariffBasis.PERCENT, TariffBasis.FIXED_VARIABLE}


@pytest.mark.parametrize(
    ("kind", "plural"), [("crate", "caisses"), ("cool_box", "caisses isothermes"), ("other", "colis")]
)
def test_packages_are_counted_in_the_plural(kind, plural):
    assert Packaging(kind).plural == plural
