"""Groupings of communes by the names that people, and our own pages, give them."""

import pytest

from pat_logistics.territory.groupings import groupings_named, short
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db

NAMES = {
    "244800405": "Communauté de communes Cœur de Lozère",
    "244800470": "Communauté de communes du Gévaudan",
    "200069102": "Communauté de communes Randon - Margeride",
    "200069185": "Communauté de communes des Terres d'Apcher-Margeride-Aubrac",
    "200071405": "Communauté d'agglomération du Gévaudan d’En-Bas",
}


@pytest.fixture(autouse=True)
def groupings():
    for siren, name in NAMES.items():
        CommuneFactory.create_batch(2, epci=siren, epci_name=name)


@pytest.mark.parametrize(
    ("typed", "siren"),
    [
        ("CC Cœur de Lozère", "244800405"),
        ("coeur de lozere", "244800405"),
        ("COMMUNAUTE DE COMMUNES COEUR DE LOZERE", "244800405"),
        ("ComCom Cœur de Lozère", "244800405"),
        ("CC du Gévaudan", "244800470"),
        ("du gevaudan", "244800470"),
        ("Randon-Margeride", "200069102"),
        ("CC des Terres d’Apcher-Margeride-Aubrac", "200069185"),
        ("agglo du Gévaudan d'en bas", "200071405"),
        ("aubrac", "200069185"),
        ("244800470", "244800470"),
    ],
)
def test_a_grouping_is_known_however_it_is_written(typed, siren):
    assert groupings_named(typed) == [(siren, NAMES[siren])]


@pytest.mark.parametrize("siren", NAMES)
def test_a_grouping_is_known_by_the_name_that_our_pages_give_it(siren):
    assert groupings_named(short(NAMES[siren])) == [(siren, NAMES[siren])]


def test_a_word_of_several_names_gives_them_all():
    assert {siren for siren, _ in groupings_named("margeride")} == {"200069102", "200069185"}


@pytest.mark.parametrize("typed", ["inconnue", "-", "999999999"])
def test_what_names_none_finds_none(typed):
    assert groupings_named(typed) == []
