"""What people type, read without surprise."""


def whole_number(text: str) -> int | None:
    """A key or a count as a form or an address carries it; None for anything else, however long."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def one_line(text: str) -> str:
    """Printable characters and single spaces: no header, nor a line of a log, can be slipped in."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
