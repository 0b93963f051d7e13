"""What is not published leaves by no door."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from carriers.models import Carrier, DropPoint, ServiceArea, Solution, TariffGrid, candidates
from pat_logistics.accounts.models import Membership, Organisation, Role, User
from tests.factories.carriers import (
    CarrierFactory,
    DropPointFactory,
    ServiceAreaFactory,
    SolutionFactory,
    TariffGridFactory,
)
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return Organisation.objects.create(name="Transports du Gévaudan")


@pytest.fixture
def draft(organisation):
    """An unpublished solution of a published carrier, with everything that hangs on it."""
    solution = SolutionFactory(
        name="Brouillon secret", slug="brouillon", unpublished=True, carrier__organisation=organisation
    )
    TariffGridFactory(solution=solution)
    ServiceAreaFactory(solution=solution, country_part="mainland")
    DropPointFactory(solution=solution)
    return solution


def member(role, organisation, **fields):
    user = User.objects.create_user(f"{role}@example.org", **fields)
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def rows_seen(user):
    models = (Solution, TariffGrid, ServiceArea, DropPoint)
    return [model.objects.visible_to(user).count() for model in models]


def test_a_visitor_sees_nothing_of_a_draft(draft):
    assert rows_seen(AnonymousUser()) == [0, 0, 0, 0]


def test_the_staff_of_the_carrier_sees_its_own_draft(draft, organisation):
    assert rows_seen(member(Role.CARRIER, organisation)) == [1, 1, 1, 1]


def test_the_staff_of_another_carrier_does_not(draft):
    assert rows_seen(member(Role.CARRIER, Organisation.objects.create(name="Autre"))) == [0, 0, 0, 0]


def test_a_producer_does_not_even_in_the_same_organisation(draft, organisation):
    assert rows_seen(member(Role.PRODUCER, organisation)) == [0, 0, 0, 0]


def test_an_advisor_sees_drafts_to_moderate_them(draft):
    assert rows_seen(member(Role.ADVISOR, Organisation.objects.create(name="Chambre"))) == [1, 1, 1, 1]


def test_an_administrator_sees_everything(draft):
    assert rows_seen(User.objects.create_superuser("admin@example.org")) == [1, 1, 1, 1]


def test_a_member_of_several_organisations_sees_each_row_once(draft, organisation):
    user = member(Role.CARRIER, organisation)
    for name in ("Ferme", "Chambre"):
        other = Organisation.objects.create(name=name)
        Membership.objects.create(user=user, organisation=other, role=Role.ADVISOR)
    SolutionFactory()
    assert Solution.objects.visible_to(user).count() == 2


def test_a_published_solution_hides_with_its_carrier():
    SolutionFactory(carrier=CarrierFactory(unpublished=True))
    assert rows_seen(AnonymousUser())[0] == 0
    assert not Carrier.objects.visible_to(AnonymousUser()).exists()


def test_a_solution_published_tomorrow_is_not_published_today():
    tomorrow = timezone.now() + timezone.timedelta(days=1)
    assert not SolutionFactory(published_at=tomorrow).is_published
    assert rows_seen(AnonymousUser())[0] == 0


def doors(draft):
    return [
        reverse("carriers:list"),
        reverse("carriers:list") + "?q=brouillon",
        reverse("carriers:detail", args=[draft.slug]),
        reverse("carriers:carrier", args=[draft.carrier.slug]),
        "/api/v1/solutions/",
        "/api/v1/solutions/?q=secret",
        f"/api/v1/solutions/{draft.pk}/",
    ]


def test_an_unpublished_solution_leaves_by_no_door(client, draft):
    for door in doors(draft):
        response = client.get(door)
        assert "secret" not in response.content.decode(), door
        htmx = client.get(door, headers={"HX-Request": "true"})
        assert "secret" not in htmx.content.decode(), door


def test_an_unpublished_page_is_as_if_it_did_not_exist(client, draft):
    assert client.get(draft.get_absolute_url()).status_code == 404
    hidden = CarrierFactory(unpublished=True)
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_its_own_staff_opens_the_draft_and_is_told_that_it_is_one(client, draft, organisation):
    client.force_login(member(Role.CARRIER, organisation))
    page = client.get(draft.get_absolute_url())
    assert page.status_code == 200
    assert "non publié" in page.content.decode()


def test_a_draft_is_never_a_candidate_of_the_comparison(draft):
    mende = CommuneFactory(mende=True)
    assert draft not in candidates(mende, [mende], timezone.localdate())
