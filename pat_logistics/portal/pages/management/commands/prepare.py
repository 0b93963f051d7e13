"""Everything a new or updated portal needs before its first page, in one process."""

import datetime
import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command

from pat_logistics.embedded.data_folder import Folder
from pat_logistics.portal.pages.installation import is_public, to_fill_in
from pat_logistics.territory.services import forget_routed_trips


class Command(BaseCommand):
    help = (
        "Applique les migrations, charge les données de référence et rassemble les fichiers statiques ; "
        "passe vite sur ce qui est déjà à jour."
    )

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="Charger aussi les données d’exemple.")

    def handle(self, *, demo, verbosity, **options):
        if is_public() and (missing := to_fill_in()):
            lines = "\n".join(f"  {name} : {what}" for name, what in missing)
            raise CommandError(
                f"Ce portail serait public ({settings.SITE_URL}) sans dire qui le publie. "
                f"Donnez une valeur à :\n{lines}\nPuis recommencez (voir README.md)."
            )
        steps = [
            "migrate",
            "load_territory",
            "load_actors",
            "load_reference_values",
            "load_questionnaire",
            "load_guides",
        ]
        if demo:
            steps.append("load_demo")
        for step in steps:
            call_command(step, verbosity=verbosity, stdout=self.stdout)
        tiles = Folder.from_environment().tiles
        if tiles.exists():
            built_at = datetime.datetime.fromtimestamp(tiles.stat().st_mtime, datetime.UTC)
            forget_routed_trips(before=built_at)
        self._collect_static(verbosity)

    def _collect_static(self, verbosity):
        """Collect and compress the static files when one of them changed."""
        note = Path(settings.STATIC_ROOT, ".collected")
        fingerprint = static_fingerprint()
        if note.exists() and note.read_text() == fingerprint:
            return
        call_command("collectstatic", interactive=False, clear=True, verbosity=verbosity, stdout=self.stdout)
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(fingerprint)


def static_fingerprint() -> str:
    """Give a digest of the static files' names, sizes and dates."""
    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
