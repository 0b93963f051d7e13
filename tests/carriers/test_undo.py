"""What was deleted comes back at a click, for a while."""

import pytest
from django.urls import reverse

from carriers.models import TariffBand
from tests.carriers.own_space import body
from tests.factories.accounts import advisor_of_lozere
from tests.factories.carriers import (
    DropPointFactory,
    ServiceAreaFactory,
    SolutionFactory,
)
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["areas", "drop_points", "grids"])
def test_what_one_click_deletes_another_puts_back_as_it_was(client, company, kind):
    solution = SolutionFactory(carrier=company, priced=kind == "grids")
    if kind == "areas":
        row = ServiceAreaFactory(solution=solution, departement="48", weekdays=[2], zone="N")
        args = [solution.slug, row.pk]
    elif kind == "drop_points":
        row = DropPointFactory(solution=solution, commune=CommuneFactory(mende=True), name="Quai")
        args = [solution.slug, row.pk]
    else:
        row = solution.grids.get()
        args = [row.pk]
    manager = getattr(solution, kind)
    before = list(manager.values())
    bands = list(TariffBand.objects.values())
    name = {"areas": "area_delete", "drop_points": "drop_point_delete", "grids": "grid_delete"}[kind]
    page = client.post(reverse(f"company:{name}", args=args), follow=True)
    assert not manager.exists()
    [entry] = page.context["deleted"]
    assert "Annuler la suppression" in body(page)
    address = reverse("company:put_back", args=[solution.slug, entry["token"]])
    assert "comme avant" in body(client.post(address, follow=True))
    assert list(manager.values()) == before
    assert list(TariffBand.objects.values()) == bands
    assert "trop tard" in body(client.post(address, follow=True))


def test_a_deleted_area_that_was_described_again_does_not_come_twice(client, company):
    solution = SolutionFactory(carrier=company)
    row = ServiceAreaFactory(solution=solution, departement="48")
    page = client.post(reverse("company:area_delete", args=[solution.slug, row.pk]), follow=True)
    ServiceAreaFactory(solution=solution, departement="48")
    address = reverse("company:put_back", args=[solution.slug, page.context["deleted"][0]["token"]])
    assert "ne peut pas revenir" in body(client.post(address, follow=True))
    assert solution.areas.count() == 1


def test_what_somebody_else_deleted_is_not_put_back_by_ones_own_account(client, company):
    solution = SolutionFactory(carrier=company)
    row = ServiceAreaFactory(solution=solution, departement="48")
    page = client.post(reverse("company:area_delete", args=[solution.slug, row.pk]), follow=True)
    client.force_login(advisor_of_lozere())
    address = reverse("company:put_back", args=[solution.slug, page.context["deleted"][0]["token"]])
    client.post(address)
    assert not solution.areas.exists()
