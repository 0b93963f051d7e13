"""A list of 50 000 producers: read, compared with those of the portal, written; in what time and memory."""

import io
import resource
import time
import zipfile

from django.db import transaction

from pat_logistics.territory.models import HOME_DEPARTEMENT, Commune
from producers.intake import importing, services
from producers.models import Intake, IntakeMode, RowState
from tests.bench.report import Report
from tests.factories.accounts import UserFactory

FARMS = 50_000
SECONDS, MEGABYTES = 60.0, 300.0
HEADERS = "Nom;Code INSEE;Téléphone;Courriel;Adresse;Produits"
WORDS = ("Buron", "Tilleul", "Genêt", "Causse", "Valat", "Sagne", "Fau", "Clède", "Devèze", "Pradal")


def run(report: Report) -> None:
    """Measure, and report each value beside its bound; nothing of it stays."""
    intake = services.receive(
        owner=UserFactory(administrator=True),
        name="Liste de mesure",
        source="public",
        reason="Mesurer",
        mode=IntakeMode.WHOLE,
        content=_zipped(_listed()),
    )
    before_mb = _peak_mb()
    with transaction.atomic():
        seconds, counts = _timed(intake, apply=True)
        report(f"intake: a list of {FARMS:,} producers written", seconds, "s", SECONDS)
        report("intake: memory added by it", _peak_mb() - before_mb, "MB", MEGABYTES)
        seconds, again = _timed(intake, apply=False)
        report(f"intake: the same {FARMS:,} tried again", seconds, "s", SECONDS)
        transaction.set_rollback(True)
    intake.delete()
    if (counts, again) != ({RowState.NEW: FARMS}, {RowState.SAME: FARMS}):
        raise RuntimeError(f"The list became {counts}, then {again}")


def _timed(intake: Intake, *, apply: bool) -> tuple[float, dict[str, int]]:
    start = time.perf_counter()
    counts = importing.run(intake, lambda _done, _total: None, apply=apply)
    return time.perf_counter() - start, dict(counts)


def _listed() -> str:
    communes = list(
        Commune.objects.filter(departement=HOME_DEPARTEMENT).order_by("pk").values_list("pk", flat=True)
    )
    lines = [
        f"{WORDS[n % 10]} {WORDS[n // 10 % 10]} {_letters(n)};{communes[n % len(communes)]};"
        f"04 66 {n // 10_000:02} {n // 100 % 100:02} {n % 100:02};ferme{n}@exemple.fr;Le Mas {n};miel, œufs"
        for n in range(FARMS)
    ]
    return "\n".join([HEADERS, *lines])


def _letters(number: int) -> str:
    """A name of its own: letters alone, so that no two farms resemble each other."""
    return "".join(chr(ord("a") + number // 26**place % 26) for place in range(4)).capitalize()


def _zipped(text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("fermes.csv", text)
    return file.getvalue()


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
