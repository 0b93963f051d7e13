import pytest
from hypothesis import given
from hypothesis import strategies as st

from pat_logistics.vocabulary import Month, SeasonLevel
from producers.seasons import months_in_words, season_in_words, season_of, season_strip

LEVELS = dict(zip("0123", SeasonLevel.values, strict=True))


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (range(1, 13), "toute l’année"),
        ([3], "en mars"),
        ([6, 7], "en juin et juillet"),
        ([5, 6, 7, 8, 9, 10], "de mai à octobre"),
        ([8, 9, 10], "d’août à octobre"),
        ([4, 5, 6], "d’avril à juin"),
        ([11, 12, 1, 2], "de novembre à février"),
        ([3, 6, 7, 8], "en mars, de juin à août"),
        ([1, 2, 12, 5], "en mai, de décembre à février"),
    ],
)
def test_months_are_said_as_people_say_them(months, words):
    assert months_in_words(months) == words


@pytest.mark.parametrize(
    ("season", "words"),
    [
        ("222222222222", "toute l’année"),
        ("333333333333", "toute l’année"),
        ("222223332222", "toute l’année, surtout de juin à août"),
        ("000013310000", "de mai à août, surtout en juin et juillet"),
        ("000000000000", "pas cette année"),
    ],
)
def test_a_season_says_when_there_is_some_and_when_there_is_most(season, words):
    assert season_in_words([LEVELS[level] for level in season]) == words


@given(st.sets(st.sampled_from(Month.values), min_size=1, max_size=11))
def test_a_month_is_named_only_if_it_counts(months):
    named = {month.value for month in Month if month.label in months_in_words(months)}
    assert named <= months


def test_a_strip_names_each_month_in_order():
    strip = season_strip([SeasonLevel.PEAK] + [SeasonLevel.NONE] * 11)
    assert [month for month, _, _ in strip] == Month.labels
    assert strip[0] == ("janvier", "peak", "pleine saison")


def test_a_season_nobody_told_is_said_so_and_is_not_all_year():
    assert season_of([None] * 12) == season_of(["", ""]) == season_of([]) == []
    assert season_in_words([]) == "saison non précisée"
    assert season_strip([]) == []
    assert months_in_words([]) == "mois non précisés"


def test_a_month_left_empty_beside_others_is_a_month_without():
    assert season_of([None] * 5 + ["peak", "peak"]) == ["none"] * 5 + ["peak"] * 2 + ["none"] * 5
