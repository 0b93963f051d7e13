"""« Voir les prix » of a grid that is being typed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from carriers.enums import BANDED_BASES, GridPurpose, TariffBasis
from carriers.models import TariffGrid
from pat_logistics.accounts.models import Role
from tests.factories.accounts import MembershipFactory, advisor_of_lozere
from tests.factories.carriers import CarrierFactory, SolutionFactory


@pytest.fixture
def service(client, db):
    carrier = CarrierFactory()
    membership = MembershipFactory(role=Role.CARRIER)
    carrier.organisation = membership.organisation
    carrier.save()
    client.force_login(membership.user)
    return SolutionFactory(carrier=carrier)


def typed(basis, **changes):
    today = timezone.localdate().isoformat()
    banded = {
        "bands-TOTAL_FORMS": "1",
        "bands-0-min_kg": "0",
        "bands-0-price_eur": "42",
    }
    return {
        "name": "Essai",
        "purpose": GridPurpose.TRANSPORT.value,
        "basis": basis,
        "valid_from": today,
        "source": "Déclaré",
        "source_date": today,
        "bands-TOTAL_FORMS": "0",
        "bands-INITIAL_FORMS": "0",
        "zones-TOTAL_FORMS": "0",
        "zones-INITIAL_FORMS": "0",
        **(banded if basis in BANDED_BASES else {}),
        "percent_of_value": "22",
        "fixed_eur": "12",
        "kg_per_pallet": "400",
        **changes,
    }


@pytest.mark.parametrize("basis", TariffBasis.values)
def test_a_grid_being_typed_is_priced_without_being_written(client, service, basis):
    response = client.post(reverse("cost_calc:tariff_preview", args=[service.slug]), typed(basis))
    assert "Ce que paiera un producteur" in response.content.decode()
    assert 'value="Essai"' in response.content.decode()
    assert not TariffGrid.objects.exists()


@pytest.mark.parametrize("changes", [{"name": ""}, {"bands-0-price_eur": "x"}, {"valid_from": "31/02/2026"}])
def test_a_grid_without_sense_keeps_what_was_typed_and_says_what_is_wrong(client, service, changes):
    address = reverse("cost_calc:tariff_preview", args=[service.slug])
    response = client.post(address, typed("per_100kg", **changes))
    assert "à corriger" in response.content.decode()
    assert response.context["preview"] is None


def test_an_advisor_previews_for_a_company_and_a_reader_cannot(client, service):
    address = reverse("cost_calc:tariff_preview", args=[service.slug])
    client.force_login(advisor_of_lozere())
    assert client.post(address, typed("per_100kg")).status_code == 200
    client.force_login(MembershipFactory(role=Role.CARRIER).user)
    assert client.post(address, typed("per_100kg")).status_code == 404
    assert client.get(address).status_code == 405
