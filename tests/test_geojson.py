"""Every GeoJSON that leaves the portal is valid: no map program refuses one of its features."""

import json
from datetime import date

import pytest
from django.urls import get_resolver, reverse
from shapely.geometry import shape

from carriers.enums import AreaRole
from carriers.outlines import together
from needs_survey.needs.exports import Heading, as_geojson
from needs_survey.needs.figures import Figure, Line, Table
from needs_survey.needs.places import Position
from pat_logistics.territory.models import CommuneOutline
from pat_logistics.territory.reference import read_outlines, shipped_communes
from tests.cases import case
from tests.factories.accounts import advisor_of_lozere
from tests.factories.carriers import ServiceAreaFactory, SolutionFactory
from tests.factories.needs_survey import QuestionnaireFactory
from tests.factories.producers import FlowFactory, ProducerFactory
from tests.factories.territory import CommuneFactory


def invalid(found):
    """Features, alone or together, that shapely (GEOS, as in QGIS and PostGIS) does not take."""
    features = found["features"] if found["type"] == "FeatureCollection" else [found]
    assert {feature["type"] for feature in features} == {"Feature"}
    shapes = [shape(feature["geometry"]) for feature in features]
    assert shapes
    return [each for each in shapes if each.is_empty or not each.is_valid]


def routes(resolver, before=""):
    for pattern in resolver.url_patterns:
        path = before + str(pattern.pattern)
        yield from routes(pattern, path) if hasattr(pattern, "url_patterns") else [path]


def test_every_geojson_of_the_portal_is_tested_here():
    assert len([route for route in routes(get_resolver()) if "geojson" in route]) == 4


def test_the_outline_of_the_departement_is_valid(client):
    assert invalid(client.get(reverse("pages:departement_outline")).json()) == []


@pytest.mark.django_db
def test_the_flows_of_the_territory_are_valid_those_that_stay_at_home_too(client):
    QuestionnaireFactory()
    client.force_login(advisor_of_lozere())
    here, there = CommuneFactory(mende=True, epci="200006930"), CommuneFactory(florac=True, epci="200069136")
    for _ in range(3):
        farm = ProducerFactory(flows_published=True, commune=here)
        FlowFactory(producer=farm, destination=here)
    FlowFactory(producer=farm, destination=there)
    found = client.get(reverse("needs:export", args=["flux", "geojson"])).json()
    assert {feature["geometry"]["type"] for feature in found["features"]} == {"LineString", "Point"}
    assert invalid(found) == []
    public = client.get(reverse("territory_page:file", args=["flux", "geojson"])).json()
    assert public["features"] == found["features"]


def test_the_flows_of_a_territory_that_were_refused_are_valid():
    former = json.loads(case("flux_lignes_sans_longueur.geojson"))
    assert len(invalid(former)) == 7
    lines, positions = [], {}
    for feature in former["features"]:
        told, ends = feature["properties"], feature["geometry"]["coordinates"]
        key = (told["code_depart"], told["code_arrivee"])
        lines.append(Line((told["depart"], told["arrivee"]), (Figure(told["kg"]),), key))
        positions |= {code: Position(lat, lon) for code, (lon, lat) in zip(key, ends, strict=True)}
    table = Table("flux", "Flux", ("Départ", "Arrivée"), ("Kilos",), lines)
    found = as_geojson(table, positions, Heading([("Département", "Lozère")], date(2026, 11, 28), 34))
    assert len(found["features"]) == len(former["features"])
    assert invalid(found) == []


@pytest.mark.django_db
def test_the_area_of_a_solution_is_valid_though_an_outline_crosses_itself(client):
    bow_tie = [[[3, 44], [4, 45], [4, 44], [3, 45], [3, 44]]]
    commune = CommuneFactory(mende=True)
    CommuneOutline.objects.create(commune=commune, geometry={"type": "Polygon", "coordinates": bow_tie})
    solution = SolutionFactory()
    ServiceAreaFactory(solution=solution, role=AreaRole.DELIVERY, departement="48")
    assert invalid(client.get(reverse("carriers:area", args=[solution.slug])).json()) == []


@pytest.mark.django_db
def test_the_points_of_the_directory_are_valid_for_a_map_program(client):
    ProducerFactory(published=True)
    answer = client.get(reverse("producers:map"), {"format": "geojson"})
    assert answer["Content-Type"] == "application/geo+json"
    found = answer.json()
    assert invalid(found) == []
    assert all(feature["properties"]["label"] for feature in found["features"])


def test_the_areas_that_the_true_outlines_make_are_valid():
    outlines = read_outlines()
    groups = {"48": list(outlines)} | {insee: [insee] for insee in outlines}
    for commune in shipped_communes():
        if commune.insee in outlines:
            groups.setdefault(commune.epci, []).append(commune.insee)
    areas = {name: shape(together(outlines[insee] for insee in codes)) for name, codes in groups.items()}
    assert len(areas) > 152
    assert [name for name, area in areas.items() if area.is_empty or not area.is_valid] == []
