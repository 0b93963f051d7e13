"""Tables as files, with the filters and the masking of the page."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import xlsxwriter

from needs_survey.needs.places import Position
from needs_survey.needs.tables import Figure, Table
from pat_logistics.csv_files import safe_csv
from pat_logistics.sheets import WRITING

SHOWN, MASKED = "donné", "masqué"


def _headers(table: Table) -> list[str]:
    found = list(table.headers)
    units = table.every_line[0].figures if table.every_line else [Figure(0)] * len(table.measures)
    for measure, figure in zip(table.measures, units, strict=True):
        found += [f"{measure} ({figure.unit})" if figure.unit else measure, f"{measure}, statut"]
    return found


def _rows(table: Table) -> Iterator[list[Any]]:
    """Names, then each figure, empty when it is masked, and its status."""
    for line in table.every_line:
        cells: list[Any] = list(line.names)
        for figure in line.figures:
            number = None if figure.value is None else round(figure.value, 1)
            cells += [number, MASKED if figure.is_masked else SHOWN]
        yield cells


def as_csv(table: Table) -> bytes:
    return safe_csv(
        [
            _headers(table),
            *([cell if isinstance(cell, str) else _number(cell) for cell in cells] for cells in _rows(table)),
        ]
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}".replace(".", ",") if value < 1e6 else f"{value:.0f}"


def as_xlsx(table: Table, filters: list[tuple[str, str]], made_on: date) -> bytes:
    """The table, then a sheet that says what was asked."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, WRITING) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Chiffres")
        headers = _headers(table)
        sheet.freeze_panes(1, len(table.headers))
        sheet.set_column(0, len(headers) - 1, 22)
        sheet.write_row(0, 0, headers, bold)
        for number, cells in enumerate(_rows(table), start=1):
            for place, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                elif cell is not None:
                    sheet.write_number(number, place, cell)
        about = book.add_worksheet("Filtres")
        about.set_column(0, 1, 40)
        told = [("Tableau", table.title), ("Établi le", f"{made_on:%d/%m/%Y}"), *filters]
        for number, (name, value) in enumerate(told):
            about.write_string(number, 0, name, bold)
            about.write_string(number, 1, value)
    return stream.getvalue()


CONTACTS = ["Ferme", "Commune", "Contact", "Téléphone", "Courriel", "D’accord pour être recontactée"]


def contacts_csv(lines: list[list[str]]) -> bytes:
    """The farms of a group."""
    return safe_csv([CONTACTS, *lines])


def contacts_xlsx(lines: list[list[str]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, WRITING) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Fermes")
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(CONTACTS) - 1, 24)
        sheet.write_row(0, 0, CONTACTS, bold)
        for number, line in enumerate(lines, start=1):
            for place, cell in enumerate(line):
                sheet.write_string(number, place, cell)
    return stream.getvalue()


def as_geojson(table: Table, positions: dict[str, Position]) -> dict[str, Any]:
    """A line, or a point when it goes nowhere else, a flow between two known places."""
    return {
        "type": "FeatureCollection",
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
