"""Tables drawn as bars."""

import re

from django.template.loader import render_to_string

from needs_survey.needs.charts import as_png, bars_of
from needs_survey.needs.figures import Figure, Line, Table


def test_a_drawing_too_long_says_how_many_lines_it_leaves_out():
    lines = [Line((f"Lieu {rank}",), (Figure(100.0 - rank),)) for rank in range(26)]
    table = Table("attentes", "Attentes", ("Lieu",), ("Fermes",), lines)
    drawing = render_to_string("needs_survey/needs/bars.svg", {"chart": bars_of(table)})
    assert drawing.count("<text") == 2 * 24 + 1
    assert "et 2 autres" in drawing


def test_a_picture_has_its_words():
    table = Table("attentes", "Attentes", ("Lieu",), ("Fermes",), [Line(("Gévaudan",), (Figure(3.0),))])
    svg = render_to_string("needs_survey/needs/bars.svg", {"chart": bars_of(table)})
    assert as_png(svg) != as_png(re.sub(r"<text.*?</text>", "", svg))


def table_of(*values, total=None):
    lines = [Line((f"Lieu {rank}",), (Figure(value),)) for rank, value in enumerate(values)]
    return Table("attentes", "Attentes", ("Lieu",), ("Fermes",), lines, total)


def test_bars_are_to_each_other_as_their_figures():
    assert [bar.length for bar in bars_of(table_of(8.0, 4.0, 1.0)).bars] == [640.0, 320.0, 80.0]


def test_what_is_masked_keeps_its_line_without_a_length():
    assert [(bar.name, bar.length) for bar in bars_of(table_of(8.0, None)).bars] == [
        ("Lieu 0", 640.0),
        ("Lieu 1", 0.0),
    ]


def test_nothing_is_left_out_where_there_is_nothing_else():
    assert [bar.name for bar in bars_of(table_of(3.0, 0.0)).bars] == ["Lieu 0"]
    assert [bar.length for bar in bars_of(table_of(0.0, 0.0)).bars] == [0.0, 0.0]
    assert bars_of(table_of()).bars == []


def test_a_table_of_several_measures_is_drawn_by_its_totals():
    total = Line(("Total",), (Figure(5.0), Figure(2.0)))
    drawn = bars_of(Table("attentes", "Attentes", ("Lieu",), ("Fermes", "Groupage"), [], total))
    assert [(bar.name, bar.length) for bar in drawn.bars] == [("Fermes", 640.0), ("Groupage", 256.0)]
