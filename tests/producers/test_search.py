"""Finding producers: by words, by place, and by index."""

import unicodedata

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from producers.filters import ProducerFilterSet
from producers.models import Producer
from tests.cases import case
from tests.factories.producers import ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def found_by(query):
    """The producers that the directory gives a visitor for these answers (a text is that of `q`)."""
    answers = QueryDict(mutable=True)
    for name, value in ({"q": query} if isinstance(query, str) else query).items():
        answers.setlist(name, value if isinstance(value, list) else [value])
    return ProducerFilterSet(answers, Producer.objects.visible_to(AnonymousUser()))


@pytest.fixture
def chevrerie():
    producer = ProducerFactory(
        published=True,
        name="Chèvrerie de l’Œillet",
        description="Soixante chèvres des Cévennes.",
        commune=CommuneFactory(florac=True),
    )
    ProductLineFactory(producer=producer, family="cheese", name="Pélardon affiné")
    ProducerFactory(published=True, name="Ferme du Causse", commune=CommuneFactory(mende=True))
    return producer


@pytest.mark.parametrize(
    "text",
    [
        "chèvrerie",
        "CHEVRERIE",
        "chevre",
        "oeillet",
        "œillet",
        "soixante",
        "cevenne",
        "pelardons",
        "fromages",
        "laitier",
        "florac",
        "Florac Trois Rivières",
        "fromage de Florac",
        "chèvrerie de l’œillet",
        "pélardon affiné à Florac",
        "vrerie",
    ],
)
def test_a_producer_is_found_by_name_description_product_or_commune(chevrerie, text):
    assert list(found_by(text).qs) == [chevrerie]


@pytest.mark.parametrize("text", ["fromage de Mende", "xyzzy", "chèvrerie xyzzy"])
def test_every_word_must_be_found(chevrerie, text):
    assert not found_by(text).qs.exists()


@pytest.mark.parametrize("text", ["", " ", "de la"])
def test_a_search_without_a_word_keeps_everyone(chevrerie, text):
    assert found_by(text).qs.count() == 2


@pytest.mark.parametrize("text", ["%", "_", '"', "’", "& | ! ( ) : *"])
def test_a_search_of_signs_alone_finds_nobody(chevrerie, text):
    filters = found_by(text)
    assert (filters.total, list(filters.qs)) == (0, [])


@pytest.mark.parametrize("text", ["Javols", "javols 48130", "48130", "48 130", "48076", "48009"])
def test_a_producer_is_found_by_a_former_name_or_a_code_of_its_commune(chevrerie, text):
    producer = ProducerFactory(published=True, commune=CommuneFactory(peyre=True))
    filters = found_by(text)
    assert (filters.total, list(filters.qs)) == (1, [producer])


@pytest.mark.parametrize(
    "text",
    ["'; DROP TABLE x", "a:*b", "²³", "%_", "\\", "\U0001f410", "٣", "a" * 5000, "x " * 500, "_", "l’œ"],
)
def test_a_strange_text_breaks_nothing(chevrerie, text):
    filters = found_by({"q": text[:100], "commune": chevrerie.commune_id})
    assert filters.total == len(filters.qs)


def test_producers_around_a_place_come_nearest_first_with_their_distance():
    mende, florac = CommuneFactory(mende=True), CommuneFactory(florac=True)
    montpellier = CommuneFactory(montpellier=True)
    at_florac, at_mende = ProducerFactory(commune=florac), ProducerFactory(commune=mende)
    ProducerFactory(commune=montpellier)
    found = list(Producer.objects.within(mende, 30))
    assert found == [at_mende, at_florac]
    assert [round(producer.distance_km, 1) for producer in found] == [0.0, 22.8]


@pytest.mark.parametrize(
    "text", ["fromge", "fromaje", "Chevreri", "florrac", "florak", "pelardn", "chèvreri florrac", "laitie"]
)
def test_a_word_misspelt_finds_what_resembles_it(chevrerie, text):
    filters = found_by(text)
    assert list(filters.qs) == [chevrerie]
    assert filters.total == 1


