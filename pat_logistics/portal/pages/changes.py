"""What changed in the calculations, as the change log tells it: one text for engineers and for users."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from pat_logistics.portal.guides.text import to_html

CHANGE_LOG = Path(settings.BASE_DIR, "CHANGELOG.md")
TITLE = "Calculs"
# What a reader calls what engineers call unreleased.
_NAMES = {"[Non publié]": "Dernière mise à jour"}
_VERSION = re.compile(r"^## (.+)$", re.MULTILINE)
_SECTION = re.compile(r"^### (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Changes:
    """What one version changed in the calculations."""

    version: str
    html: str


@cache
def calculation_changes() -> tuple[Changes, ...]:
    """The versions that changed a calculation, the newest first; read once per process."""
    return tuple(changes_of(CHANGE_LOG.read_text(encoding="utf-8")))


def changes_of(text: str) -> list[Changes]:
    """The « Calculs » section of each version of a change log."""
    found = []
    for version, body in _parts(_VERSION, text):
        sections = dict(_parts(_SECTION, body))
        if TITLE in sections:
            # The page has no title between the version and these.
            html = to_html(sections[TITLE].replace("\n#### ", "\n### "))
            found.append(Changes(_NAMES.get(version, version.replace("[", "").replace("]", "")), html))
    return found


def _parts(title: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    """Titles of one level, each with the text up to the next."""
    pieces = title.split(text)[1:]
    return list(zip(pieces[::2], pieces[1::2], strict=True))
