"""Which farm of the portal a record speaks of."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from pat_logistics.folding import fold
from producers.intake.rows import Candidate, Place
from producers.intake.twins import Likeness, Twins, likeness
from tests.factories.producers import ProducerFactory
from tests.producers.intake.lists import OTHER_SIRET, SIRET

pytestmark = pytest.mark.django_db


def record(commune, name, **values):
    place = Place(commune.pk, commune.name, commune.departement, commune.latitude, commune.longitude)
    return Candidate(2, {"name": name} | values, place=place)


def twin(candidate, departements=("48",)):
    found = Twins([candidate], departements).of(candidate)
    return (found[0], found[1] and found[1].pk) if found else None


def test_the_same_siret_is_the_same_farm_whatever_its_name(mende):
    farm = ProducerFactory(name="Ferme du Vent", siret=SIRET, commune=mende)
    assert twin(record(mende, "Autre nom", siret=SIRET)) == (Likeness.SAME, farm.pk)


def test_a_siret_of_a_departement_that_is_not_followed_says_nothing_of_its_farm(lozere):
    ProducerFactory(siret=SIRET, commune=lozere["34"])
    candidate = record(lozere["48"][0], "Ferme", siret=SIRET)
    assert twin(candidate) == (Likeness.HIDDEN, None)
    assert twin(candidate, None)[0] is Likeness.SAME


def test_name_commune_and_telephone_are_the_same_farm(mende, florac):
    farm = ProducerFactory(name="Ferme du Vent", phone="04 66 00 00 01", commune=mende)
    assert twin(record(mende, "FERME DU VENT", phone="04 66 00 00 01")) == (Likeness.SAME, farm.pk)
    assert twin(record(mende, "ferme du vent")) == (Likeness.ALIKE, farm.pk)
    assert twin(record(mende, "ferme du vent", phone="04 66 00 00 02")) == (Likeness.ALIKE, farm.pk)
    assert twin(record(florac, "Ferme du Vent", phone="04 66 00 00 01")) is None


def test_two_sirets_are_two_farms(mende):
    ProducerFactory(name="Ferme du Vent", siret=SIRET, commune=mende)
    assert twin(record(mende, "Ferme du Vent", siret=OTHER_SIRET)) is None


def test_a_name_that_resembles_is_for_a_person_to_tell(mende):
    farm = ProducerFactory(name="GAEC du Buron", commune=mende)
    assert twin(record(mende, "La ferme du Buron")) == (Likeness.ALIKE, farm.pk)
    assert twin(record(mende, "La ferme des Tilleuls")) is None


def test_an_example_is_nobodys_farm(mende):
    ProducerFactory(name="Ferme du Vent", commune=mende, is_example=True)
    assert twin(record(mende, "Ferme du Vent")) is None


def test_any_number_of_records_is_looked_up_in_two_queries(mende, django_assert_num_queries):
    ProducerFactory.create_batch(3, commune=mende)
    with django_assert_num_queries(2):
        found = Twins([record(mende, f"Ferme {n}", siret=SIRET) for n in range(50)], ["48"])
        assert found.of(record(mende, "Ferme des Tilleuls")) is None


WORDS = st.text(alphabet="abcdeéè -’", min_size=1, max_size=20).map(fold).filter(bool)


@given(one=WORDS, other=WORDS)
def test_likeness_is_that_of_the_database(one, other):
    with connection.cursor() as cursor:
        cursor.execute("SELECT similarity(%s, %s)", [one, other])
        [told] = cursor.fetchone()
    assert likeness(one, other) == pytest.approx(told, abs=1e-6)
