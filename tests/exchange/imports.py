"""An import to try the kit with: each line of a text is a file of reference; « ! » is refused."""

from pat_logistics.exchange.importing import Import
from pat_logistics.exchange.report import Outcome, Report, Status
from pat_logistics.exchange.sheets import UnreadableFileError
from pat_logistics.territory.models import ReferenceFile


class NameImport(Import[str]):
    def read(self, content):
        if not content:
            raise UnreadableFileError("Ce fichier est vide.")
        return content.decode().split()

    def write(self, items, progress):
        outcomes = []
        for number, name in enumerate(items, start=1):
            outcome = Outcome(number, name, Status.CREATED)
            if name == "!":
                outcome.refuse("Ce n’est pas un nom.")
            elif ReferenceFile.objects.filter(name=name).exists():
                outcome.status = Status.UNCHANGED
            else:
                ReferenceFile.objects.create(name=name, sha256="0" * 64)
            outcomes.append(outcome)
            progress(number, len(items))
        return Report(outcomes)


class WholeImport(NameImport):
    IS_WHOLE = True


def stored():
    return set(ReferenceFile.objects.order_by("name").values_list("name", flat=True))
