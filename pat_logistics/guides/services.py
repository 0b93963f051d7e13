"""Loading the guides that come with the portal."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils import timezone

from pat_logistics.guides.models import Guide
from pat_logistics.guides.sources import from_lines

DATA_DIR = Path(__file__).parent / "data"
_COLUMNS = {"title", "summary", "example_text", "example_query"}


class GuideFileError(Exception):
    """A file that cannot be loaded; names the file and the reason."""


def read_guide(path: Path) -> Guide:
    """A guide, not saved, of a file: « 03-slug.md », lines « name: value », a line « --- », the text.

    `source` comes as many times as there are sources. Raises GuideFileError.
    """
    number, _, slug = path.stem.partition("-")
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    pairs = [line.partition(": ")[::2] for line in head.splitlines()]
    values = {name: value for name, value in pairs if name != "source"}
    if set(values) != _COLUMNS or not number.isdecimal():
        raise GuideFileError(f"{path.name} : en-tête attendu {', '.join(sorted(_COLUMNS))}")
    guide = Guide(slug=slug, position=int(number), body=body.strip(), published_at=timezone.now(), **values)
    try:
        guide.sources = from_lines("\n".join(value for name, value in pairs if name == "source"))
        guide.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise GuideFileError(f"{path.name} : {'; '.join(error.messages)}") from error
    return guide


def load_guides(directory: Path = DATA_DIR) -> int:
    """Add the guides that are missing; returns how many.

    A guide already there is left as it is: an advisor may have corrected it. Raises GuideFileError, with
    nothing written, at the first bad file.
    """
    guides = [read_guide(path) for path in sorted(directory.glob("*.md"))]
    before = Guide.objects.count()
    Guide.objects.bulk_create(guides, ignore_conflicts=True)
    return Guide.objects.count() - before
