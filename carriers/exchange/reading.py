"""From a file of prices to its lines."""

from carriers.exchange.columns import EVERY_COLUMN, KEYS, RETIRED
from carriers.exchange.writing import SHEET
from pat_logistics.exchange.lines import Columns, Line
from pat_logistics.exchange.sheets import rows_of

COLUMNS = Columns(EVERY_COLUMN, keys=KEYS, retired=RETIRED)


def read(content: bytes) -> list[Line]:
    """Raises UnreadableFileError when the file as a whole makes no sense."""
    return COLUMNS.lines(rows_of(content, sheet=SHEET, is_header=COLUMNS.is_header))
