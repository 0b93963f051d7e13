"""What an administrator can enter, and what is refused in French at the right place."""

import pytest
from django.urls import reverse

from carriers.models import Solution, TariffGrid
from tests.factories.accounts import UserFactory
from tests.factories.carriers import SolutionFactory, TariffGridFactory
from tests.factories.quotes import QuoteInvitationFactory, QuoteMessageFactory, QuoteRequestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client(client):
    client.force_login(UserFactory(administrator=True))
    return client


def management(**totals):
    """The hidden fields by which the inlines of a form count their rows."""
    initial = {f"{name}-INITIAL_FORMS": 0 for name in totals}
    return initial | {f"{name}-TOTAL_FORMS": total for name, total in totals.items()}


@pytest.mark.parametrize("model", ["carrier", "solution", "tariffgrid"])
def test_lists_and_forms_open(admin_client, model):
    grid = TariffGridFactory()
    rows = {"carrier": grid.solution.carrier, "solution": grid.solution, "tariffgrid": grid}
    for address in (
        reverse(f"admin:carriers_{model}_changelist") + "?q=groupage",
        reverse(f"admin:carriers_{model}_add"),
        reverse(f"admin:carriers_{model}_change", args=[rows[model].pk]),
    ):
        assert admin_client.get(address).status_code == 200


@pytest.mark.parametrize("number", [1, 8])
def test_the_list_of_solutions_takes_the_same_queries_whatever_its_length(
    admin_client, number, django_assert_max_num_queries
):
    SolutionFactory.create_batch(number)
    with django_assert_max_num_queries(8):
        admin_client.get(reverse("admin:carriers_solution_changelist"))


def grid_form(solution, **values):
    return {
        "solution": solution.pk,
        "purpose": "transport",
        "name": "Grille 2026",
        "valid_during_0": "2026-01-01",
        "valid_during_1": "",
        "basis": "per_100kg",
        "source": "Grille remise",
        "source_date": "2026-01-01",
        "chilled_share": "0",
        "frozen_share": "0",
        "fuel_propulsion_share": "0",
        "fuel_cold_share": "0",
        **management(zones=0, bands=1),
        "bands-0-min_kg": "0",
        "bands-0-price_eur": "42",
        **values,
    }


def test_a_grid_is_entered_with_its_bands(admin_client):
    solution = SolutionFactory()
    response = admin_client.post(reverse("admin:carriers_tariffgrid_add"), grid_form(solution))
    assert response.status_code == 302
    assert TariffGrid.objects.get().bands.get().price_eur == 42


def test_what_looks_like_a_slip_in_a_grid_is_told_once_it_is_saved(admin_client):
    form = grid_form(SolutionFactory(), vat_included="on")
    page = admin_client.post(reverse("admin:carriers_tariffgrid_add"), form, follow=True)
    assert "le taux de TVA manque" in page.content.decode()


def test_a_price_by_weight_without_a_band_is_refused(admin_client):
    form = grid_form(SolutionFactory(), **{"bands-TOTAL_FORMS": 0})
    response = admin_client.post(reverse("admin:carriers_tariffgrid_add"), form)
    assert "au moins une tranche" in response.content.decode()
    assert not TariffGrid.objects.exists()


def test_overlapping_periods_are_refused_in_french(admin_client):
    grid = TariffGridFactory()
    response = admin_client.post(reverse("admin:carriers_tariffgrid_add"), grid_form(grid.solution))
    assert "déjà valable à ces dates" in response.content.decode()


def test_a_tool_is_entered_with_ticked_temperatures_and_an_area(admin_client):
    form = {
        "kind": "parcel",
        "name": "Colis du soir",
        "slug": "colis-du-soir",
        "summary": "Un colis",
        "url": "colis.example",
        "temperatures": ["ambient", "frozen"],
        "atp_attested": "unknown",
        "sanitary_approval": "unknown",
        "returns_empties": "unknown",
        **management(areas=1, drop_points=0, grids=0),
        "areas-0-role": "delivery",
        "areas-0-departement": "34",
        "areas-0-weekdays": ["2", "4"],
    }
    response = admin_client.post(reverse("admin:carriers_solution_add"), form)
    assert response.status_code == 302, response.context["errors"]
    solution = Solution.objects.get()
    assert (solution.temperatures, solution.url) == (["ambient", "frozen"], "https://colis.example")
    assert solution.areas.get().weekdays == [2, 4]


@pytest.mark.parametrize("number", [1, 8])
@pytest.mark.parametrize("model", ["quoterequest", "quoteinvitation"])
def test_the_list_of_quotes_takes_the_same_queries_whatever_its_length(
    admin_client, model, number, django_assert_max_num_queries
):
    QuoteInvitationFactory.create_batch(number, answered=True)
    with django_assert_max_num_queries(8):
        shown = admin_client.get(reverse(f"admin:carriers_{model}_changelist"))
    assert shown.context["cl"].result_count == number


@pytest.mark.parametrize("number", [1, 8])
def test_a_quote_request_takes_the_same_queries_however_many_were_asked(
    admin_client, number, django_assert_max_num_queries
):
    quote = QuoteRequestFactory()
    invitations = QuoteInvitationFactory.create_batch(number, request=quote, answered=True)
    with django_assert_max_num_queries(12):
        page = admin_client.get(reverse("admin:carriers_quoterequest_change", args=[quote.pk]))
    assert invitations[-1].to_email in page.content.decode()


def test_an_invitation_shows_its_answers_and_messages(admin_client):
    invitation = QuoteInvitationFactory(answered=True)
    QuoteMessageFactory(invitation=invitation, text="Avez-vous un quai de chargement ?")
    page = admin_client.get(reverse("admin:carriers_quoteinvitation_change", args=[invitation.pk]))
    assert "Avez-vous un quai de chargement" in page.content.decode()
    assert "30" in page.content.decode()


def test_quote_requests_are_filtered_by_their_state(admin_client):
    QuoteRequestFactory(state="cancelled")
    QuoteRequestFactory()
    page = admin_client.get(reverse("admin:carriers_quoterequest_changelist"), {"state__exact": "cancelled"})
    assert [quote.state for quote in page.context["cl"].result_list] == ["cancelled"]


@pytest.mark.parametrize("model", ["quoterequest", "quoteinvitation"])
def test_quotes_are_neither_added_nor_changed_nor_deleted_in_the_admin(admin_client, model):
    invitation = QuoteInvitationFactory()
    key = {"quoterequest": invitation.request_id, "quoteinvitation": invitation.pk}[model]
    writes = [
        admin_client.post(reverse(f"admin:carriers_{model}_add")),
        admin_client.post(reverse(f"admin:carriers_{model}_change", args=[key]), {"state": "cancelled"}),
        admin_client.post(reverse(f"admin:carriers_{model}_delete", args=[key]), {"post": "yes"}),
    ]
    assert [response.status_code for response in writes] == [403, 403, 403]
    invitation.refresh_from_db()
    assert invitation.state == "sent"
