"""A filter cut into words."""

import pytest

from pat_logistics.portal.open_data.ogc.tokens import MAX_LENGTH, FilterError, Kind, tokens_of


def words(text):
    return [(token.kind, token.text) for token in tokens_of(text)][:-1]


def test_words_have_their_kind():
    assert words("""a <= -1.5e3 AND "b c" <> 'd'""") == [
        (Kind.NAME, "a"),
        (Kind.SIGN, "<="),
        (Kind.NUMBER, "-1.5e3"),
        (Kind.NAME, "AND"),
        (Kind.QUOTED, "b c"),
        (Kind.SIGN, "<>"),
        (Kind.TEXT, "d"),
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [("'l''eau'", "l'eau"), (r"'l\'eau'", "l'eau"), (r"'50\%'", r"50\%"), ("''", ""), ("' a '", " a ")],
)
def test_a_text_may_hold_apostrophes(written, read):
    assert words(written) == [(Kind.TEXT, read)]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("a = 'open", 5),
        ("a ; b", 3),
        ("é = 1", 1),
        ("a = 1e", 5),
        ("a = 12abc", 5),
        ("  #", 3),
        ("@", 1),
    ],
)
def test_what_does_not_read_is_told_by_its_place(text, at):
    with pytest.raises(FilterError, match=f"Caractère {at}\u00a0:") as caught:
        list(tokens_of(text))
    assert caught.value.at == at


def test_the_end_has_a_place():
    assert [token.at for token in tokens_of("ab  ")] == [1, 3]


def test_a_filter_is_not_endless():
    with pytest.raises(FilterError):
        list(tokens_of("a" * (MAX_LENGTH + 1)))


def test_a_long_open_text_is_refused_at_once():
    with pytest.raises(FilterError):
        list(tokens_of("'" + r"\''" * 1_000))
