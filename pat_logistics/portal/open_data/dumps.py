"""Every list in every kind of file, each night: a folder a day, with what each file weighs and its checksum.

Files are made in a folder of their own, which takes the name of the day once it is whole: who reads sees all
of a day, or nothing of it.
"""

import datetime
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.utils import timezone

from pat_logistics.open_data.datasets import Dataset
from pat_logistics.open_data.extracts import LICENCE, LICENCE_URL, Extract
from pat_logistics.open_data.files import FORMATS, Format
from pat_logistics.portal.open_data.registry import DATASETS

INDEX = "index.json"
DRAFT, OLD = ".draft-", ".old-"
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
# A number that no other lock of the portal has.
LOCK = 7_306_101


@dataclass(frozen=True, slots=True)
class Dump:
    """A file of a day: `rows` rows of the list `dataset`, in `size` bytes whose SHA-256 is `sha256`."""

    day: str
    name: str
    dataset: str
    format: str
    media_type: str
    rows: int
    size: int
    sha256: str

    @property
    def path(self) -> Path:
        return folder() / self.day / self.name


def folder() -> Path:
    return Path(settings.OPEN_DATA_DIR)


def days() -> list[str]:
    """The days that have their files, last first."""
    found = [path.name for path in folder().glob("*") if DAY.fullmatch(path.name)]
    return sorted(found, reverse=True)


def of_day(day: str) -> list[Dump]:
    """The files of a day; none of a day that has none."""
    index = folder() / day / INDEX
    if not DAY.fullmatch(day) or not index.is_file():
        return []
    told = json.loads(index.read_text(encoding="utf-8"))
    return [Dump(**each) for each in told["files"]]


def latest() -> list[Dump]:
    return of_day(next(iter(days()), ""))


def make_dumps(day: datetime.date) -> list[Dump]:
    """Make the files of a day anew, from one moment of the database; nothing when somebody else is at it."""
    folder().mkdir(parents=True, exist_ok=True)
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return []
        _sweep()
        draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=folder()))
        # What makes the folder lets nobody else in; the web server may be somebody else.
        draft.chmod(0o755)
        try:
            dumps = [dump for dataset in DATASETS.values() for dump in _of_dataset(dataset, day, draft)]
            _write_index(draft, day, dumps)
        except BaseException:
            shutil.rmtree(draft)
            raise
        _take_the_place(draft, folder() / day.isoformat())
        for late in days()[settings.OPEN_DATA_DAYS :]:
            shutil.rmtree(folder() / late)
    return dumps


def _of_dataset(dataset: Dataset, day: datetime.date, draft: Path) -> Iterator[Dump]:
    rows = dataset.rows(AnonymousUser()).order_by("pk")
    count = rows.count()
    source = f"{settings.SITE_URL}/api/v1/{dataset.code}/"
    extract = Extract(dataset, rows, dataset.columns, day, source)
    for name, form in FORMATS.items():
        if form.is_map and dataset.place is None:
            continue
        path = draft / file_name(dataset, name, form)
        digest = hashlib.sha256()
        with path.open("wb") as file:
            for chunk in form.write(extract):
                digest.update(chunk)
                file.write(chunk)
        yield Dump(
            day.isoformat(), path.name, dataset.code, name, form.content_type, count, path.stat().st_size,
            digest.hexdigest(),
        )  # fmt: skip


def file_name(dataset: Dataset, name: str, form: Format) -> str:
    """`producteurs.csv`; two kinds of CSV are told apart: `producteurs-fr.csv`."""
    kind = name.removeprefix(form.ending)
    return f"{dataset.file_name}{kind}.{form.ending}"


def _write_index(draft: Path, day: datetime.date, dumps: list[Dump]) -> None:
    told = {
        "date": day.isoformat(),
        "written_at": timezone.now().isoformat(),
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "files": [asdict(dump) for dump in dumps],
    }
    (draft / INDEX).write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def _take_the_place(draft: Path, final: Path) -> None:
    """The new folder takes the name; a former one of the same day goes once it has."""
    old = folder() / f"{OLD}{draft.name.removeprefix(DRAFT)}"
    if final.exists():
        final.rename(old)
    draft.rename(final)
    shutil.rmtree(old, ignore_errors=True)


def _sweep() -> None:
    """What an interrupted run left."""
    for left in [*folder().glob(f"{DRAFT}*"), *folder().glob(f"{OLD}*")]:
        shutil.rmtree(left)
