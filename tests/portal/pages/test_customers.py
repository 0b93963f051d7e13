"""What each type of customer asks."""

import datetime

import pytest
from django.urls import reverse

from cost_calc.pricing.adapters.shipments import BUYERS
from cost_calc.pricing.reference_files import load_reference_values
from pat_logistics.actors.enums import OUTLET_TYPES
from pat_logistics.portal.pages.customers import RULES, customers_by_type
from pat_logistics.vocabulary import CustomerType
from tests.factories.actors import ActorFactory

pytestmark = pytest.mark.django_db


def asked(code):
    [found] = [each for each in customers_by_type() if each.code == code]
    return {row.label: row.text.replace("\N{NO-BREAK SPACE}", " ") for row in found.asked}


def test_each_type_of_customer_has_its_rules():
    load_reference_values()
    assert {BUYERS[CustomerType(code)] for code, _ in OUTLET_TYPES} == set(RULES)
    for code, _ in OUTLET_TYPES:
        kind = "market" if code == "market" else "outlet"
        ActorFactory(kind=kind, customer_type=code)
    assert all(each.rules for each in customers_by_type())


def test_what_they_ask_is_counted():
    ActorFactory(canteen=True)
    ActorFactory(
        canteen=True, weekdays=[2], minimum_kg=25, lead_time_hours=48, asks_approval=False,
        not_before=datetime.time(6), not_after=None,
    )  # fmt: skip
    ActorFactory(kind="outlet", customer_type="college")
    told = asked("college")
    assert told["Jours"] == "mardi (2), jeudi (1)"
    assert told["Minimum par livraison"] == "de 10 à 25 kg (2)"
    assert told["À commander"] == "de 48 à 72 h avant (2)"
    assert told["Heures"] == "à partir de 06:00, au plus tard 10:30"
    assert told["Agrément sanitaire"] == "demandé par 1 sur 2 qui le disent"
    assert told["Températures reçues"].startswith("ambiante (2), frais")


def test_one_that_says_a_single_figure_gives_no_range():
    ActorFactory(canteen=True, minimum_kg=None, minimum_eur=80)
    assert asked("college")["Minimum par commande"] == "80 € (1)"


def test_invented_and_withdrawn_ones_are_not_counted():
    ActorFactory(canteen=True, example=True)
    ActorFactory(canteen=True, unpublished=True)
    assert customers_by_type() == []
    ActorFactory(canteen=True, confirmed=True)
    [only] = customers_by_type()
    assert (only.known, only.confirmed, only.telling) == (1, 1, 1)


def test_the_page_says_when_nobody_told_anything(client):
    ActorFactory(kind="shop", customer_type="grocery")
    page = client.get(reverse("pages:customers")).text
    assert "Aucun n’a encore dit ce qu’il demande" in page
    assert f"{reverse('actors:list')}?customer=grocery" in page


def test_two_queries_tell_them_all(django_assert_num_queries):
    for _ in range(6):
        ActorFactory(canteen=True)
    with django_assert_num_queries(2):
        customers_by_type()
