"""A table of prices copied from a spreadsheet, read into the rows of the editor.

Cells are left as they were written: the fields read « 1 234,50 € » themselves, and say in which row they
could not.
"""

import csv
import re
from dataclasses import dataclass, field

from pat_logistics.folding import fold
from pat_logistics.forms.numbers import as_digits

MAX_PASTED = 100_000
# What a table without headings holds, by its number of columns.
BY_WIDTH = {
    2: ("max_kg", "price_eur"),
    3: ("min_kg", "max_kg", "price_eur"),
    4: ("zone", "min_kg", "max_kg", "price_eur"),
    5: ("zone", "min_kg", "max_kg", "price_eur", "flat"),
}
HEADINGS = (
    ("flat", ("forfait",)),
    ("min_kg", ("de", "min", "a partir", "mini", "debut")),
    ("max_kg", ("a", "jusqu", "max", "maxi", "poids", "fin")),
    ("price_eur", ("prix", "tarif", "montant")),
)
# What heads the column of the zones; « Zone 1 » heads the prices of one.
ZONES = ("zone", "zones", "code", "zone tarifaire", "secteur", "departement")
NUMBER = re.compile(r"\d*\.?\d+", re.ASCII)
UNLIMITED = ("et plus", "et au dela", "au dela", "illimite", "sans limite", "∞", "-", "…")
YES = ("x", "oui", "vrai", "1", "forfait")


@dataclass(frozen=True, slots=True)
class Pasted:
    """Rows as the fields of a band would be typed, or why none could be read."""

    rows: list[dict[str, str]] = field(default_factory=list)
    width: int = 0
    refusal: str = ""

    @property
    def told(self) -> str:
        lines, columns = len(self.rows), self.width
        return (
            f"{lines} ligne{'s' if lines > 1 else ''} et {columns} colonne{'s' if columns > 1 else ''} "
            f"collée{'s' if lines > 1 or columns > 1 else ''}. Relisez-les, puis enregistrez."
        )


def read_table(text: str) -> Pasted:
    """The bands of a table; columns are told by their headings, else by how many they are.

    Prices side by side under the names of zones make one band a zone.
    """
    cells = _cells(text)
    if not cells:
        return Pasted(refusal="Collez d’abord un tableau : il n’y a rien à lire.")
    width = max(len(row) for row in cells)
    head = cells[0] if width > 1 and not any(_is_number(cell) for cell in cells[0]) else None
    columns = _by_headings(head) if head else BY_WIDTH.get(width)
    if not columns or not any(name == "price_eur" for name, _ in _named(columns)):
        return Pasted(refusal=_unread(width, bool(head)))
    rows: list[dict[str, str]] = []
    for line in cells[1 if head else 0 :]:
        rows += _bands(line, columns)
    _join(rows, columns)
    return Pasted(rows, width) if rows else Pasted(refusal="Ce tableau n’a que des titres.")


def _is_number(cell: str) -> bool:
    """« 14 », « 14,00 € », « 10 kg »; « Zone 1 » is a name."""
    return any(NUMBER.fullmatch(as_digits(cell, unit)) for unit in ("€", "kg"))


def _unread(width: int, has_headings: bool) -> str:
    if has_headings:
        return (
            "Nous ne trouvons pas la colonne du prix. Titres compris : Zone, De, À, Prix, Forfait, ou les "
            "noms de vos zones au-dessus de leurs prix."
        )
    return (
        f"Nous lisons {width} colonne{'s' if width > 1 else ''}. Il en faut 2 (jusqu’à, prix), "
        "3 (de, à, prix), 4 (zone, de, à, prix), ou une première ligne de titres."
    )


def _cells(text: str) -> list[list[str]]:
    """Lines of a spreadsheet (tabs), of a file (semicolons), or of a page (columns set by spaces)."""
    if "\t" in text or ";" in text:
        lines = list(csv.reader(text.splitlines(), delimiter="\t" if "\t" in text else ";"))
    else:
        stripped = [line.strip().strip("|").strip() for line in text.splitlines()]
        lines = [re.split(r"\s{2,}|\s*\|\s*", line) for line in stripped]
    found = [[" ".join(cell.split()) for cell in line] for line in lines]
    return [row for row in found if any(row)]


def _by_headings(head: list[str]) -> tuple[str, ...] | None:
    """One name a column; a heading that says nothing else is a zone, whose prices stand under it."""
    found: list[str] = []
    for title in head:
        words = fold(title).split()
        if " ".join(words) in ZONES and "zone" not in found:
            found.append("zone")
            continue
        name = next(
            (name for name, starts in HEADINGS if words and name not in found and _starts(words, starts)), ""
        )
        found.append(name or (f"zone:{title}" if title else ""))
    if "price_eur" in found:
        # A remark beside a price is not the price of a zone.
        return tuple("" if name.startswith("zone:") else name for name in found)
    if "min_kg" not in found and "max_kg" not in found:
        return None
    return tuple("price_eur:" + name[5:] if name.startswith("zone:") else name for name in found)


def _starts(words: list[str], starts: tuple[str, ...]) -> bool:
    joined = " ".join(words)
    return any(words[0] == start or (len(start) > 2 and joined.startswith(start)) for start in starts)


def _named(columns: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each column as (field, zone)."""
    pairs = (name.partition(":") for name in columns)
    return [(name, zone) for name, _, zone in pairs]


def _bands(line: list[str], columns: tuple[str, ...]) -> list[dict[str, str]]:
    shared: dict[str, str] = {}
    prices: list[tuple[str, str]] = []
    for (name, zone), cell in zip(_named(columns), line, strict=False):
        if name == "price_eur":
            prices.append((zone, cell))
        elif name == "flat":
            shared[name] = "on" if fold(cell) in YES else ""
        elif name == "zone":
            shared[name] = cell
        elif name:
            shared[name] = _limit(cell)
    # A zone without price on a line is not served at that weight.
    told = [(zone, cell) for zone, cell in prices if cell or len(prices) == 1]
    return [shared | ({"zone": zone} if zone else {}) | {"price_eur": cell} for zone, cell in told]


def _limit(cell: str) -> str:
    return "" if fold(cell) in UNLIMITED or cell in UNLIMITED else cell


def _join(rows: list[dict[str, str]], columns: tuple[str, ...]) -> None:
    """Without « de », a band starts where the one before it in its zone ends."""
    if "min_kg" in columns:
        return
    ends: dict[str, str] = {}
    for row in rows:
        zone = row.get("zone", "")
        row["min_kg"] = ends.get(zone, "0")
        ends[zone] = as_digits(row.get("max_kg", ""), "kg") or ends.get(zone, "0")
