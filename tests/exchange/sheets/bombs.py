"""Workbooks of a few kilobytes that would take minutes and gigabytes, and what reading one really takes."""

import io
import subprocess
import sys
import zipfile
from dataclasses import dataclass

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
READ = """
import re, sys, time
from pat_logistics.exchange.sheets import UnreadableFileError, tables_of
content, said = sys.stdin.buffer.read(), ""
began = time.process_time()
try:
    rows = sum(len(rows) for rows in tables_of(content, is_header=lambda text: text == "id").values())
except UnreadableFileError as error:
    rows, said = 0, str(error)
peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024
print(time.process_time() - began, peak, rows, said, sep="|")
"""


@dataclass(frozen=True)
class Reading:
    """What it took to read a file, or to refuse it, in a process of its own."""

    seconds: float
    peak_mb: int
    rows: int
    said: str


def measured(content):
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", READ],
        input=content,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    seconds, peak, rows, said = done.stdout.decode().strip().split("|", 3)
    return Reading(float(seconds), int(peak), int(rows), said)


def book_of(more=None, **parts):
    """A workbook of one sheet with these things in its parts, and `more` parts beside."""
    whole = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPES}.sharedStrings+xml"/></Types>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="A" sheetId="1" r:id="r1"/></sheets>{}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>{{}}'
        "</Relationships>",
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{{}}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts><font/></fonts><fills><fill><patternFill/>'
        "</fill></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
        "<cellXfs><xf/>{}</cellXfs></styleSheet>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{{}}</sheetData></worksheet>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in whole.items():
            archive.writestr(name, xml.replace("{}", parts.get(name, "")))
        for name, xml in (more or {}).items():
            archive.writestr(name, xml)
    return stream.getvalue()


SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
WORKBOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
# Made when it is their turn: opened, each of them holds tens of megabytes.
BOMBS = {
    "styles": lambda: {STYLES: "<xf/>" * 6_000_000},
    "texts": lambda: {STRINGS: "<si/>" * 7_500_000},
    "a text in pieces": lambda: {STRINGS: f"<si>{'<t/>' * 6_000_000}</si>"},
    "cells of one row": lambda: {SHEET: f"<row>{'<c/>' * 6_000_000}</row>"},
    "cells of many rows": lambda: {SHEET: f"<row>{'<c/>' * 9_000}</row>" * 600},
    "rows": lambda: {SHEET: "<row/>" * 6_000_000},
    "formats under condition": lambda: {SHEET: "<conditionalFormatting/><row/>" * 900_000},
    "what no row holds": lambda: {SHEET: "<x/>" * 6_000_000},
    "names of ranges": lambda: {
        WORKBOOK: "<definedNames>" + "<definedName name='a'>A</definedName>" * 900_000 + "</definedNames>"
    },
    "links": lambda: {LINKS: "<Relationship Id='a' Type='b' Target='c'/>" * 800_000},
    "depth": lambda: {WORKBOOK: "<x>" * 3_000_000 + "</x>" * 3_000_000},
    "depth in a cell": lambda: {SHEET: f"<row>{'<c>' * 3_000_000}{'</c>' * 3_000_000}</row>"},
    "attributes": lambda: {
        SHEET: "<row><c " + " ".join(f'a{rank:x}=""' for rank in range(800_000)) + "/></row>"
    },
    "lines": lambda: {SHEET: "<row><c><v>" + "\n" * 30_000_000 + "</v></c></row>"},
    "letters one by one": lambda: {SHEET: f"<row><c><v>{'&#233;' * 6_000_000}</v></c></row>"},
}
