"""The own space of a company: inscription, services, places, publication, history."""

import pytest
from django.urls import reverse
from django.utils import timezone

from carriers.models import Carrier, Solution
from carriers.views import company as company_views
from tests.carriers.own_space import CREATE, SIRET, add_service, area, as_typed, body
from tests.factories.carriers import (
    CarrierFactory,
    ServiceAreaFactory,
    SolutionFactory,
)

pytestmark = pytest.mark.django_db


def test_who_tries_many_sirets_is_stopped_and_nothing_is_created(client, person):
    CarrierFactory(siret=SIRET)
    typed = {"name": "Froid d’Aubrac", "siret": SIRET}
    pages = [body(client.post(CREATE, typed)) for _ in range(company_views.LOOKUPS_PER_HOUR + 1)]
    assert ["déjà inscrite" in page for page in pages] == [True] * company_views.LOOKUPS_PER_HOUR + [False]
    assert "beaucoup d’essais" in pages[-1]
    assert Carrier.objects.count() == 1


def test_the_siret_of_another_is_not_guessed_from_one_s_own_company(client, company):
    CarrierFactory(siret=SIRET)
    edit = reverse("company:edit", args=[company.slug])
    typed = as_typed(client.get(edit).context["form"]) | {"siret": SIRET}
    pages = [body(client.post(edit, typed)) for _ in range(company_views.LOOKUPS_PER_HOUR + 1)]
    assert ["déjà inscrite" in page for page in pages] == [True] * company_views.LOOKUPS_PER_HOUR + [False]
    assert "déjà inscrite" not in body(client.post(edit, typed | {"email": "faux"}))


def test_a_new_service_waits_for_a_check(client, company):
    add_service(client, company, min_kg="12,5")
    solution = Solution.objects.get()
    assert (solution.carrier, solution.published_at, float(solution.min_kg)) == (company, None, 12.5)


def test_a_carrier_takes_its_service_out_of_the_catalogue_at_once(client, company):
    solution = SolutionFactory(carrier=company)
    client.post(reverse("company:solution_withdraw", args=[solution.slug]))
    client.logout()
    assert client.get(solution.get_absolute_url()).status_code == 404


def test_everything_is_right_is_dated(client, company):
    solution = SolutionFactory(carrier=company)
    client.post(reverse("company:solution_confirm", args=[solution.slug]))
    solution.refresh_from_db()
    assert solution.confirmed_on == timezone.localdate()


def test_an_area_of_another_company_cannot_be_changed(client, company):
    theirs = ServiceAreaFactory(departement="48")
    mine = SolutionFactory(carrier=company)
    for name in ("area", "area_delete"):
        assert client.post(reverse(f"company:{name}", args=[mine.slug, theirs.pk]), area()).status_code == 404


@pytest.mark.parametrize("number", [1, 8])
def test_the_overview_takes_few_queries_whatever_it_shows(
    client, company, number, django_assert_max_num_queries
):
    for _ in range(number):
        ServiceAreaFactory(solution=SolutionFactory(carrier=company, priced=True), departement="48")
    with django_assert_max_num_queries(40):
        client.get(reverse("company:overview", args=[company.slug]))
