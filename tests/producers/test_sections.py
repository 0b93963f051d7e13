"""What belongs to a farm, one page each."""

import pytest

from producers.sections import SECTIONS
from tests.factories.producers import FlowFactory, ProductLineFactory, StorageSiteFactory, VehicleFactory

ROWS = {
    "produits": ProductLineFactory,
    "stockage": StorageSiteFactory,
    "vehicules": VehicleFactory,
    "livraisons": FlowFactory,
}


@pytest.mark.django_db
@pytest.mark.parametrize("slug", SECTIONS)
def test_a_row_has_a_text_under_each_header(slug):
    section, row = SECTIONS[slug], ROWS[slug]()
    assert len(section.cells(row)) == len(section.headers)
    assert all(isinstance(cell, str) and cell for cell in section.cells(row))
    assert list(section.rows(row.producer)) == [row]
    assert section.model is type(row)


@pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS)
def test_every_field_of_a_form_is_laid_out_once(section):
    laid_out = [name for _, names in section.blocks for name in names]
    assert sorted(laid_out) == sorted(section.form._meta.fields)


def test_what_nobody_told_of_a_vehicle_is_said_so():
    vehicle = VehicleFactory.build(payload_kg=None, temperatures=[], producer=None)
    assert SECTIONS["vehicules"].cells(vehicle)[2:] == ("non précisé", "non précisé")