def test_a_word_that_somebody_has_is_never_taken_for_another(chevrerie):
    ProducerFactory(published=True, name="Ferme du Cause")
    filters = found_by("causse")
    assert [producer.name for producer in filters.qs] == ["Ferme du Causse"]
    assert filters.respelt == []


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Ferme de Saint-Chély", "St Chély"),
        ("Ferme de St Chély", "saint-chely"),
        ("GAEC Têtu", unicodedata.normalize("NFD", "Têtu")),
        (unicodedata.normalize("NFD", "Viandes du Taureau Poète"), "Poète"),
        ("Viandes du Taureau Poète", unicodedata.normalize("NFD", "Poète")),
        ("Les Jardins d’Émile", "jardins d'emile"),
    ],
)
def test_a_name_is_found_however_it_is_typed(chevrerie, name, typed):
    producer = ProducerFactory(published=True, name=name)
    assert list(found_by(typed).qs) == [producer]


@pytest.mark.parametrize("place", ["description", "product"])
def test_saint_is_found_in_short_outside_names_too(chevrerie, place):
    producer = ProducerFactory(published=True, name="A", description="Livre St Alban" * (place != "product"))
    ProductLineFactory(producer=producer, family="cheese", name="St Alban" if place == "product" else "Tomme")
    assert list(found_by("saint-alban").qs) == list(found_by("st alban").qs) == [producer]


def test_a_producer_of_saint_germain_is_found_by_its_commune_in_short(chevrerie):
    commune = CommuneFactory(name="Saint-Germain-de-Calberte")
    producer = ProducerFactory(published=True, commune=commune)
    assert list(found_by("St Germain de Calberte").qs) == [producer]


def test_the_whole_name_comes_before_the_names_that_hold_it(chevrerie):
    ProducerFactory(published=True, name="Amis de la Ferme du Causse")
    assert found_by("ferme du causse").qs[0].name == "Ferme du Causse"


def test_a_word_misspelt_is_told_as_it_was_typed(chevrerie):
    assert found_by("Frômge").respelt == ["Frômge"]


def test_a_word_misspelt_is_told(chevrerie):
    filters = found_by("fromge de Florac")
    assert list(filters.qs) == [chevrerie]
    assert filters.respelt == ["fromge"]


def test_the_word_of_an_unpublished_profile_is_as_unknown_as_any(chevrerie):
    ProducerFactory(name="Florrac secret")
    filters = found_by("florrac")
    assert list(filters.qs) == [chevrerie]
    assert filters.respelt == ["florrac"]


def test_the_name_asked_for_comes_before_those_that_only_sell_it(chevrerie):
    ProducerFactory(published=True, name="Zone du Pélardon")
    assert [producer.name for producer in found_by("pélardon").qs] == ["Zone du Pélardon", chevrerie.name]


def test_the_searches_that_once_failed_find_what_they_name(chevrerie):
    for name, place in (
        ("Charcuterie du Cochon", "Saint-Chély-d’Apcher"),
        ("GAEC de la Cardabelle", "Saint-Chély-d’Apcher"),
        ("Chèvrerie de la Source", "Saint-Germain-de-Calberte"),
        ("Les Ruches du Vent Têtu", "Meyrueis"),
        ("Viandes du Taureau Poète", "Langogne"),
    ):
        ProducerFactory(published=True, name=name, commune=CommuneFactory(name=place))
    lines = case("recherche_producteurs.txt").decode().splitlines()
    typed = [line.partition("\t")[0] for line in lines if line and not line.startswith("#")]
    assert [found_by(text).qs.count() for text in typed] == [2, 1, 1, 1]
    assert [unicodedata.is_normalized("NFC", text) for text in typed] == [True, True, False, False]
