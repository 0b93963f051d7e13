"""What an entry may say, who is found by it, and how far it may be believed."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from pat_logistics.actors.enums import Standing
from pat_logistics.actors.models import Actor
from pat_logistics.folding import words_of
from tests.factories.actors import ActorFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"customer_type": "home"}, "Un particulier n’a pas de fiche"),
        ({"kind": "market", "customer_type": "grocery"}, "Un marché est de nature"),
        ({"kind": "outlet", "customer_type": ""}, "Dites quel type de client"),
        ({"kind": "petr", "customer_type": "", "minimum_kg": 5}, "Jours, heures, minimum"),
        ({"weekdays": [8]}, "Un des jours"),
        ({"departements": ["99"]}, "Un des départements"),
        ({"everywhere": True, "departements": ["48"]}, "pas les deux"),
        (
            {"not_before": datetime.time(10), "not_after": datetime.time(9)},
            "L’heure de fin doit venir après",
        ),
        ({"lead_time_hours": 0}, "Le délai va de 1"),
        ({"source_date": "mars 2024"}, "2026-03"),
        ({"source_url": "", "origin": "source"}, "dit laquelle"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(wrong, message):
    actor = ActorFactory.build(canteen=True, **wrong)
    with pytest.raises(ValidationError) as refused:
        actor.validate_constraints()
    assert message in " ".join(refused.value.messages)


def test_an_entry_that_says_all_there_is_to_say_is_right():
    ActorFactory.build(canteen=True).full_clean()
    ActorFactory.build(market=True).full_clean()


def test_what_is_not_published_is_nobodys_but_those_who_keep_it():
    shown, _hidden = ActorFactory(), ActorFactory(unpublished=True)
    assert list(Actor.objects.visible_to(AnonymousUser())) == [shown]


def test_customers_are_those_that_take_goods():
    canteen, market = ActorFactory(canteen=True), ActorFactory(market=True)
    ActorFactory()
    assert set(Actor.objects.outlets()) == {canteen, market}


def test_who_acts_somewhere_says_so_or_stands_in_the_same_departement():
    mende = CommuneFactory(mende=True)
    said = ActorFactory(departements=["07", "48"])
    all_over = ActorFactory(everywhere=True, departements=[])
    there = ActorFactory(departements=[], commune=CommuneFactory(florac=True))
    ActorFactory(departements=["12"], commune=mende)  # in Mende, for Aveyron
    ActorFactory(departements=[], commune=CommuneFactory(montpellier=True))
    assert set(Actor.objects.acting_in(mende.departement)) == {said, all_over, there}


@pytest.mark.parametrize(
    ("traits", "standing"),
    [
        ({}, Standing.UNCONFIRMED),
        ({"confirmed": True}, Standing.CONFIRMED),
        ({"example": True, "confirmed": True}, Standing.EXAMPLE),
    ],
)
def test_the_database_and_the_row_say_the_same_of_how_far_to_believe_it(traits, standing):
    actor = ActorFactory(**traits)
    assert actor.standing == standing
    assert Actor.objects.with_standing().get().is_at == standing


@pytest.mark.parametrize("typed", ["EPICERIE villefort", "l’épicerie", "produits locaux épicerie"])
def test_an_entry_is_found_by_its_name_what_it_does_or_its_commune(typed):
    commune = CommuneFactory(insee="48198", name="Villefort")
    found = ActorFactory(name="L’Épicerie", what_it_does="Vend des produits locaux.", commune=commune)
    ActorFactory(name="Le garage", commune=CommuneFactory(mende=True))
    assert list(Actor.objects.search(words_of(typed))) == [found]


def test_a_misspelt_word_finds_what_looks_like_it():
    found = ActorFactory(name="Chambre d’agriculture")
    ActorFactory(name="Casiers de Ruoms")
    assert not Actor.objects.search(words_of("agricultrue"))
    assert list(Actor.objects.resembling(words_of("agricultrue"))) == [found]


def test_the_site_of_a_source_is_told_without_its_www():
    assert ActorFactory.build(source_url="https://www.lozere.fr/a/b.html").source_site == "lozere.fr"


def test_codes_are_told_in_words():
    canteen = ActorFactory.build(canteen=True, departements=["48", "2A"])
    assert canteen.is_outlet
    assert canteen.weekday_names == ["mardi", "jeudi"]
    assert canteen.temperature_labels == ["ambiante", "frais (0 à +4\N{NO-BREAK SPACE}°C)"]
    assert canteen.departement_names == ["Lozère", "Corse-du-Sud"]
