"""What a farm makes, and where it is kept."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError

from producers.models import ProductLine, StorageSite
from tests.factories.producers import FlowFactory, ProductLineFactory, StorageSiteFactory
from tests.refused import Refusals

pytestmark = pytest.mark.django_db

REFUSED = [
    (ProductLineFactory, {"family": "gold"}, "productline_family_known"),
    (ProductLineFactory, {"temperature": "warm"}, "productline_temperature_known"),
    (ProductLineFactory, {"packagings": ["cardboard"]}, "productline_packagings_known"),
    (ProductLineFactory, {"labels": ["nice"]}, "productline_labels_known"),
    (ProductLineFactory, {"season": ["normal"] * 11}, "productline_season_is_a_year"),
    (ProductLineFactory, {"season": ["normal"] * 11 + ["huge"]}, "productline_season_is_a_year"),
    (ProductLineFactory, {"parcel_kg": 0}, "productline_parcel_kg_in_sense"),
    (ProductLineFactory, {"kg_per_year": -1}, "productline_kg_per_year_in_sense"),
    (ProductLineFactory, {"eur_per_kg": -1}, "productline_eur_per_kg_in_sense"),
    (ProductLineFactory, {"shelf_life_hours": 0}, "productline_shelf_life_hours_in_sense"),
    (StorageSiteFactory, {"kind": "cave"}, "storagesite_kind_known"),
    (StorageSiteFactory, {"volume_m3": 0, "free_m3": 0}, "storagesite_volume_m3_in_sense"),
    (StorageSiteFactory, {"volume_m3": 10, "free_m3": 11}, "storagesite_free_within_volume"),
    (StorageSiteFactory, {"volume_m3": 10, "free_m3": -1}, "storagesite_free_within_volume"),
]


class TestRefusals(Refusals):
    MODELS = (ProductLine, StorageSite)
    ROWS = REFUSED


def test_a_product_is_described_once():
    line = ProductLineFactory(name="Tomme")
    with pytest.raises(IntegrityError, match="productline_once"), transaction.atomic():
        ProductLineFactory(producer=line.producer, name="Tomme")


def test_a_line_that_flows_carry_is_not_deleted():
    flow = FlowFactory()
    with pytest.raises(RestrictedError):
        flow.product_line.delete()
