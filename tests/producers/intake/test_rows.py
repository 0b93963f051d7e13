"""What a record says of a farm, and what of it is left with the reason."""

import pytest

from pat_logistics.exchange.records import records_of
from pat_logistics.vocabulary import Label, ProductFamily
from producers.intake import targets
from producers.intake.rows import GARBLED_NAME, ROUNDED, Reading
from tests.factories.territory import CommuneFactory
from tests.producers.intake.lists import AGENCE_BIO, OVERPASS, SIRET, ZERO_SIRET, json_of

pytestmark = pytest.mark.django_db


def read(told, departements=("48",)):
    """A record, its values by target."""
    columns = {code: code for code in told}
    return Reading(list(told), columns, departements).read(2, list(told.values()))


def read_json(told):
    found = records_of(json_of(told), targets.is_header)
    number, texts = found.rows[0]
    return Reading(found.headers, targets.suggested(found.headers), ["48"]).read(number, texts)


def farm(**told):
    return read({"name": "Ferme du Vent", "insee": "48095"} | told)


def test_the_register_of_organic_farms(mende):
    found = read_json(AGENCE_BIO)
    assert found.values == {
        "name": "La ferme du Causse",
        "siret": SIRET,
        "commune_id": "48095",
        "address": "Le Causse",
        "latitude": 44.52,
        "longitude": 3.5,
        "phone": "04 66 00 00 01",
        "email": "causse@exemple.fr",
        "website": "https://causse.exemple.fr",
        "labels": [Label.ORGANIC],
    }
    assert found.families == [ProductFamily.CHEESE]
    assert (found.faults, found.notes) == ([], [])


def test_openstreetmap_says_where_and_the_commune_is_the_nearest(mende, florac):
    found = read_json(OVERPASS)
    assert found.values["commune_id"] == mende.pk
    assert found.families == [ProductFamily.HONEY, ProductFamily.EGGS]
    assert found.values["phone"] == "04 66 00 00 03"


@pytest.mark.parametrize(
    "place",
    [
        {"insee": "48095"},
        {"insee": "48095.0"},
        {"commune": "mende"},
        {"commune": "MENDE", "postcode": "48000"},
        {"commune": "Mende", "postcode": "99999"},
        {"insee": "99999", "commune": "Mende"},
        {"commune": "Mende (48)"},
    ],
)
def test_a_commune_is_told_in_many_ways(mende, florac, place):
    found = read({"name": "Ferme"} | place)
    assert (found.values.get("commune_id"), found.faults) == ("48095", [])


def test_a_former_commune_is_told_with_its_name_of_today():
    CommuneFactory(peyre=True)
    found = read({"name": "Ferme", "commune": "Javols"})
    assert found.values["commune_id"] == "48009"
    assert "aujourd\u2019hui" in found.notes[0]


def test_what_may_be_two_communes_is_not_guessed():
    CommuneFactory(name="Saint-Vent", postal_codes=["48100"])
    CommuneFactory(name="Saint-Vent-le-Haut", postal_codes=["48100"])
    found = read({"name": "Ferme", "postcode": "48100"})
    assert "peut être" in found.faults[0]


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"insee": "48095"}, "nom de la ferme"),
        ({"name": "Ferme"}, "la commune"),
        ({"name": "…", "insee": "48095"}, "nom de la ferme"),
        ({"name": "12", "insee": "48095"}, "deux lettres"),
        ({"name": "Ferme \u202etneV ud", "insee": "48095"}, "signe invisible"),
        ({"name": "Ferme", "commune": "Atlantis"}, "ne connaissons pas"),
        ({"name": "F" * 121, "insee": "48095"}, "120 caractères"),
        ({"name": "Ferme", "latitude": "-50", "longitude": "10"}, "près d\u2019aucune commune"),
        ({"name": "Ferme", "latitude": "0", "longitude": "0"}, "la commune"),
    ],
)
def test_what_cannot_be_a_farm_is_refused(mende, told, fault):
    assert fault in " ".join(read(told).faults)


def test_an_advisor_enters_farms_of_the_own_departements(lozere):
    refused = read({"name": "Mas", "commune": "Montpellier"})
    assert "n\u2019est pas dans un département que vous suivez" in refused.faults[0]
    assert not read({"name": "Mas", "commune": "Montpellier"}, None).faults


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("812 345 678 00013", SIRET),
        ("81234567800013.0", SIRET),
        ("81234567800013,0", SIRET),
        (ZERO_SIRET.lstrip("0"), ZERO_SIRET),
        ("81234567800014", None),
        ("123", None),
        ("8,12E+13", None),
    ],
)
def test_a_siret_is_read_or_left_and_told(mende, typed, kept):
    found = farm(siret=typed)
    assert found.values.get("siret") == kept
    assert bool(found.notes) is (kept is None)
    assert not found.faults


