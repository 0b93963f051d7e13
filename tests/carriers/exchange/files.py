"""Files of prices, made by hand as people make them, and what becomes of them."""

from django.utils import timezone

from carriers.exchange import writing
from carriers.exchange.importing import GridImport
from pat_logistics.accounts.models import Membership, Role
from pat_logistics.exchange.writing import bytes_of
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.carriers import SolutionFactory

NEXT_YEAR = timezone.localdate().year + 1
HEADER = (
    "Ligne;Service;Usage;Valable du;Valable au;Nom de la grille;Mode de calcul;De (kg);À (kg);Prix (€);"
    "Forfait;Zone;Source;Date de la source"
)
BANDS = ("0;100;42,5;oui", "100;;34;non")


def company():
    """One with a service, « ligne », and a `user` who keeps it."""
    user = UserFactory()
    Membership.objects.create(user=user, organisation=OrganisationFactory(), role=Role.CARRIER)
    solution = SolutionFactory(slug="ligne", carrier__organisation=user.memberships.get().organisation)
    solution.carrier.user = user
    return solution.carrier


def file_of(*rows, first=f"01/01/{NEXT_YEAR}"):
    head = f"grille;ligne;transport;{first};;Grille importée;aux 100 kg;;;;;;Déclaré;01/10/2026"
    body = [f"tranche;ligne;transport;{first};;;;{row};;;" for row in rows]
    return "\r\n".join([HEADER, head, *body]).encode()


def written(*grids, kind="csv"):
    lines = [line for grid in grids for line in writing.lines_of(grid)]
    return bytes_of(kind, [writing.sheet_of(lines)])


def run(carrier, content, *, apply=True, **options):
    return GridImport(carrier, **options).run(content, apply=apply)


def statuses(report):
    return [line.status.value for line in report.lines]
