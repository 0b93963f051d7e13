"""The history of a company."""

import pytest
from django.urls import reverse

from carriers import changes as company_changes
from carriers.models import Ride
from carriers.rides import Side
from pat_logistics.accounts.models import Role
from pat_logistics.history import events_of
from producers import changes as farm_changes
from producers.enums import ErasedBy
from producers.holdings import erase
from tests.carriers.both_sides import member, page
from tests.carriers.own_space import as_typed, body
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.carriers import (
    RideFactory,
    SolutionFactory,
    TariffGridFactory,
)

pytestmark = pytest.mark.django_db


def test_the_history_says_who_changed_what_from_what_to_what(client, company, person):
    form = client.get(reverse("company:edit", args=[company.slug])).context["form"]
    client.post(
        reverse("company:edit", args=[company.slug]), as_typed(form) | {"name": "Transports du Méjean"}
    )
    response = client.get(reverse("company:history", args=[company.slug]))
    change = response.context["page"].object_list[0]
    assert (change.who, change.action) == ("vous", "modification")
    assert [(field.before, field.after) for field in change.fields] == [
        ("Transports du Causse", "Transports du Méjean")
    ]


def test_the_history_tells_of_an_advisor_without_a_name(client, company):
    solution = SolutionFactory(carrier=company)
    advisor = advisor_of_lozere()
    client.force_login(advisor)
    client.post(reverse("company:solution_confirm", args=[solution.slug]))
    client.force_login(company.organisation.memberships.get().user)
    page = body(client.get(reverse("company:history", args=[company.slug])))
    assert "par un conseiller" in page
    assert advisor.email not in page


def test_what_was_deleted_stays_in_the_history(client, company):
    solution = SolutionFactory(carrier=company, priced=True)
    TariffGridFactory._meta.model.objects.filter(solution=solution).delete()
    changes = client.get(reverse("company:history", args=[company.slug])).context["page"].object_list
    [deleted] = [c for c in changes if c.action == "suppression" and c.thing.startswith("grille")]
    assert all(field.before and not field.after for field in deleted.fields)


def told(page, name):
    return [(change.action, change.who) for change in page.object_list if name in change.thing]


def test_the_history_of_both_says_who_proposed_and_who_agreed(client, farm, partner):
    farmer, driver = member(farm, Role.PRODUCER), member(partner, Role.CARRIER)
    client.force_login(farmer)
    client.post(page(Side.PRODUCER, farm, partner), {"choice": "agree"})
    client.force_login(driver)
    client.post(page(Side.CARRIER, partner, farm), {"choice": "agree"})
    assert told(farm_changes.changes(farm, farmer), partner.name) == [
        ("modification", "une autre personne"),
        ("ajout", "vous"),
    ]
    assert told(company_changes.page_of(partner, reader=driver), farm.name) == [
        ("modification", "vous"),
        ("ajout", "une autre personne"),
    ]


def test_a_withdrawn_ride_stays_in_the_history(farm, partner):
    ride = RideFactory(producer=farm, carrier=partner)
    ride.delete()
    page = farm_changes.changes(farm, UserFactory())
    assert ("suppression", "le portail, sans personne connectée") in told(page, partner.name)


def test_the_history_of_a_ride_goes_with_the_erased_farm(farm, partner):
    RideFactory(producer=farm, carrier=partner, agreed=True)
    erase(producer=farm, by=ErasedBy.PRODUCER)
    assert not events_of(Ride).exists()
