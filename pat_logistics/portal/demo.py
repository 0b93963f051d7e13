"""Accounts to try the portal with, on an example farm, an example company and an example chamber.

Their addresses end in `.example`, which belongs to nobody (RFC 2606): a code goes out to no one, and is read
in the log of a portal without a mail server.
"""

from django.db import transaction

from carriers.models import Carrier
from pat_logistics.accounts.models import Membership, Organisation, Role, User
from producers.models import Producer

DOMAIN = "demo.example"
FARM, COMPANY = "gaec-de-la-burle-douce", "messagerie-des-trois-causses"


@transaction.atomic
def load_accounts() -> None:
    """Adds the accounts that are missing; what already has an owner keeps it."""
    farm = Producer.objects.filter(slug=FARM, is_example=True, organisation=None).first()
    company = Carrier.objects.filter(slug=COMPANY, is_example=True, organisation=None).first()
    for name, role, owned in (
        ("ferme", Role.PRODUCER, farm),
        ("transporteur", Role.CARRIER, company),
    ):
        if owned:
            owned.organisation = _organisation(name, role, f"{owned.name} (exemple)")
            owned.save(update_fields=["organisation"])
    if not User.objects.filter(email=_email("conseil")).exists():
        chamber = _organisation("conseil", Role.ADVISOR, "Chambre d’agriculture (exemple)")
        chamber.departements = ["48"]
        chamber.save(update_fields=["departements"])
        # Signs the reports; a number that is kept for fiction (ARCEP).
        advisor = User.objects.filter(email=_email("conseil"))
        advisor.update(full_name="Camille Exemple", phone="04 65 71 00 48")


def _email(name: str) -> str:
    return f"{name}@{DOMAIN}"


def _organisation(user: str, role: Role, name: str) -> Organisation:
    """A new organisation with its one member."""
    organisation = Organisation.objects.create(name=name)
    email = _email(user)
    member = User.objects.filter(email=email).first() or User.objects.create_user(email)
    Membership.objects.create(user=member, organisation=organisation, role=role)
    return organisation
