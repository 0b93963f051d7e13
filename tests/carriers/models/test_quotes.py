"""Quote requests: what they hold, and what is told of who asks."""

import datetime

import pytest

from carriers.enums import QuoteState
from carriers.models import QuoteRequest, QuoteStop
from pat_logistics.accounts.models import Role
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.producers import ProducerFactory
from tests.factories.quotes import QuoteRequestFactory, QuoteStopFactory, in_days
from tests.factories.territory import CommuneFactory
from tests.refused import Refusals

pytestmark = pytest.mark.django_db

REFUSED = [
    (QuoteRequestFactory, {"packages": 0}, "quote_request_packages_in_sense"),
    (QuoteRequestFactory, {"package_kg": 0}, "quote_request_package_kg_in_sense"),
    (QuoteRequestFactory, {"length_cm": 0}, "quote_request_length_cm_in_sense"),
    (QuoteRequestFactory, {"width_cm": 0}, "quote_request_width_cm_in_sense"),
    (QuoteRequestFactory, {"height_cm": 0}, "quote_request_height_cm_in_sense"),
    (QuoteRequestFactory, {"packaging": "bag"}, "quote_request_packaging_known"),
    (QuoteRequestFactory, {"invoicing": "never"}, "quote_request_invoicing_known"),
    (QuoteRequestFactory, {"family": "gold"}, "quote_request_family_known"),
    (QuoteRequestFactory, {"temperature": "warm"}, "quote_request_temperature_known"),
    (QuoteRequestFactory, {"state": "lost"}, "quote_request_state_known"),
    (QuoteRequestFactory, {"months": [13]}, "quote_request_months_known"),
    (QuoteRequestFactory, {"months": []}, "quote_request_has_a_month"),
    (QuoteRequestFactory, {"weekdays": [0]}, "quote_request_weekdays_known"),
    (QuoteRequestFactory, {"mass_kg": 0}, "quote_request_mass_kg_in_sense"),
    (QuoteRequestFactory, {"returns_kg": -1}, "quote_request_returns_kg_in_sense"),
    (QuoteRequestFactory, {"goods_value_eur": -1}, "quote_request_goods_value_eur_in_sense"),
    (QuoteRequestFactory, {"deliveries_per_year": 0}, "quote_request_deliveries_per_year_in_sense"),
    (QuoteStopFactory, {"mass_kg": 0, "rank": 2}, "quote_stop_mass_kg_in_sense"),
]


class TestRefusals(Refusals):
    MODELS = (QuoteRequest, QuoteStop)
    ROWS = REFUSED


def test_a_request_is_open_to_the_end_of_its_last_day():
    assert QuoteRequest(deadline=in_days(0)).is_open
    assert not QuoteRequest(deadline=in_days(-1)).is_open
    assert QuoteRequest(deadline=in_days(-1)).is_undecided
    assert not QuoteRequest(deadline=in_days(9), state=QuoteState.ACCEPTED).is_undecided
    assert QuoteRequest(deadline=datetime.date(2026, 1, 1)).links_end_on > datetime.date(2026, 1, 1)


def test_customers_are_named_as_people_say_them():
    request = QuoteRequestFactory()
    QuoteStopFactory(request=request, rank=2, commune=CommuneFactory(mende=True))
    QuoteStopFactory(request=request, rank=3, commune=CommuneFactory(florac=True))
    assert request.destination_names == "Montpellier, Mende et Florac Trois Rivières"


def test_how_often_is_said_as_it_was_typed_else_by_the_year():
    assert QuoteRequest(frequency="le mardi", deliveries_per_year=50).how_often == "le mardi"
    assert QuoteRequest(deliveries_per_year=50).how_often == "environ 50 par an"
    assert QuoteRequest().how_often == ""


def test_a_carrier_reads_what_was_shared_and_the_chosen_one_everything():
    farm = ProducerFactory(name="Ferme du Vent", phone="04 66 00 00 00")
    request = QuoteRequestFactory(producer=farm, shares_name=True)
    assert request.contact() == [("Ferme", "Ferme du Vent")]
    assert not request.is_reachable
    assert {label for label, _ in request.contact(chosen=True)} == {
        "Ferme",
        "Téléphone",
        "Adresse électronique",
    }
    request.shares_phone = True
    assert request.is_reachable
    assert request.asker == "Ferme du Vent"
    request.shares_name = False
    assert request.asker == "Un producteur de Mende (48)"


def test_who_left_the_farm_no_longer_speaks_for_it():
    farm = ProducerFactory(organisation=OrganisationFactory())
    first, second = (
        MembershipFactory(organisation=farm.organisation, role=Role.PRODUCER).user for _ in range(2)
    )
    request = QuoteRequestFactory(producer=farm, created_by=first)
    assert request.producer_email == first.email
    first.memberships.all().delete()
    assert request.producer_email == second.email
    assert request.reads_with_account(second.email.upper())
    assert not request.reads_with_account(UserFactory().email)
