"""What people type, read without surprise."""


def whole_number(text: str) -> int | None:
    """A key or a count as a form or an address carries it; None for anything else, however long."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
