"""A figure of the territory, the line and the table it stands in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.defaultfilters import pluralize
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from needs_survey.needs.rows import Sum
from pat_logistics import formats


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and how many farms it is of; `value` is None when it is masked.

    `farms` is None where the number counts farms itself.
    """

    value: float | None
    unit: str = ""
    farms: int | None = None

    def __str__(self) -> str:
        if self.value is None:
            return "masqué"
        return formats.measure(self.value, self.unit) if self.unit else formats.number(self.value)

    @property
    def is_masked(self) -> bool:
        return self.value is None

    @property
    def in_html(self) -> SafeString:
        """The number, how many farms it is of, or that it is masked: a page has hundreds of them."""
        if self.is_masked:
            return format_html('<span class="muted">{}</span>', self)
        if not self.farms:
            return format_html("{}", self)
        farms, plural = localize(self.farms), pluralize(self.farms)
        return format_html('{} <span class="of-farms">{}&nbsp;ferme{}</span>', self, farms, plural)


@dataclass(frozen=True, slots=True)
class Line:
    """What a line is about, and its figures; `key` says where it is, for a map."""

    names: tuple[str, ...]
    figures: tuple[Figure, ...]
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """`headers` name the columns of names, `measures` those of figures."""

    code: str
    title: str
    headers: tuple[str, ...]
    measures: tuple[str, ...]
    lines: list[Line]
    total: Line | None = None
    note: str = ""
    # Of what is looked for, or troubles: the solutions that answer it.
    links: tuple[tuple[str, str], ...] = ()
    # How many smaller lines there are, and what they add up to.
    left_out: tuple[int, float] = (0, 0.0)

    def row(self, line: Line, url: str = "") -> SafeString:
        """A line in HTML: its first name heads it, and opens `url`. A page has hundreds of them."""
        name, *names = line.names
        return format_html(
            '<tr><th scope="row">{}</th>{}{}</tr>\n',
            format_html('<a href="{}">{}</a>', url, name) if url else self._with_solutions(name),
            format_html_join("", '<td data-label="{}">{}</td>', zip(self.headers[1:], names, strict=True)),
            format_html_join(
                "",
                '<td class="num" data-label="{}">{}</td>',
                ((of, figure.in_html) for of, figure in zip(self.measures, line.figures, strict=True)),
            ),
        )

    @property
    def rows(self) -> SafeString:
        """The lines that say something, then the total."""
        lines = [*self.told, self.total] if self.total else self.told
        return format_html_join("", "{}", ((self.row(line),) for line in lines))

    @property
    def measure_rows(self) -> SafeString:
        """The same table by what is counted."""
        return format_html_join(
            "\n",
            '<tr><th scope="row">{}</th><td class="num" data-label="Fermes">{}</td>'
            '<td data-label="Où" class="prose">{}</td></tr>',
            (
                (
                    self._with_solutions(measure),
                    figure.in_html,
                    format_html_join(", ", "{}&nbsp;({})", places),
                )
                for measure, figure, places in self.by_measure
            ),
        )

    def _with_solutions(self, name: str) -> SafeString:
        """What a line is about, and the solutions that answer it, where some do."""
        told = (
            ' <a class="of-farms" href="{}">Solutions'
            '<span class="visually-hidden"> qui répondent à\u00a0: {}</span></a>'
        )
        found = ((url, name) for wish, url in self.links if wish == name)
        return format_html("{}{}", name, format_html_join("", told, found))

    @property
    def every_line(self) -> list[Line]:
        return [*self.lines, self.total] if self.total else self.lines

    @property
    def is_empty(self) -> bool:
        return not any(figure.value != 0 for line in self.every_line for figure in line.figures)

    @property
    def told(self) -> list[Line]:
        """The lines that say something."""
        return [line for line in self.lines if any(figure.value for figure in line.figures)]

    @property
    def by_measure(self) -> list[tuple[str, Figure, list[tuple[str, Figure]]]]:
        """The same table by what is counted: each measure, its total, and the lines that say something."""
        if not self.total:
            return []
        found = [
            (measure, figure, [(line.names[0], line.figures[place]) for line in self.lines])
            for place, (measure, figure) in enumerate(zip(self.measures, self.total.figures, strict=True))
        ]
        return [
            (measure, figure, [(name, each) for name, each in lines if each.value])
            for measure, figure, lines in sorted(found[1:], key=lambda row: -(row[1].value or 0))
            if figure.value != 0
        ]

    @property
    def hides_places(self) -> bool:
        """Whether something is counted whose places may not be told, one by one."""
        return any(not places for _, _, places in self.by_measure)

    @property
    def told_share(self) -> float | None:
        """How much of the total its lines that are told add up to, 0 to 1; None without a total told."""
        whole = self.total.figures[0].value if self.total else None
        return sum(line.figures[0].value or 0 for line in self.told) / whole if whole else None

    @property
    def masked(self) -> int:
        return sum(all(figure.is_masked for figure in line.figures) for line in self.lines)


def figure_of(found: Sum | None, unit: str = "") -> Figure:
    if found is None:
        return Figure(None, unit)
    return Figure(found.value, unit, found.farms if unit else None)


def biggest_first(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-(line.figures[0].value or 0), line.names))
