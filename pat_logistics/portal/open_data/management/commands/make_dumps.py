from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pat_logistics.portal.open_data.dumps import folder, make_dumps


class Command(BaseCommand):
    help = "Écrit les fichiers du jour des données ouvertes, comme chaque nuit."

    def handle(self, *args: Any, **options: Any) -> None:
        day = timezone.localdate()
        made = make_dumps(day)
        if made:
            size_mb = sum(dump.size for dump in made) / 1e6
            self.stdout.write(f"{len(made)} fichiers, {size_mb:.1f} Mo, dans {folder() / day.isoformat()}")
        else:
            self.stdout.write("Un autre programme les écrit en ce moment.")
