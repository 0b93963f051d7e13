"""The map of the flows as a drawing: what is drawn, where, how wide, under which name."""

import re

import pytest

from needs_survey.needs.figures import Figure, Line
from needs_survey.needs.flow_map import MOST_LINES, MOST_NAMES, THINNEST, WIDEST, WIDTH, _rounded, drawn
from needs_survey.needs.places import Position

# Of Lozère, and one far from it.
PLACES = {
    "mende": Position(44.52, 3.50),
    "florac": Position(44.32, 3.59),
    "langogne": Position(44.72, 3.85),
    "paris": Position(48.86, 2.35),
}


def line(origin, arrival, kg, farms=3):
    return Line(
        (f"CC de {origin.title()}", f"CC de {arrival.title()}"), (Figure(kg, "kg", farms),), (origin, arrival)
    )


def map_of(*lines, places=PLACES, departements=("48",), **more):
    return drawn([(each, f"/{number}") for number, each in enumerate(lines)], places, departements, **more)


def ends_of(path):
    """The first point of a ribbon, and the middle of its tip."""
    points = [tuple(map(float, pair.split())) for pair in re.findall(r"[-\d.]+ [-\d.]+", path)]
    half = len(points) // 2
    start = tuple((a + b) / 2 for a, b in zip(points[0], points[-1], strict=True))
    end = tuple((a + b) / 2 for a, b in zip(points[half - 1], points[half], strict=True))
    wide = sum((a - b) ** 2 for a, b in zip(points[0], points[-1], strict=True)) ** 0.5
    return start, end, wide


def test_a_ribbon_goes_from_one_place_to_the_other_and_opens_its_address():
    drawing = map_of(line("mende", "florac", 100.0))
    [ribbon] = drawing.ribbons
    start, end, wide = ends_of(ribbon.path)
    assert [start, end] == [pytest.approx(spot, abs=0.2) for spot in drawing.spots]
    assert wide == pytest.approx(WIDEST, abs=0.3)
    assert ribbon.title == "CC de Mende → CC de Florac\u00a0: 100\u202fkg, 3 fermes"
    assert ribbon.url == "/0"


def test_the_width_is_the_share_of_the_greatest_and_never_too_thin_to_be_seen():
    drawing = map_of(
        line("mende", "florac", 100.0), line("florac", "mende", 50.0), line("mende", "langogne", 0.1)
    )
    wide = [ends_of(ribbon.path)[2] for ribbon in drawing.ribbons]
    assert wide == [pytest.approx(each, abs=0.3) for each in (WIDEST, WIDEST / 2, THINNEST)]


def test_the_way_back_lies_beside_the_way_there():
    there, back = map_of(line("mende", "florac", 100.0), line("florac", "mende", 100.0)).ribbons
    assert there.path != back.path


def test_what_stays_where_it_is_made_is_a_ring():
    drawing = map_of(line("mende", "mende", 100.0, farms=1), line("florac", "florac", 25.0))
    assert [ring.radius for ring in drawing.rings] == [30.0, 15.0]
    assert drawing.rings[0].title == "CC de Mende, sur place\u00a0: 100\u202fkg, 1 ferme"
    assert (drawing.ribbons, drawing.scales) == ([], [])


def test_what_is_masked_or_of_an_unknown_place_is_not_drawn():
    assert map_of(line("mende", "florac", None), line("mende", "nowhere", 5.0)) is None
    assert len(map_of(line("mende", "florac", None), line("mende", "mende", 5.0)).rings) == 1


def test_a_place_beyond_the_drawing_stands_at_its_edge_and_it_is_said():
    near, far = map_of(line("mende", "florac", 1.0)), map_of(line("mende", "paris", 1.0))
    assert (near.has_beyond, far.has_beyond) == (False, True)
    x, y = far.spots[1]
    assert 0 <= x <= WIDTH
    assert y == pytest.approx(12.0, abs=0.1)  # Paris is north


def test_what_comes_from_elsewhere_says_so_and_opens_nothing():
    drawing = map_of(line("mende", "mende", 5.0), incoming=[line("paris", "mende", 9.0)])
    [ribbon] = drawing.ribbons
    assert (drawing.has_incoming, ribbon.comes_in, ribbon.url) == (True, True, "")


def test_no_name_covers_another_nor_leaves_the_drawing():
    places = {f"p{rank}": Position(44.3 + rank % 5 / 10, 3.3 + rank // 5 / 10) for rank in range(25)}
    lines = [line(f"p{rank}", f"p{rank + 1}", 100.0 - rank) for rank in range(24)]
    names = map_of(*lines, places=places).names
    assert 1 < len(names) <= MOST_NAMES
    assert len({(name.x, name.y) for name in names}) == len(names)
    assert all(0 <= name.x <= WIDTH for name in names)


def test_a_name_is_said_without_what_kind_of_grouping_it_is():
    name = map_of(line("mende", "mende", 5.0)).names[0]
    assert name.words == ["Mende"]


def test_only_the_greatest_lines_are_drawn():
    lines = [line("mende", "florac", float(rank)) for rank in range(1, MOST_LINES + 6)]
    drawing = map_of(*lines)
    assert len(drawing.ribbons) == MOST_LINES
    assert "45\u202fkg" in drawing.ribbons[0].title


def test_without_an_outline_the_drawing_is_around_where_flows_leave():
    both_ways = line("mende", "florac", 5.0), line("florac", "mende", 5.0)
    drawing = map_of(*both_ways, departements=["99", "../48"])
    assert drawing.outlines == []
    assert not drawing.has_beyond


@pytest.mark.parametrize(
    ("kg", "rounded"), [(1.0, 1.0), (4.9, 2.0), (99.0, 50.0), (100.0, 100.0), (0.3, 0.2), (0.0, 1.0)]
)
def test_the_legend_has_round_figures(kg, rounded):
    assert _rounded(kg) == pytest.approx(rounded)
