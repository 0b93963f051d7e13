"""What is typed of an actor."""

import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from pat_logistics.actors.forms import ActorForm, ClaimForm, DepartementsField
from tests.actors.typed import CANTEEN, PETR
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.actors import ActorClaimFactory, ActorFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def form(typed, *, user=None, instance=None):
    CommuneFactory(mende=True)
    data = QueryDict(mutable=True)
    data.update(MultiValueDict({k: v if isinstance(v, list) else [v] for k, v in typed.items()}))
    return ActorForm(data, user=user or advisor_of_lozere(), instance=instance)


def test_a_body_is_written_down():
    asked = form(PETR)
    assert asked.is_valid(), asked.errors
    actor = asked.save(commit=False)
    assert (actor.departements, actor.commune_id) == (["30", "48"], "48095")


def test_a_customer_says_what_it_asks_with_numbers_typed_the_french_way():
    asked = form(CANTEEN)
    assert asked.is_valid(), asked.errors
    actor = asked.save(commit=False)
    assert (actor.weekdays, float(actor.minimum_kg), actor.asks_approval) == ([2, 4], 2.5, True)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"customer_type": "home"}, "customer_type"),
        ({"customer_type": ""}, "customer_type"),
        ({"kind": "market"}, "customer_type"),
        ({"not_after": "06:00"}, "not_after"),
        ({"everywhere": "on"}, "everywhere"),
        ({"departements": "48, Nulle-Part"}, "departements"),
        ({"minimum_kg": "0"}, "minimum_kg"),
        ({"source_date": "hier"}, "source_date"),
        ({"commune": "Nulle-Part"}, "commune"),
        ({"name": "12"}, "name"),
    ],
)
def test_what_makes_no_sense_is_told_at_its_field(wrong, field):
    asked = form(CANTEEN | wrong)
    assert not asked.is_valid()
    assert list(asked.errors) == [field]


def test_a_market_is_its_own_type_of_customer():
    asked = form(PETR | {"kind": "market", "weekdays": ["6"]})
    assert asked.is_valid(), asked.errors
    assert asked.save(commit=False).customer_type == "market"
    assert "inconnu" in str(asked["asks_approval"])


def test_terms_without_a_type_of_customer_are_told_where_the_type_is_chosen():
    asked = form(PETR | {"minimum_kg": "5"})
    assert list(asked.errors) == ["customer_type"]


def test_a_second_entry_of_the_same_name_there_needs_to_be_meant():
    ActorFactory(name="Petr de l'Exemple", commune=CommuneFactory(mende=True))
    asked = form(PETR)
    assert "porte déjà ce nom" in asked.errors["name"][0]
    assert form(PETR | {"is_another": "on"}).is_valid()
    assert form(PETR | {"commune": ""}).is_valid()


def test_a_source_is_the_matter_of_advisors():
    claim = ActorClaimFactory(given=True)
    asked = form(PETR | {"source_url": "https://autre.fr"}, user=claim.user, instance=claim.actor)
    assert "source_url" not in asked.fields
    assert "source_url" in form(PETR).fields


def test_what_is_stored_comes_back_as_it_is_typed():
    actor = ActorFactory(canteen=True, departements=["30", "48"])
    asked = ActorForm(instance=actor, user=UserFactory())
    assert asked.initial["asks_approval"] == "yes"
    assert asked["departements"].value() == "30, 48"
    assert next(legend for legend, _ in asked.groups()) == "Qui"


def test_each_field_has_its_place_on_the_page():
    asked = ActorForm(user=advisor_of_lozere())
    placed = [field.name for _, fields in asked.groups() for field in fields]
    assert sorted(placed) == sorted(set(asked.fields) - {"opened_on"})


@pytest.mark.parametrize(("typed", "codes"), [("", []), ("lozère; 2a", ["2A", "48"]), ("48,48", ["48"])])
def test_departements_are_typed_by_name_or_number(typed, codes):
    assert DepartementsField(required=False).clean(typed) == codes


def test_a_request_says_who_asks():
    assert "message" in ClaimForm({"message": " "}).errors
