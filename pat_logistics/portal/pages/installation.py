"""What whoever installs the portal has to say before anybody reads it: who publishes it, and how to write."""

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks

_ASKED = {
    "name": ("PUBLISHER_NAME", "l’éditeur"),
    "address": ("PUBLISHER_ADDRESS", "son adresse"),
    "director": ("PUBLISHER_DIRECTOR", "le directeur de la publication"),
    "host": ("PUBLISHER_HOST", "l’hébergeur"),
    "data_protection": ("PUBLISHER_DATA_PROTECTION", "le contact des données personnelles"),
}
_ARTICLE = re.compile(r"^(?:le |l’)")


def is_public() -> bool:
    """Readers come by https; the demonstration of a computer does not."""
    return bool(settings.SITE_URL.startswith("https://"))


def _is_missing(value: str) -> bool:
    return value in ("", settings.TO_FILL_IN)


def publisher_rows() -> list[tuple[str, str]]:
    """(what it says, without its article; as it was given) of each part that was."""
    given = [(label, settings.PUBLISHER[part]) for part, (_, label) in _ASKED.items()]
    return [(_ARTICLE.sub("", label), value) for label, value in given if not _is_missing(value)]


def to_fill_in() -> list[tuple[str, str]]:
    """(variable, what it says) of what the legal pages still lack."""
    missing = [asked for part, asked in _ASKED.items() if _is_missing(settings.PUBLISHER[part])]
    if settings.CONTACT_EMAIL.endswith("@localhost"):
        missing.append(("CONTACT_EMAIL", "l’adresse électronique de contact"))
    return missing


@checks.register(deploy=True)
def legal_pages_are_filled_in(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    missing = to_fill_in()
    if not missing:
        return []
    names = ", ".join(name for name, _ in missing)
    return [
        checks.Error(
            "Les mentions légales et l’adresse de contact ne sont pas remplies.",
            hint=f"Donnez une valeur à : {names} (voir README.md).",
            id="pages.E001",
        )
    ]
