import pytest

from pat_logistics.accounts.models import Role
from pat_logistics.mail.models import OutgoingMail
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.producers import ProducerFactory
from tests.factories.quotes import QuoteRequestFactory
from tests.factories.territory import CommuneFactory

PHONE, EMAIL, CONTACT = "04 65 71 12 34", "secret@ferme.example", "Camille Exemple"


@pytest.fixture
def farmer(db):
    """Works for the farm `farm`."""
    user = UserFactory(email=EMAIL)
    MembershipFactory(user=user, organisation=OrganisationFactory(), role=Role.PRODUCER)
    return user


@pytest.fixture
def farm(farmer):
    return ProducerFactory(
        name="Ferme des Grelots",
        commune=CommuneFactory(mende=True),
        organisation=farmer.memberships.get().organisation,
        contact_name=CONTACT,
        phone=PHONE,
        email=EMAIL,
    )


@pytest.fixture
def quote(farm, farmer):
    return QuoteRequestFactory(producer=farm, created_by=farmer)


@pytest.fixture
def mails(db):
    """The mails written so far whose key begins so."""

    def written(start=""):
        return list(OutgoingMail.objects.filter(key__startswith=start).order_by("pk"))

    return written
