"""The register of all the communes of France: what it holds, and what people type to name one of them."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.db import transaction
from shapely.geometry import Point, shape

from pat_logistics.folding import fold
from pat_logistics.territory.finding import resolve_commune, search_communes
from pat_logistics.territory.models import Commune, CommuneOutline, PositionSource
from pat_logistics.territory.reference import read_outlines
from pat_logistics.territory.services import LoadReport, load_territory
from pat_logistics.territory.words import PlaceName

CASES = Path(__file__).parents[1] / "data" / "cases"
# Outlines are simplified: a town hall on the edge of its commune may stand on the other side of the line.
EDGE_DEGREES = 0.0005

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def report(django_db_setup, django_db_blocker):
    """The register, loaded once for the whole module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_territory()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _register(report):
    """Every test reads it."""


def told(text):
    """What a text typed by a person means: one code, or the codes to choose from."""
    resolution = resolve_commune(text, typed=True)
    return resolution.commune.pk if resolution.commune else [match.pk for match in resolution.candidates]


def test_every_commune_is_loaded_and_those_of_lozere_have_their_outline(report):
    assert report == LoadReport(created=34_875)
    assert Commune.objects.filter(departement="48").count() == 152
    assert CommuneOutline.objects.count() == 152
    assert not Commune.objects.filter(departement="48", outline__isnull=True).exists()
    mende = Commune.objects.get(pk="48095")
    assert (mende.name, mende.postal_codes, mende.position_source) == ("Mende", ["48000"], "town_hall")


def test_a_forced_second_load_writes_nothing():
    assert load_territory(force=True) == LoadReport(unchanged=34_875)


def test_every_position_of_lozere_lies_in_its_commune():
    outlines = {code: shape(geometry).buffer(EDGE_DEGREES) for code, geometry in read_outlines().items()}
    communes = Commune.objects.filter(departement="48")
    outside = [
        str(commune)
        for commune in communes
        if not outlines[commune.pk].contains(Point(commune.longitude, commune.latitude))
    ]
    assert outside == []


def test_no_two_town_halls_stand_on_one_point():
    halls = Commune.objects.filter(position_source=PositionSource.TOWN_HALL)
    points = Counter(halls.order_by().values_list("latitude", "longitude"))
    assert [point for point, number in points.items() if number > 1] == []


def test_the_four_communes_that_nothing_places_are_known():
    lost = Commune.objects.filter(position_source=PositionSource.NEIGHBOURS).order_by("insee")
    assert [commune.pk for commune in lost] == ["15031", "15035", "15047", "15171"]


# Each line of the file is a text that somebody typed, and the code or codes that the answer must hold.
EXPECTED = {
    "Naussac": {"12170", "48105"},
    "Quézac": {"15157", "48146"},
    "Fontanes": {"30114", "34102", "48105"},
    "Sainte-Enimie": "48146",
    "Javols": "48009",
    "Aumont-Aubrac": "48009",
    "Bagnols-les-Bains": "48027",
    "Chasseradès": "48027",
    "48076": "48009",
    "75115": "75056",
    "69383": "69123",
    "13201": "13055",
    "Paris 15e arrondissement": "75056",
    "1000": {"01053", "01344"},
    "7000": {"07186"},
    "972": {"97209"},
    "48005 MENDE CEDEX": "48095",
}
# What was settled on another commune, or not known.
SINCE_FOUND = {
    "Fraissinet": {"48065", "48116"},
    "Fraissinet-de-Lozère": "48116",
    "Saint-Maurice-de-Ventalon": "48116",
    "La Salle-Prunet": "48061",
    "Prades": {"07182", "43155", "48146", "66149"},
    "Prades (48)": "48146",
    "L'Hospitalet": {"04095", "12115"},
    "L'Hospitalet (04)": "04095",
    "Le Cheylard (07)": "07064",
    "48095.0": "48095",
    "48\u202f000 Mende": "48095",
    "Mende (Lozère)": "48095",
    "Mende, Lozère": "48095",
    "Quézac, cantal": "15157",
}


def test_the_texts_that_people_typed_are_all_answered():
    typed = re.findall(r"^([^#\t]+)\t", (CASES / "recherche_communes.txt").read_text(encoding="utf-8"), re.M)
    assert sorted(typed) == sorted(EXPECTED)


def test_every_former_commune_around_here_has_its_name():
    around = Commune.objects.filter(departement__in=["48", "07", "12", "15", "30", "34", "43"])
    assert [each for commune in around for each in commune.former_communes if not each.name] == []


@pytest.mark.parametrize(("text", "expected"), (EXPECTED | SINCE_FOUND).items())
def test_a_former_or_ambiguous_name_or_code_is_never_settled_silently(text, expected):
    found = told(text)
    if isinstance(expected, str):
        assert found == expected
    else:
        assert isinstance(found, list)
        assert expected <= set(found)
        assert set(expected) <= {match.pk for match in search_communes(text, limit=200)}


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Javols", "Javols, aujourd’hui Peyre en Aubrac (48)"),
        ("48076", "Javols, aujourd’hui Peyre en Aubrac (48)"),
        ("aumont aubrac", "Aumont-Aubrac, aujourd’hui Peyre en Aubrac (48)"),
        ("48186", "La Salle-Prunet, aujourd’hui Florac Trois Rivières (48)"),
        ("La Salle-Prunet", "La Salle-Prunet, aujourd’hui Florac Trois Rivières (48)"),
        (
            "Saint-Maurice-de-Ventalon",
            "Saint-Maurice-de-Ventalon, aujourd’hui Pont de Montvert - Sud Mont Lozère (48)",
        ),
        ("20004", "20004, ancien code de Ajaccio (2A)"),
        ("75115", "Paris 15e Arrondissement, à Paris (75)"),
        ("Mende", ""),
        ("Peyre en Aubrac", ""),
    ],
)
def test_a_name_of_yesterday_is_told_with_that_of_today(text, note):
    assert resolve_commune(text, typed=True).note == note


