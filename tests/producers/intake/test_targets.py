"""Headers of others read as ours."""

import pytest

from pat_logistics.exchange.records import records_of
from producers.intake import targets
from producers.intake.targets import TARGETS, faults, suggested
from tests.producers.intake.lists import AGENCE_BIO, HEADERS, OVERPASS, json_of

WANTED_BIO = {
    "denominationcourante": "name",
    "numeroBio": "reference",
    "siret": "siret",
    "raisonSociale": "legal_name",
    "telephone": "phone",
    "email": "email",
    "adressesOperateurs.lieu": "address",
    "adressesOperateurs.codePostal": "postcode",
    "adressesOperateurs.ville": "commune",
    "adressesOperateurs.lat": "latitude",
    "adressesOperateurs.long": "longitude",
    "adressesOperateurs.codeCommune": "insee",
    "productions.nom": "products",
    "productions.etatProductions.etatProduction": "labels",
    "sitesWeb.url": "website",
}


def test_the_register_of_organic_farms_is_read_without_a_correction():
    headers = records_of(json_of(AGENCE_BIO), targets.is_header).headers
    assert suggested(headers) == WANTED_BIO
    assert not faults(suggested(headers))


def test_openstreetmap_is_read_without_a_correction():
    headers = records_of(json_of(OVERPASS), targets.is_header).headers
    found = suggested(headers)
    assert found == {"produce": "products"} | {
        code: code for code in ("name", "phone", "latitude", "longitude")
    }
    assert not faults(found)


def test_a_table_of_a_chamber_is_read_without_a_correction():
    assert list(suggested(HEADERS).values()) == ["name", "siret", "commune", "phone", "email", "products"]


def test_the_surest_header_wins():
    assert suggested(["Raison sociale", "Nom commercial"]) == {
        "Nom commercial": "name",
        "Raison sociale": "legal_name",
    }
    assert suggested(["Raison sociale"]) == {"Raison sociale": "name"}
    assert suggested(["Nom de l’exploitation", "Forme juridique"])["Nom de l’exploitation"] == "name"
    assert suggested(["nom", "Productions (nom)"])["nom"] == "name"


def test_no_word_means_two_things():
    words = [word for target in TARGETS.values() for word in target.words]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("columns", "at", "told"),
    [
        ({"a": "name"}, "", "commune"),
        ({"a": "commune"}, "", "nom de la ferme"),
        ({"a": "name", "b": "name", "c": "insee"}, "b", "déjà lu dans « a »"),
        ({"a": "name", "b": "latitude"}, "", "deux colonnes"),
        ({"a": "name", "b": "commune", "c": "longitude"}, "", "deux colonnes"),
    ],
)
def test_what_places_no_farm_is_told(columns, at, told):
    assert told in faults(columns)[at]


def test_name_and_place_are_enough():
    assert not faults({"a": "name", "b": "postcode", "c": ""})


def test_tables_of_open_data_are_read_without_a_correction():
    headers = [
        "nom_exploitation",
        "num_siret",
        "adresse_voie",
        "com_insee",
        "X",
        "Y",
        "lat_wgs84",
        "lon_wgs84",
    ]
    assert sorted(suggested(headers)) == sorted(set(headers) - {"X", "Y"})
    joined = suggested(["nom", "geo_point_2d"])
    assert joined == {"nom": "name", "geo_point_2d": "position"}
    assert not faults(joined)
