"""Masked tables as files, each of which says what it is of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import slugify

from needs_survey.needs.charts import bars_of
from needs_survey.needs.figures import Figure, Table
from needs_survey.needs.flow_map import drawn
from needs_survey.needs.masking import MAX_SHARE, MIN_FARMS
from needs_survey.needs.places import Position, positions_of
from pat_logistics import formats
from pat_logistics.exchange.writing import Cell, Sheet

SHOWN, MASKED = "donné", "masqué"


# What every file says of the figures that are not in it.
MASK_NOTE = (
    f"Masqué\u00a0: moins de {MIN_FARMS} fermes, ou plus de {MAX_SHARE:.0%} d’une seule, "
    "ou ce qui permettrait de le retrouver."
).replace("85%", "85\u00a0%")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a file is of: the filters in words, the day of its edition, and the farms that count.

    `answering`: of how many of them the figures are, when it is known and fewer.
    """

    filters: list[tuple[str, str]]
    made_on: date
    farms: int
    answering: int = 0

    @property
    def words(self) -> str:
        return "\u00a0; ".join(f"{name}\u00a0: {value}" for name, value in self.filters)

    @property
    def values(self) -> str:
        return ", ".join(value for _, value in self.filters)

    @property
    def source(self) -> str:
        counted = "1 ferme compte" if self.farms == 1 else f"{self.farms} fermes comptent"
        if 0 < self.answering < self.farms:
            counted = f"{self.answering} fermes, sur {self.farms} qui comptent"
        return f"PAT Logistique, édition du {formats.french_day(self.made_on)}\u00a0: {counted}."

    def filename(self, code: str) -> str:
        asked = "-".join(slugify(value)[:40] for _, value in self.filters)
        return f"besoins-{code}-{asked}-{self.made_on:%Y-%m-%d}"


def _headers(table: Table) -> list[str]:
    found = list(table.headers)
    units = table.every_line[0].figures if table.every_line else [Figure(0)] * len(table.measures)
    for measure, figure in zip(table.measures, units, strict=True):
        found.append(f"{measure} ({figure.unit})" if figure.unit else measure)
        if figure.unit:
            found.append(f"{measure}, fermes")
        found.append(f"{measure}, statut")
    return found


def _rows(table: Table) -> Iterator[list[Cell]]:
    """Names, then each figure, of how many farms, empty when it is masked, and its status."""
    for line in table.every_line:
        cells: list[Cell] = list(line.names)
        for figure in line.figures:
            cells.append(None if figure.value is None else round(figure.value, 1))
            if figure.unit:
                cells.append(figure.farms)
            cells.append(MASKED if figure.is_masked else SHOWN)
        yield cells


def sheets_of(table: Table, heading: Heading, kind: str) -> list[Sheet]:
    """The table and what was asked: on each line of a CSV, for any tool to read; on a sheet of a workbook."""
    headers, rows = _headers(table), _rows(table)
    if kind == "csv":
        asked = [heading.words, f"{heading.made_on:%Y-%m-%d}"]
        return [Sheet(table.title, [*headers, "Filtres", "Établi le"], ([*row, *asked] for row in rows))]
    about: list[tuple[str, Cell]] = [
        ("Tableau", table.title),
        *heading.filters,
        ("Source", heading.source),
        ("Masque", MASK_NOTE),
        ("Établi le", heading.made_on),
    ]
    figures = Sheet("Chiffres", headers, rows, frozen=len(table.headers), width=22)
    return [figures, Sheet("Filtres", (), about, width=40)]


def as_svg(table: Table, heading: Heading, departements: Iterable[str]) -> str:
    """A drawing that stands alone, with its title, filters, date, source and mask note; a map of flows."""
    context: dict[str, Any] = {"heading": heading, "table": table, "note": MASK_NOTE}
    if table.code == "flux":
        positions = positions_of({code for line in table.lines for code in line.key}, "epci")
        drawing = drawn([(line, "") for line in table.lines], positions, departements)
        if drawing:
            return render_to_string("needs_survey/needs/map_alone.svg", context | {"map": drawing})
    return render_to_string("needs_survey/needs/bars_alone.svg", context | {"chart": bars_of(table)})


CONTACTS = [
    "Ferme", "Commune", "Contact", "Téléphone", "Courriel", "D’accord pour être recontactée", "Livraisons",
    "Véhicule",
]  # fmt: skip


def contacts(lines: Iterable[list[str]]) -> Sheet:
    """The farms of a group."""
    return Sheet("Fermes", CONTACTS, lines, width=24)


def as_geojson(table: Table, positions: dict[str, Position], heading: Heading) -> dict[str, Any]:
    """A line, or a point when it goes nowhere else, a flow between two known places."""
    return {
        "type": "FeatureCollection",
        "name": table.title,
        "filtres": dict(heading.filters),
        "source": heading.source,
        "note": MASK_NOTE,
        "features": [
            {
                "type": "Feature",
                "geometry": _line_or_point([positions[code] for code in line.key]),
                "properties": {
                    "depart": line.names[0],
                    "arrivee": line.names[1],
                    "code_depart": line.key[0],
                    "code_arrivee": line.key[1],
                    "kg": None if line.figures[0].value is None else round(line.figures[0].value, 1),
                    "fermes": line.figures[0].farms,
                    "statut": MASKED if line.figures[0].is_masked else SHOWN,
                },
            }
            for line in table.lines
            if all(code in positions for code in line.key)
        ],
    }


def _line_or_point(places: list[Position]) -> dict[str, Any]:
    """Longitude first, as GeoJSON wants it; a line between two equal positions would not be valid."""
    ends = [[place.lon, place.lat] for place in places]
    if ends[0] == ends[-1]:
        return {"type": "Point", "coordinates": ends[0]}
    return {"type": "LineString", "coordinates": ends}
