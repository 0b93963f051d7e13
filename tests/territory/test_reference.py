"""Reference files: whole or not at all, and only when they changed."""

import pytest

from pat_logistics.territory import reference
from pat_logistics.territory.models import Commune, PositionSource
from pat_logistics.territory.reference import ReferenceFileError
from pat_logistics.territory.services import load_territory
from tests.territory.samples import (
    FLORAC,
    HEADER,
    MENDE,
    changed,
    write_communes,
    write_former,
    write_outlines,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("insee", "4895", "code INSEE attendu (« 4895 »)"),
        ("insee", "48061", "déjà donné plus haut"),
        ("nom", "", "nom attendu"),
        ("nom", "M" * 81, "nom attendu"),
        ("departement", "12", "ne correspond pas au code INSEE"),
        ("codes_postaux", "4800", "codes postaux attendus"),
        ("codes_postaux", "48000;48001", "codes postaux attendus"),
        ("lat_mairie", "95", "nombre attendu entre -90 et 90 (« 95 »)"),
        ("lat_mairie", "nan", "nombre attendu"),
        ("lon_mairie", "3,5", "nombre attendu"),
        ("population", "-1", "nombre attendu"),
        ("population", "", "nombre d’habitants attendu"),
        ("population", "1e400", "nombre attendu"),
        ("epci", "12", "SIREN de neuf chiffres attendu"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column_and_nothing_is_written(folder, column, value, told):
    write_communes(folder, FLORAC, changed(MENDE, column, value))
    with pytest.raises(ReferenceFileError) as caught:
        load_territory(directory=folder)
    assert f"ligne 3, colonne {column} : " in str(caught.value)
    assert told in str(caught.value)
    assert not Commune.objects.exists()


def test_a_lone_coordinate_is_an_error(folder):
    write_communes(folder, changed(MENDE, "lon_mairie", ""))
    with pytest.raises(
        ReferenceFileError, match="ligne 2, colonne lat_mairie : une coordonnée sur deux manque"
    ):
        load_territory(directory=folder)


def test_several_errors_are_told_at_once(folder):
    write_communes(folder, changed(MENDE, "nom", ""), changed(FLORAC, "population", "beaucoup"))
    with pytest.raises(ReferenceFileError) as caught:
        load_territory(directory=folder)
    assert "ligne 2, colonne nom" in str(caught.value)
    assert "ligne 3, colonne population" in str(caught.value)


def test_a_missing_column_is_named(folder):
    write_communes(folder, MENDE, header=HEADER.replace("population", "habitants"))
    with pytest.raises(ReferenceFileError, match="ligne 1 : colonne population absente"):
        load_territory(directory=folder)


@pytest.mark.parametrize("line", ["48095,Mende,48", MENDE + ",trop"])
def test_a_line_with_too_few_or_too_many_cells_is_named(folder, line):
    write_communes(folder, line)
    with pytest.raises(ReferenceFileError, match="ligne 2 : 11 colonnes attendues"):
        load_territory(directory=folder)


def test_an_empty_list_is_refused(folder):
    write_communes(folder)
    with pytest.raises(ReferenceFileError, match="aucune commune"):
        load_territory(directory=folder)


@pytest.mark.parametrize("name", reference.FILES)
def test_a_missing_or_unreadable_file_is_named(folder, name):
    (folder / name).write_bytes(b"\xff\xfe\x00garbage")
    with pytest.raises(ReferenceFileError, match=name):
        load_territory(directory=folder)
    (folder / name).unlink()
    with pytest.raises(ReferenceFileError, match=name):
        load_territory(directory=folder)


@pytest.mark.parametrize(
    ("outlines", "told"),
    [
        ({"48999": {"type": "Polygon", "coordinates": []}}, "commune 48999 : absente de communes.csv"),
        ({"48095": {"type": "Point", "coordinates": [3, 44]}}, "commune 48095 : polygone attendu"),
        ({"48095": None}, "commune 48095 : polygone attendu"),
    ],
)
def test_an_outline_that_makes_no_sense_stops_the_load(folder, outlines, told):
    write_outlines(folder, outlines)
    with pytest.raises(ReferenceFileError, match=told):
        load_territory(directory=folder)
    assert not Commune.objects.exists()


def test_a_commune_without_town_hall_stands_at_its_centre(folder):
    line = changed(changed(MENDE, "lat_mairie", ""), "lon_mairie", "")
    write_communes(folder, line)
    load_territory(directory=folder)
    mende = Commune.objects.get()
    assert (mende.latitude, mende.longitude, mende.position_source) == (44.53, 3.49, PositionSource.CENTROID)


def test_a_commune_without_any_position_stands_among_its_postal_neighbours(folder):
    lost = "48999,Perdue,48,48000,,,,,10,,"
    write_communes(folder, MENDE, lost)
    load_territory(directory=folder)
    commune = Commune.objects.get(pk="48999")
    assert (commune.latitude, commune.position_source) == (44.51782, PositionSource.NEIGHBOURS)


def test_a_commune_that_nothing_places_is_an_error(folder):
    write_communes(folder, MENDE, "48999,Perdue,48,48190,,,,,10,,")
    with pytest.raises(ReferenceFileError, match="ligne 3, colonne lat_mairie : aucune position connue"):
        load_territory(directory=folder)


def test_a_commune_of_yesterday_is_kept_with_the_one_it_is_a_part_of(folder):
    write_former(folder, "48186,,ancien code,48061", "48999,La Salle-Exemple,deleguee,48061")
    load_territory(directory=folder)
    florac = Commune.objects.get(pk="48061")
    assert [each.now(florac) for each in florac.former_communes] == [
        "48186, ancien code de Florac Trois Rivières (48)",
        "La Salle-Exemple, aujourd’hui Florac Trois Rivières (48)",
    ]
    assert florac.names_key == "|florac trois rivieres||la salle exemple|"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("48186,,ancien code,48999", "colonne commune : absente de communes.csv"),
        ("48095,Mende,deleguee,48061", "colonne code : est celui d’une autre commune d’aujourd’hui"),
        ("48186,,deleguee,48061", "colonne nom : nom attendu, sauf pour un ancien code"),
        ("48186,,quartier,48061", "colonne type : type inconnu"),
        ("4818,,ancien code,48061", "colonne code : code INSEE attendu"),
        ("48999,A,associee,48061\n48999,B,associee,48095", "ligne 3, colonne code : déjà donné plus haut"),
    ],
)
def test_a_commune_of_yesterday_that_makes_no_sense_stops_the_load(folder, line, told):
    write_former(folder, line)
    with pytest.raises(ReferenceFileError, match=told):
        load_territory(directory=folder)
    assert not Commune.objects.exists()


def test_a_town_hall_in_another_part_of_france_stops_the_load(folder):
    write_communes(folder, changed(changed(MENDE, "lat_mairie", "45.7484"), "lon_mairie", "0.6369"))
    with pytest.raises(ReferenceFileError, match="ligne 2, colonne lat_mairie : la mairie est à 262 km"):
        load_territory(directory=folder)


def test_a_point_that_is_the_town_hall_of_two_communes_is_nobody_s(folder):
    there = changed(changed(FLORAC, "lat_mairie", "44.51782"), "lon_mairie", "3.50117")
    write_communes(folder, MENDE, changed(changed(there, "lat_centroide", "44.50"), "lon_centroide", "3.49"))
    load_territory(directory=folder)
    assert set(Commune.objects.values_list("position_source", flat=True)) == {PositionSource.CENTROID}
