"""Finding a commune by what people type."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pat_logistics.territory.finding import resolve_commune, search_communes
from pat_logistics.territory.models import Commune
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def names(text, **options):
    return [str(match) for match in search_communes(text, **options)]


def test_every_way_of_writing_a_commune_finds_it_first(real_communes):
    ways = {
        "Mende (48)": [
            "mende", "MENDE", "Mendé", " mende ", "Mende (48)", "48000", "48095", "mende 48000", "mende 48",
        ],
        "Saint-Chély-d'Apcher (48)": [
            "st chely", "St-Chély", "saint chely d apcher", "Saint-Chély-d’Apcher", "saint-chély-d'apcher",
            "chely apcher", "SAINT CHELY", "48140", "48200",
        ],
        "Sainte-Eulalie (48)": ["ste eulalie", "Ste-Eulalie"],
        "Le Puy-en-Velay (43)": ["le puy", "puy-en-velay", "43157", "le puy en"],
        "Montpellier (34)": ["montpel", "34172", "Montpellier 34070"],
        "Sévérac d'Aveyron (12)": ["severac", "Severac d Aveyron"],
    }  # fmt: skip
    wrong = {
        text: found for way, texts in ways.items() for text in texts if (found := names(text)[:1]) != [way]
    }
    assert wrong == {}


def test_a_typing_error_is_forgiven(real_communes):
    errors = {
        "Mende (48)": ["mnende", "mendee"],
        "Marvejols (48)": ["marvejous", "marvjols"],
        "Montpellier (34)": ["montpelier", "montpeliier"],
        "Villefort (48)": ["vilefort"],
        "Nasbinals (48)": ["nasbinall"],
    }
    wrong = {
        text: found
        for right, texts in errors.items()
        for text in texts
        if (found := names(text)[:1]) != [right]
    }
    assert wrong == {}


def test_likeness_is_looked_for_only_when_nothing_holds_the_words(real_communes):
    assert names("marvejols") == ["Marvejols (48)"]


def test_a_whole_name_comes_before_beginnings_and_beginnings_before_the_rest():
    for name in ("Vieux-Montagnac", "Montagnac-la-Ville", "Montagnac", "Lamontagnac"):
        CommuneFactory(name=name, population=10)
    assert names("montagnac") == [
        "Montagnac (48)", "Montagnac-la-Ville (48)", "Vieux-Montagnac (48)", "Lamontagnac (48)",
    ]  # fmt: skip


def test_communes_of_the_territory_come_first_then_the_larger_ones():
    CommuneFactory(insee="34001", name="Valgrand", departement="34", population=90_000)
    CommuneFactory(insee="12001", name="Valhaut", departement="12", population=100)
    CommuneFactory(name="Valpetit", population=10)
    CommuneFactory(name="Valmoyen", population=20)
    assert names("val") == ["Valmoyen (48)", "Valpetit (48)", "Valgrand (34)", "Valhaut (12)"]


def test_the_beginning_of_a_postal_code_is_enough(real_communes):
    assert {match.commune.departement for match in search_communes("481", limit=100)} == {"48"}


def test_there_are_never_more_than_asked_for(real_communes):
    assert len(names("saint")) == 8
    assert len(names("saint", limit=3)) == 3


@pytest.mark.parametrize(
    "text", ["", " ", "%", "_", "'", "\\", "\0", "()", "(48)", "😀", "999999", "é" * 5000]
)
def test_what_makes_no_sense_finds_nothing(text):
    CommuneFactory(mende=True)
    assert names(text) == []
    assert resolve_commune(text).commune is None


@given(text=st.text(max_size=60), typed=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_the_search(db, text, typed):
    search_communes(text)
    resolve_commune(text, typed=typed)


def test_a_search_costs_one_query_and_two_after_a_typing_error(real_communes, django_assert_num_queries):
    with django_assert_num_queries(1):
        search_communes("mende")
    with django_assert_num_queries(1):
        search_communes("48000")
    with django_assert_num_queries(2):
        search_communes("marvejous")


def test_a_whole_name_is_settled_although_others_begin_alike(real_communes):
    assert str(resolve_commune("saint-alban-sur-limagnole").commune) == "Saint-Alban-sur-Limagnole (48)"
    assert str(resolve_commune("Alès").commune) == "Alès (30)"


def test_a_name_borne_twice_is_not_settled_without_its_departement(real_communes):
    both = resolve_commune("Saint-Privat")
    assert both.commune is None
    assert [str(match) for match in both.candidates] == ["Saint-Privat (07)", "Saint-Privat (34)"]
    assert str(resolve_commune("Saint-Privat (34)").commune) == "Saint-Privat (34)"


def test_every_commune_is_found_again_by_the_text_the_field_shows(real_communes):
    lost = [
        row.pk
        for row in Commune.objects.filter(departement="48")
        if (found := resolve_commune(str(row), typed=True).commune) is None or found.pk != row.pk
    ]
    assert lost == []


def test_a_code_in_an_address_is_an_insee_code_even_when_it_is_a_postal_code_too(real_communes):
    assert str(resolve_commune("48140").commune) == "Saint-Chély-d'Apcher (48)"


def test_a_typed_code_that_means_several_communes_is_not_guessed(real_communes):
    resolution = resolve_commune("48140", typed=True)
    assert resolution.commune is None
    assert "Le Malzieu-Ville (48)" in [str(match) for match in resolution.candidates]
    assert str(resolution.candidates[-1]) == "Saint-Chély-d'Apcher (48)"


def test_a_typed_code_with_one_meaning_is_settled(real_communes):
    assert str(resolve_commune("48095", typed=True).commune) == "Mende (48)"
    assert str(resolve_commune("34280", typed=False).commune) == "Saint-Nazaire-de-Pézan (34)"
