"""What may leave: what is told, what is hidden, and what was never decided on."""

import numpy as np
import pytest

from needs_survey.needs.releases import FLOW_TABLES, OnScreen, Release, Released, release_of
from needs_survey.needs.rows import Codes, Rows, Sum

THREE_AND_ONE = Rows(
    Codes.of(list("abcd")),
    np.array([10.0, 10.0, 10.0, 5.0]),
    {"epci": Codes.of(["west", "west", "west", "east"]), "family": Codes.of(["cheese"] * 4)},
    {},
)


def key(**conditions):
    return frozenset(conditions.items())


def test_a_figure_that_was_never_decided_on_is_not_given():
    release = release_of(THREE_AND_ONE, ((), ("epci",)))
    with pytest.raises(KeyError):
        release.of(key(family="cheese"))
    with pytest.raises(KeyError):
        release.lines("family", {})


def test_of_what_nobody_does_there_is_nothing_unless_that_names_a_farm_alone():
    release = Release(
        {key(): Sum(9.0, 3), key(epci="west"): Sum(9.0, 3)},
        frozenset([key(epci="east")]),
        frozenset(map(frozenset, ((), ("epci",), ("epci", "family"), ("family",)))),
    )
    assert release.of(key(epci="north")) == Sum(0.0, 0)
    assert release.of(key(epci="west", family="honey")) == Sum(0.0, 0)
    assert release.of(key(epci="east", family="honey")) is None


def test_on_screen_every_figure_is_told():
    screen = OnScreen(THREE_AND_ONE)
    assert screen.by("epci") == {"west": Sum(30.0, 3), "east": Sum(5.0, 1)}
    assert screen.total(epci="east") == Sum(5.0, 1)
    assert screen.total(epci="north") == Sum(0.0, 0)


def test_what_leaves_hides_the_farm_that_is_alone_and_whoever_gives_it_away():
    released = Released(release_of(THREE_AND_ONE, ((), ("epci",))), {})
    assert released.by("epci")["east"] is None
    assert released.total() is None or released.by("epci")["west"] is None


def test_a_filter_on_what_the_lines_are_leaves_that_one_line():
    release = Release(
        {key(epci=place): Sum(9.0, 3) for place in ("west", "east")},
        frozenset(),
        frozenset([frozenset(["epci"])]),
    )
    assert Released(release, {"epci": "west"}).by("epci") == {"west": Sum(9.0, 3)}


def test_all_that_leaves_a_place_is_what_goes_from_there():
    pairs = [("west", "west"), ("west", "east"), ("east", "west")]
    release = Release(
        {key(pair=pair): Sum(9.0, 3) for pair in pairs}, frozenset(), frozenset([frozenset(["pair"])])
    )
    assert list(Released(release, {"epci": "west"}).by("pair")) == pairs[:2]


def test_no_table_is_decided_on_twice():
    assert len({frozenset(table) for table in FLOW_TABLES}) == len(FLOW_TABLES)