@pytest.mark.parametrize(
    "text", ["Paris 15", "Paris 15ème", "paris 15e arrdt", "PARIS 1er", "75015", "Paris"]
)
def test_an_arrondissement_is_its_town_however_it_is_written(text):
    assert told(text) == "75056"


@pytest.mark.parametrize(
    ("text", "insee"),
    [
        ("MENDE CEDEX", "48095"),
        ("48001 Mende Cedex 9", "48095"),
        ("20186 AJACCIO CEDEX 2", "2A004"),
        ("97261 FORT DE FRANCE CEDEX", "97209"),
    ],
)
def test_a_cedex_is_a_town_of_its_departement(text, insee):
    assert told(text) == insee


def test_a_code_that_does_not_go_with_the_name_is_not_settled():
    resolution = resolve_commune("48005 Mende", typed=True)
    assert (resolution.commune, resolution.alike) == (None, True)
    assert [match.pk for match in resolution.candidates] == ["48095"]


def test_the_departement_settles_a_name_that_two_communes_bear():
    assert told("Quézac (15)") == "15157"
    assert told("Quézac (48)") == "48146"


def test_a_name_that_a_commune_of_lozere_holds_is_not_settled_elsewhere():
    found = told("Saint-Étienne")
    assert found[:3] == ["42218", "48147", "48148"]
    assert "07231" in found  # Saint-Étienne-de-Fontbellon: the neighbours come after
    assert told("Le Cheylard") == ["07064", "48048"]  # Cheylard-l’Évêque
    assert told("Saint-Étienne (42)") == "42218"


@pytest.mark.parametrize("text", ["48 000", "48.000", "48\u00a0000", "48000.0"])
def test_a_code_in_two_parts_is_the_code(text):
    assert told(text) == told("48000")
    assert told(text)[0] == "48095"


def test_a_large_town_is_settled_by_its_name():
    towns = {"Paris": "75056", "Lyon": "69123", "Montpellier": "34172", "Alès": "30007", "Millau": "12145"}
    assert {name: told(name) for name in towns} == towns


def test_a_lost_zero_comes_before_the_beginning_of_another_code():
    assert told("1000")[:2] == ["01053", "01344"]
    assert "10387" in told("1000")  # Troyes, 10000


def test_an_unfinished_code_of_many_communes_says_that_there_are_more():
    resolution = resolve_commune("972", typed=True)
    assert (len(resolution.candidates), resolution.more) == (20, True)


def test_a_program_is_understood_by_old_codes_too():
    assert resolve_commune("48076").commune.pk == "48009"
    assert resolve_commune("48105").commune.pk == "48105"


def test_a_commune_is_found_again_by_the_text_the_field_shows():
    """« Mende (48) »; two communes of one name and one département are chosen from."""
    communes = list(Commune.objects.order_by("insee"))
    twins = Counter(fold(str(row)) for row in communes)
    asked = [row for row in communes[::300] if twins[fold(str(row))] == 1]
    assert [str(row) for row in asked if told(str(row)) != row.pk] == []


def test_the_nearest_come_first_then_the_larger():
    found = [match.commune for match in search_communes("saint-jul", limit=40)]
    rings = [
        0 if row.departement == "48" else 1 if row.departement in "07 12 15 30 34 43" else 2 for row in found
    ]
    assert rings == sorted(rings)
    elsewhere = [row.population for row, ring in zip(found, rings, strict=True) if ring == 2]
    assert elsewhere == sorted(elsewhere, reverse=True)


def test_every_search_uses_its_index():
    searches = {
        "commune_names_trigrams": [
            Commune.objects.named(PlaceName.parse("montpel")),
            Commune.objects.named(PlaceName.parse("st chely")),
            Commune.objects.named(PlaceName.parse("me")),
            Commune.objects.resembling(PlaceName.parse("marvejous")),
            Commune.objects.resembling(PlaceName.parse("mande"), loosely=True),
        ],
        "commune_postal_trigrams": [
            Commune.objects.named(PlaceName.parse("48000")),
            Commune.objects.named(PlaceName.parse("1000")),
            Commune.objects.named(PlaceName.parse("48")),
        ],
        "commune_former_codes": [Commune.objects.named(PlaceName.parse("48076"))],
        "commune_departement": [
            Commune.objects.filter(departement="48").order_by("-population", "insee"),
            Commune.objects.nearer_namesakes(PlaceName.parse("saint etienne"), "42"),
        ],
        "commune_epci": [Commune.objects.filter(epci="244800405").order_by("-population", "insee")],
        "commune_geo": [Commune.objects.within_km(44.518, 3.501, 30)],
    }
    plans = [(index, search[:8].explain()) for index, found in searches.items() for search in found]
    assert [plan for index, plan in plans if index not in plan or "Seq Scan" in plan] == []
