"""Sources of a guide: typed a line each, kept as rows, told in words."""

import pytest
from django.core.exceptions import ValidationError

from pat_logistics.portal.guides.sources import MAX_SOURCES, date_in_words, from_lines, to_lines

LINES = """21/12/2009 | Arrêté exemple | https://exemple.fr/arrete
12/2018 | Guide exemple
2023 | Étude exemple"""


def test_lines_and_rows_say_the_same():
    rows = from_lines(LINES)
    assert [row["date"] for row in rows] == ["2009-12-21", "2018-12", "2023"]
    assert [row["url"] for row in rows] == ["https://exemple.fr/arrete", "", ""]
    assert to_lines(rows) == LINES


@pytest.mark.parametrize(
    ("date", "words"), [("2009-12-21", "21 décembre 2009"), ("2018-12", "décembre 2018"), ("2023", "2023")]
)
def test_a_date_is_told_as_precisely_as_it_is_known(date, words):
    assert date_in_words(date).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    "line",
    [
        "2023",
        "2023 | ",
        "2023 | a | https://exemple.fr | encore",
        "31/02/2020 | a",
        "13/2020 | a",
        "1899 | a",
        "01/01/3000 | a",
        "hier | a",
        "2023 | " + "a" * 201,
        "2023 | a | javascript:alert(1)",
        "2023 | a | https://exemple.fr/" + "a" * 300,
    ],
)
def test_a_line_without_sense_is_named_by_its_number(line):
    with pytest.raises(ValidationError) as refused:
        from_lines(f"2023 | bon\n\n{line}")
    assert refused.value.messages[0].startswith("Ligne 3")


def test_more_sources_than_a_guide_may_hold_are_refused():
    assert len(from_lines("2023 | a\n" * MAX_SOURCES)) == MAX_SOURCES
    with pytest.raises(ValidationError):
        from_lines("2023 | a\n" * (MAX_SOURCES + 1))
