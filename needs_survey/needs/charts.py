"""Bars of a table, drawn on the server: name above, figure beside, so that they read on a phone too."""

from dataclasses import dataclass

import resvg_py

from needs_survey.needs.figures import Figure, Table

WIDTH, ROW, BAR, TOP = 640, 54, 16, 8
PNG_WIDTH = 1280
LONGEST_CHART = 24


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    figure: Figure
    y: int
    length: float


@dataclass(frozen=True, slots=True)
class Bars:
    title: str
    bars: list[Bar]
    height: int
    left_out: int
    width: int = WIDTH
    bar: int = BAR


def bars_of(table: Table) -> Bars:
    """The lines that say something, of a table of one measure; the totals of a table of several."""
    if len(table.measures) > 1 and table.total:
        named = list(zip(table.measures, table.total.figures, strict=True))
    else:
        named = [(" → ".join(line.names), line.figures[0]) for line in table.lines]
    named = [(name, figure) for name, figure in named if figure.value != 0] or named
    left_out = max(len(named) - LONGEST_CHART, 0)
    named = named[:LONGEST_CHART]
    most = max((figure.value or 0 for _, figure in named), default=0) or 1
    bars = [
        Bar(name, figure, TOP + ROW * rank, round(WIDTH * (figure.value or 0) / most, 1))
        for rank, (name, figure) in enumerate(named)
    ]
    return Bars(table.title, bars, TOP + ROW * (len(bars) + bool(left_out)), left_out)


def as_png(svg: str) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=PNG_WIDTH, background="white"))
