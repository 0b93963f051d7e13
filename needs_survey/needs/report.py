"""The report for elected members, as a PDF to read and as a text file to edit: all of it may leave."""

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from needs_survey.needs.charts import as_png
from needs_survey.needs.exports import MASK_NOTE, Heading, as_svg
from needs_survey.needs.figures import Figure, Table
from needs_survey.needs.summary import Summary
from pat_logistics.formats import french_day

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Lines of a table in the report; the files have them all.
MOST_LINES = 12

METHOD = (
    "Ces chiffres comptent les fermes dont le dernier diagnostic validé peut servir au projet alimentaire, "
    "et celles qui publient leurs lieux de livraison. Ce n’est pas un recensement\u00a0: les fermes qui "
    "n’ont rien dit n’y sont pas.",
    "Les kilos d’un flux sont ceux d’une livraison multipliés par le nombre de livraisons dans l’année, tels "
    "que la ferme les a dits. Ceux de l’année sont partagés également entre les mois de livraison.",
    "Les chiffres partagés sont une édition, datée. Une autre se fait quand trois fermes au moins ont "
    "changé, une fois par mois au plus, ou plus tôt quand dix fermes et un quart d’entre elles ont "
    "changé\u00a0: en comparant deux dates, on ne retrouve pas ce que fait une ferme.",
    f"{MASK_NOTE} Un tableau ne montre que les lignes qui disent quelque chose.",
)


def title_of(summary: Summary) -> str:
    return f"Livrer les produits locaux\u00a0: {summary.name}"


def source_of(summary: Summary) -> str:
    examples = f", dont {summary.examples} d’exemple" if summary.examples else ""
    day = french_day(summary.made_on)
    return f"PAT Logistique, édition du {day}. {summary.farms} fermes comptées{examples}."


def filename_of(summary: Summary, kind: str) -> str:
    return f"rapport-territoire-{summary.departement}-{summary.made_on:%Y-%m-%d}.{kind}"


def told_lines(table: Table) -> list[list[str]]:
    """Each line that says something, in words; of a table of several measures, one line a measure."""
    if len(table.measures) > 1:
        return [
            [measure, _words(figure), ", ".join(f"{name} ({each})" for name, each in places)]
            for measure, figure, places in table.by_measure
        ]
    lines = [*table.told[:MOST_LINES], *([table.total] if table.total else [])]
    return [[*line.names, *(_words(figure) for figure in line.figures)] for line in lines]


def headers_of(table: Table) -> list[str]:
    if len(table.measures) > 1:
        return ["Recherche", "Fermes", "Où"]
    return [*table.headers, *table.measures]


def _words(figure: Figure) -> str:
    if figure.is_masked or not figure.farms:
        return str(figure)
    return f"{figure} ({figure.farms} fermes)"


def context_of(summary: Summary) -> dict[str, Any]:
    return {
        "summary": summary,
        "title": title_of(summary),
        "source": source_of(summary),
        "method": METHOD,
        "tables": [(table, headers_of(table), told_lines(table)) for table in _shown(summary)],
    }


def _shown(summary: Summary) -> Iterator[Table]:
    for table in (summary.flows, summary.needs, summary.irritants, summary.months, summary.cold):
        if table.told or (len(table.measures) > 1 and table.by_measure):
            yield table


def as_docx(summary: Summary) -> bytes:
    """The same report, in styles and tables that a word processor edits."""
    document = docx.Document()
    _set_up(document, summary)
    document.add_heading(title_of(summary), level=0)
    document.add_paragraph(source_of(summary))
    document.add_heading("Six chiffres", level=1)
    _table(
        document,
        ["Chiffre", "Valeur", "De quoi"],
        [[each.label, each.value, each.detail] for each in summary.headlines],
    )
    if summary.findings:
        document.add_heading("Ce qui ressort", level=1)
        for finding in summary.findings:
            document.add_paragraph(finding, style="List Number")
    if summary.map:
        document.add_heading("La carte des flux", level=1)
        heading = Heading([("Département", summary.name)], summary.made_on, summary.farms)
        drawing = as_svg(summary.flows, heading, [summary.departement])
        picture = document.add_picture(io.BytesIO(as_png(drawing)), width=Cm(15))
        words = "Carte des flux de livraison ; les mêmes chiffres sont dans le tableau qui suit."
        picture._inline.docPr.set("descr", words)
        document.add_paragraph(summary.flows_told)
    for table in _shown(summary):
        document.add_heading(table.title, level=1)
        _table(document, headers_of(table), told_lines(table))
        if table.masked and len(table.measures) == 1:
            document.add_paragraph(f"{table.masked} lignes masquées.")
    document.add_heading("Méthode", level=1)
    for words in METHOD:
        document.add_paragraph(words)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_up(document: Document, summary: Summary) -> None:
    """A4, in French, titled: what a screen reader and a printer ask for."""
    about = document.core_properties
    about.title, about.author, about.language = title_of(summary), "PAT Logistique", "fr-FR"
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Sans", Pt(11)  # type: ignore[attr-defined]
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "fr-FR")


def _table(document: Document, headers: list[str], rows: list[list[str]]) -> None:
    table = document.add_table(rows=1, cols=len(headers), style="Light Grid Accent 1")
    for cell, words in zip(table.rows[0].cells, headers, strict=True):
        cell.text = words
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