def test_a_rounded_siret_says_why(mende):
    assert ROUNDED in farm(siret="8,12E+13").notes[0]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0466000001", "04 66 00 00 01"),
        ("466000001", "04 66 00 00 01"),
        ("04.66.00.00.01 / 06 00 00 00 00", "04 66 00 00 01"),
        ("demander à la ferme", None),
    ],
)
def test_a_telephone(mende, typed, kept):
    found = farm(phone=typed)
    assert found.values.get("phone") == kept
    assert any("pas un numéro" in note for note in found.notes) is (kept is None)


@pytest.mark.parametrize(
    ("column", "typed", "kept"),
    [
        ("email", "a@exemple.fr ; b@exemple.fr", "a@exemple.fr"),
        ("email", "pas d\u2019adresse", None),
        ("website", "www.exemple.fr", "https://www.exemple.fr"),
        ("website", "javascript:alert(1)", None),
        ("website", "https://exemple.fr/" + "x" * 300, None),
    ],
)
def test_addresses_of_the_web(mende, column, typed, kept):
    found = farm(**{column: typed})
    assert found.values.get(column) == kept
    assert bool(found.notes) is (kept is None)


@pytest.mark.parametrize(
    ("latitude", "longitude", "kept"),
    [("44,52", "3,5", True), ("48.85", "2.35", False), ("44.5", "", False), ("nan", "3.5", False)],
)
def test_a_position_far_from_its_commune_is_left(mende, latitude, longitude, kept):
    found = farm(latitude=latitude, longitude=longitude)
    assert ("latitude" in found.values) is kept
    assert bool(found.notes) is not kept
    assert not found.faults


@pytest.mark.parametrize(("typed", "kept"), [("J. B.", True), ("12", False), ("Lo\u202e", False)])
def test_a_contact_is_a_name(mende, typed, kept):
    found = farm(contact_name=typed, address="Le Mas\u202e")
    assert ("contact_name" in found.values) is kept
    assert "address" not in found.values


def test_what_is_not_understood_is_told_and_keeps_nothing_out(mende):
    found = farm(products="prairies", legal_form="association", description="x" * 2_000)
    assert len(found.notes) == 2
    assert not found.faults


@pytest.mark.parametrize(
    ("typed", "kept", "other"),
    [
        ("466000001.0", "04 66 00 00 01", None),
        ("0466000001.0", "04 66 00 00 01", None),
        ("04/66/00/00/01", "04 66 00 00 01", None),
        ("04 66 00 00 01, 06 11 22 33 44", "04 66 00 00 01", "06 11 22 33 44"),
        ("04 66 00 00 01 06 11 22 33 44", "04 66 00 00 01", "06 11 22 33 44"),
        ("Tél. : 04.66.00.00.01 / port. 06.11.22.33.44", "04 66 00 00 01", "06 11 22 33 44"),
        ("04 66 00 00 01 (le soir)", "04 66 00 00 01", None),
        ("04 66 00 00 01 23", None, None),
        ("04 66 00 00 01 ; 466000001", "04 66 00 00 01", None),
    ],
)
def test_the_first_of_several_telephones_is_kept_and_the_others_told(mende, typed, kept, other):
    found = farm(phone=typed)
    assert found.get("phone") == (kept or "")
    told = " ".join(found.notes)
    assert (other in told) if other else ("Autre téléphone" not in told)
    assert bool(found.notes) is (kept is None or other is not None)


def test_a_position_alone_says_which_commune_was_taken(mende):
    found = read({"name": "Ferme", "latitude": "44.52", "longitude": "3.5"})
    assert found.notes == ["Commune la plus proche de la position : Mende (48). À vérifier."]


def test_a_sign_that_was_lost_refuses_a_name_and_leaves_a_text(mende):
    assert read({"name": "Ferme \ufffd", "insee": "48095"}).faults == [GARBLED_NAME]
    assert "address" not in farm(address="Le Mas \ufffd").values


@pytest.mark.parametrize("axis", ["nan", "inf", "-inf", "1e999", "9" * 400])
def test_a_position_that_is_no_number_is_left(mende, axis):
    assert farm(latitude=axis, longitude="3.5").notes == ["Position illisible : laissée de côté."]


def test_a_farm_without_a_usual_name_has_that_of_its_company(mende):
    told = {"name": "", "legal_name": "GAEC DU CAUSSE", "insee": "48095"}
    assert read(told).name == "GAEC DU CAUSSE"
    assert farm(legal_name="GAEC DU CAUSSE").name == "Ferme du Vent"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("44.52, 3.5", True),
        ("[3.5, 44.52]", True),
        ("44.52 ; 3.5", True),
        ("44.52", False),
        ("nan, inf", False),
        ("POINT (3.5 44.52)", True),
    ],
)
def test_a_position_in_one_cell_is_read_in_either_order(mende, typed, kept):
    found = farm(position=typed)
    assert found.values.get("latitude") == (44.52 if kept else None)
    assert bool(found.notes) is not kept
