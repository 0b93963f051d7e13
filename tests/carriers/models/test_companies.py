"""Companies that carry for others."""

import pytest
from django.db import IntegrityError

from carriers.models import Carrier, Solution
from tests.factories.carriers import (
    CarrierFactory,
    SolutionFactory,
)
from tests.refused import change, refused

pytestmark = pytest.mark.django_db


def test_a_siret_has_fourteen_digits():
    refused(change(CarrierFactory, siret="123"), "carrier_siret_shape")


def test_two_carriers_never_share_a_siret():
    CarrierFactory(siret="73282932000074")
    refused(CarrierFactory.build(siret="73282932000074"), "carrier_siret_unique")


def test_two_carriers_may_both_leave_the_siret_empty():
    CarrierFactory.create_batch(2, siret="")
    assert Carrier.objects.count() == 2


def test_a_carrier_with_services_is_not_deleted_by_mistake():
    solution = SolutionFactory()
    with pytest.raises(IntegrityError):
        solution.carrier.delete()
    assert Solution.objects.filter(pk=solution.pk).exists()
