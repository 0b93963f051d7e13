"""The own space of a company: inscription, services, places, publication, history."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from carriers.enums import LEVEL_ONE_VEHICLES, ROUND_VEHICLES
from carriers.models import Carrier, DropPoint, ServiceArea, Solution, TariffBand
from carriers.state import ServiceState
from carriers.views import company as company_views
from cost_calc.models import VehicleType
from cost_calc.pricing.reference_files import load_reference_values
from cost_calc.pricing.references import ReferenceSet
from pat_logistics.accounts.models import Membership, Role
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory, advisor_of_lozere
from tests.factories.carriers import (
    CarrierFactory,
    DropPointFactory,
    ServiceAreaFactory,
    SolutionFactory,
    TariffGridFactory,
)
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
SIRET = "73282932000074"
CREATE = reverse("company:create")


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def company(person):
    organisation = OrganisationFactory()
    MembershipFactory(user=person, organisation=organisation, role=Role.CARRIER)
    return CarrierFactory(organisation=organisation, name="Transports du Causse")


def as_typed(form):
    """What a browser would send back from a form as it was shown."""
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def body(response):
    return response.content.decode()


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


def service(**changes):
    return {
        "kind": "carrier",
        "name": "Tournée du mardi",
        "summary": "Mende vers Alès",
        "temperatures": ["chilled"],
        "source": "Déclaré",
        "source_date": "2026-11-01",
        "atp_attested": "unknown",
        "sanitary_approval": "unknown",
        "returns_empties": "unknown",
    } | changes


def add_service(client, company, **changes):
    return client.post(reverse("company:solution_add", args=[company.slug]), service(**changes))


def test_a_new_service_waits_for_a_check(client, company):
    add_service(client, company, min_kg="12,5")
    solution = Solution.objects.get()
    assert (solution.carrier, solution.published_at, float(solution.min_kg)) == (company, None, 12.5)


def test_the_numbers_of_a_service_are_read_as_people_write_them(client, company):
    add_service(client, company, max_kg="1\u202f200 kg", delay_hours="24 h")
    solution = Solution.objects.get()
    assert (float(solution.max_kg), solution.delay_hours) == (1200, 24)


def test_a_service_sent_twice_is_one_service(client, company):
    add_service(client, company)
    assert "déjà un service" in body(add_service(client, company))
    assert Solution.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"temperatures": []}, "temperatures"),
        ({"kind": "platform"}, "commune"),
        ({"kind": "co_delivery"}, "vehicle_code"),
        ({"min_kg": "10", "max_kg": "5"}, "max_kg"),
        ({"max_kg": "1e400"}, "max_kg"),
        ({"atp_expires_on": "2027-01-01"}, "atp_attested"),
        ({"co_delivery": "on"}, "co_delivery"),
        ({"latitude": "44,5"}, "longitude"),
        ({"latitude": "nan", "longitude": "1"}, "latitude"),
        ({"kind": "software"}, "kind"),
        ({"source": ""}, "source"),
        ({"delay_hours": "99999"}, "delay_hours"),
    ],
)
def test_each_nature_says_what_it_needs_at_its_field(client, company, changes, field):
    response = add_service(client, company, **changes)
    assert field in response.context["form"].errors
    assert not Solution.objects.exists()


def test_a_carrier_does_not_publish_itself_an_advisor_does(client, company):
    add_service(client, company)
    solution = Solution.objects.get()
    address = reverse("company:solution_publish", args=[solution.slug])
    assert client.post(address).status_code == 403
    client.force_login(advisor_of_lozere())
    client.post(address)
    solution.refresh_from_db()
    assert solution.published_at is not None


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


def area(**changes):
    return {"role": "delivery", "scope": "departement", "departement": "34", "weekdays": ["2", "4"]} | changes


def test_collection_and_delivery_are_described_apart(client, company):
    solution = SolutionFactory(carrier=company)
    address = reverse("company:areas", args=[solution.slug])
    client.post(address, area(cut_off="12:00", zone="LOIN"))
    client.post(address, area(role="collection", scope="mainland"))
    assert {(row.role, row.place) for row in solution.areas.all()} == {
        ("delivery", "Hérault (34)"),
        ("collection", "Toute la France métropolitaine, sans la Corse"),
    }


def test_an_epci_is_found_by_a_word_of_its_name(client, company):
    for number, name in enumerate(("Cœur de Lozère", "Mont Lozère")):
        CommuneFactory(epci=f"24480000{number}", epci_name=name)
    solution = SolutionFactory(carrier=company)
    address = reverse("company:areas", args=[solution.slug])
    assert "Plusieurs" in body(client.post(address, area(scope="epci", epci="lozere")))
    client.post(address, area(scope="epci", epci="coeur"))
    client.post(address, area(scope="epci", epci="mont"))
    assert set(solution.areas.values_list("epci", flat=True)) == {"244800000", "244800001"}


@pytest.mark.parametrize(
    "changes",
    [
        {"departement": ""},
        {"departement": "99"},
        {"scope": "epci", "epci": "introuvable"},
        {"weekdays": ["9"]},
        {"role": "x"},
    ],
)
def test_an_area_without_a_place_is_refused(client, company, changes):
    solution = SolutionFactory(carrier=company)
    assert "error-summary" in body(
        client.post(reverse("company:areas", args=[solution.slug]), area(**changes))
    )
    assert not ServiceArea.objects.exists()


def test_the_same_area_twice_is_refused_with_its_reason(client, company):
    solution = SolutionFactory(carrier=company)
    address = reverse("company:areas", args=[solution.slug])
    client.post(address, area())
    assert "déjà dans la liste" in body(client.post(address, area()))


def test_an_area_of_another_company_cannot_be_changed(client, company):
    theirs = ServiceAreaFactory(departement="48")
    mine = SolutionFactory(carrier=company)
    for name in ("area", "area_delete"):
        assert client.post(reverse(f"company:{name}", args=[mine.slug, theirs.pk]), area()).status_code == 404


def test_a_drop_point_without_position_stands_at_the_town_hall(client, company):
    mende = CommuneFactory(mende=True)
    solution = SolutionFactory(carrier=company)
    client.post(reverse("company:drop_points", args=[solution.slug]), {"name": "Quai", "commune": "48095"})
    point = DropPoint.objects.get()
    assert (point.latitude, point.longitude) == (mende.latitude, mende.longitude)


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


@pytest.mark.parametrize("number", [1, 8])
def test_the_overview_takes_few_queries_whatever_it_shows(
    client, company, number, django_assert_max_num_queries
):
    for _ in range(number):
        ServiceAreaFactory(solution=SolutionFactory(carrier=company, priced=True), departement="48")
    with django_assert_max_num_queries(40):
        client.get(reverse("company:overview", args=[company.slug]))


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


def test_an_advisor_writes_down_companies_without_joining_them(client):
    client.force_login(advisor_of_lozere())
    for name in ("Froid d’Aubrac", "Quai du Lot"):
        client.post(CREATE, {"name": name})
    assert set(Carrier.objects.values_list("name", "organisation")) == {
        ("Froid d’Aubrac", None),
        ("Quai du Lot", None),
    }
    assert not Membership.objects.filter(role=Role.CARRIER).exists()


def test_a_service_says_what_is_missing():
    today = datetime.date(2026, 11, 23)
    solution = SolutionFactory(confirmed_on=today - datetime.timedelta(days=200))
    state = ServiceState(solution, today)
    assert state.solution.to_confirm
    assert any("livre" in task for task in state.tasks)
    assert any("grille" in task for task in state.tasks)


def test_the_vehicles_offered_are_those_of_the_calculator():
    load_reference_values()
    today = timezone.localdate()
    refs = ReferenceSet.at(today)
    assert all(f"level1.{code}.mean_load_t" in refs.values for code in LEVEL_ONE_VEHICLES)
    assert set(ROUND_VEHICLES) <= {row.code for row in VehicleType.objects.at(today)}


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
