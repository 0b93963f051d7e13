"""Writes of a company's own space."""

import pytest
from django.urls import reverse

from carriers.models import Carrier, Solution
from pat_logistics.accounts.models import Membership, Role
from tests.carriers.own_space import CREATE, SIRET, add_service, body
from tests.factories.accounts import advisor_of_lozere

pytestmark = pytest.mark.django_db


def test_someone_inscribes_a_company_that_nobody_sees_yet(client, person):
    typed = {
        "name": "Froid d’Aubrac",
        "siret": "732\u202f829 320\u00a000074",
        "phone": "+33 (0)4-66-12-34-56",
    }
    client.post(CREATE, typed)
    carrier = Carrier.objects.get()
    assert carrier.phone == "04 66 12 34 56"
    assert (carrier.siret, carrier.is_published, carrier.slug) == (SIRET, False, "froid-daubrac")
    assert Membership.objects.filter(
        user=person, role=Role.CARRIER, organisation=carrier.organisation
    ).exists()
    client.logout()
    assert client.get(carrier.get_absolute_url()).status_code == 404


def test_a_form_sent_twice_makes_one_company(client, person):
    for _ in range(2):
        client.post(CREATE, {"name": "Froid d’Aubrac"})
    assert Carrier.objects.count() == 1


def test_a_service_sent_twice_is_one_service(client, company):
    add_service(client, company)
    assert "déjà un service" in body(add_service(client, company))
    assert Solution.objects.count() == 1


def test_a_carrier_does_not_publish_itself_an_advisor_does(client, company):
    add_service(client, company)
    solution = Solution.objects.get()
    address = reverse("company:solution_publish", args=[solution.slug])
    assert client.post(address).status_code == 403
    client.force_login(advisor_of_lozere())
    client.post(address)
    solution.refresh_from_db()
    assert solution.published_at is not None


def test_an_advisor_writes_down_companies_without_joining_them(client):
    client.force_login(advisor_of_lozere())
    for name in ("Froid d’Aubrac", "Quai du Lot"):
        client.post(CREATE, {"name": name})
    assert set(Carrier.objects.values_list("name", "organisation")) == {
        ("Froid d’Aubrac", None),
        ("Quai du Lot", None),
    }
    assert not Membership.objects.filter(role=Role.CARRIER).exists()
