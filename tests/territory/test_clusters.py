"""Views of a map, and what is written of them; the maps themselves are tested with the lists they show."""

import pytest
from django import forms

from pat_logistics.territory.clusters import LABEL_LENGTH, Box, answer, as_geojson, short


def test_a_view_is_read_as_geojson_writes_it():
    assert Box.parse("3,44,4.5,45") == Box(west=3, south=44, east=4.5, north=45)
    assert Box.parse("3,44,4,45").inside == {"latitude__range": (44, 45), "longitude__range": (3, 4)}


@pytest.mark.parametrize(
    "text", ["", "3,44,4", "4,44,3,45", "3,45,4,44", "3,44,4,91", "-181,44,4,45", "nan,44,4,45", "a,b,c,d"]
)
def test_what_is_no_view_of_the_earth_is_refused(text):
    with pytest.raises(ValueError, match=r"convert|expected|,"):
        Box.parse(text)


def test_a_label_is_cut_to_what_a_map_carries():
    assert short("Ferme") == "Ferme"
    assert short("a" * LABEL_LENGTH) == "a" * LABEL_LENGTH
    assert len(short("a" * 500)) == LABEL_LENGTH


def test_a_map_program_gets_points_and_only_what_it_can_show():
    shown = [{"lat": 44.5, "lon": 3.5, "label": "Ferme", "count": 2, "bounds": [1, 2], "members": [{}]}]
    [feature] = as_geojson(shown)["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [3.5, 44.5]}
    assert feature["properties"] == {"label": "Ferme", "count": 2}


@pytest.mark.parametrize("asked", [{"zoom": "18"}, {"zoom": "-1"}, {"zoom": "x"}, {"format": "kml"}])
def test_a_view_that_does_not_exist_is_said_so(rf, asked):
    response = answer(rf.get("/carte.json", asked), forms.Form({}), lambda box, zoom: {"features": []})
    assert response.status_code == 400


def test_a_cache_asks_again_before_it_shows_a_map(rf):
    seen = []
    response = answer(
        rf.get("/carte.json", {"bbox": "3,44,4,45", "zoom": "9"}),
        forms.Form({}),
        lambda box, zoom: seen.append((box, zoom)) or {"features": []},
    )
    assert seen == [(Box(3, 44, 4, 45), 9)]
    assert "no-cache" in response["Cache-Control"]
