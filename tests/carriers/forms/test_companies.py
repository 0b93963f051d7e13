"""What a company says of itself."""

import pytest
from django.urls import reverse

from carriers.models import Carrier, DropPoint
from tests.carriers.own_space import CREATE, SIRET, as_typed, body
from tests.factories.carriers import (
    CarrierFactory,
    DropPointFactory,
    SolutionFactory,
)
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed", [{"siret": SIRET, "name": "Autre"}, {"siret": "", "name": "froid-D'AUBRAC", "commune": "48095"}]
)
def test_a_company_already_there_is_recognised(client, person, typed):
    CarrierFactory(name="Froid d’Aubrac", siret=SIRET, commune=CommuneFactory(mende=True))
    assert "déjà inscrite" in body(client.post(CREATE, typed))
    assert Carrier.objects.count() == 1


def test_two_companies_of_one_name_may_live_in_one_town_when_told(client, person):
    CarrierFactory(name="Froid d’Aubrac", commune=CommuneFactory(mende=True))
    client.post(CREATE, {"name": "Froid d’Aubrac", "commune": "48095", "is_another": "on"})
    assert Carrier.objects.count() == 2


@pytest.mark.parametrize(
    "typed", [{"name": ""}, {"name": "a\x00b"}, {"name": "A", "siret": "1" * 14}, {"name": "A" * 500}]
)
def test_an_inscription_without_sense_is_refused_on_the_page(client, person, typed):
    assert "error-summary" in body(client.post(CREATE, typed))
    assert not Carrier.objects.exists()


@pytest.mark.parametrize(
    "typed", [{"name": ""}, {"email": "faux"}, {"commune": "99999"}, {"website": "javascript:1"}]
)
def test_an_inscription_wrong_elsewhere_tells_nothing_of_the_other_companies(client, person, typed):
    CarrierFactory(name="Froid d’Aubrac", siret=SIRET, commune=None)
    page = body(client.post(CREATE, {"name": "Froid d’Aubrac", "siret": SIRET} | typed))
    assert "error-summary" in page
    assert "déjà inscrite" not in page


def test_a_drop_point_without_position_stands_at_the_town_hall(client, company):
    mende = CommuneFactory(mende=True)
    solution = SolutionFactory(carrier=company)
    client.post(reverse("company:drop_points", args=[solution.slug]), {"name": "Quai", "commune": "48095"})
    point = DropPoint.objects.get()
    assert (point.latitude, point.longitude) == (mende.latitude, mende.longitude)


def test_a_drop_point_at_its_town_hall_moves_with_its_commune(client, company):
    mende, florac = CommuneFactory(mende=True), CommuneFactory(florac=True)
    solution = SolutionFactory(carrier=company)
    point = DropPointFactory(
        solution=solution, name="Quai", commune=mende, latitude=mende.latitude, longitude=mende.longitude
    )
    address = reverse("company:drop_point", args=[solution.slug, point.pk])
    form = client.get(address).context["form"]
    client.post(address, as_typed(form) | {"commune": florac.pk})
    point.refresh_from_db()
    assert (point.latitude, point.longitude) == (florac.latitude, florac.longitude)
