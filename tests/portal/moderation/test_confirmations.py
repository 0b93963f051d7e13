"""Reminding the owners of stale listings, and the signed link that needs no account."""

from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone
from django.utils.timezone import localdate

from carriers.models import Solution
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.portal.moderation import confirmations
from pat_logistics.portal.moderation.confirmations import LINK_AGE, link_token, remind
from pat_logistics.portal.moderation.listings import CONFIRMABLE, PRODUCER
from producers import freshness
from producers.models import Producer
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.portal.moderation.samples import LONG_AGO, recipients, stale_farm, stale_solution

pytestmark = pytest.mark.django_db


def test_the_next_month_reminds_again():
    stale_farm()
    now = timezone.now()
    assert [remind(now), remind(now + timedelta(days=32))] == [1, 1]
    assert OutgoingMail.objects.count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"published_at": None},
        {"confirmed_on": localdate()},
        {"email": ""},
        {"email": "pas une adresse"},
        {"is_example": True},
    ],
    ids=["not published", "confirmed", "no address", "bad address", "example with a real address"],
)
def test_nobody_is_reminded_in_vain(changes):
    stale_farm(**changes)
    assert remind(timezone.now()) == 0
    assert not OutgoingMail.objects.exists()


def test_an_example_is_reminded_of_at_an_address_that_belongs_to_nobody():
    stale_farm(is_example=True, email="contact@ferme.example")
    remind(timezone.now())
    assert recipients() == ["contact@ferme.example"]


def test_the_members_of_the_organisation_come_before_the_address_of_the_listing():
    organisation = OrganisationFactory()
    member = MembershipFactory(organisation=organisation).user
    MembershipFactory(organisation=organisation, user=UserFactory(is_active=False))
    stale_farm(organisation=organisation)
    remind(timezone.now())
    assert recipients() == [member.email]


def test_one_day_writes_to_no_more_than_its_share_oldest_first(monkeypatch):
    monkeypatch.setattr(confirmations, "REMINDERS_A_DAY", 1)
    stale_farm(published_at=LONG_AGO + timedelta(days=1), email="recente@exemple.fr")
    stale_farm()
    now = timezone.now()
    assert remind(now) == 1
    assert recipients() == ["ferme@exemple.fr"]
    assert [remind(now), remind(now)] == [1, 0]


def test_a_listing_that_goes_while_the_others_are_written_to_stops_nobody(monkeypatch):
    stale_farm()
    gone = stale_farm(published_at=LONG_AGO + timedelta(days=1), email="partie@exemple.fr")
    write = confirmations._remind_of

    def write_and_lose(*args):
        gone.delete()
        return write(*args)

    monkeypatch.setattr(confirmations, "_remind_of", write_and_lose)
    assert remind(timezone.now()) == 1
    assert recipients() == ["ferme@exemple.fr"]


def test_the_mail_leads_to_a_page_that_confirms_without_an_account(client):
    farm = stale_farm()
    remind(timezone.now())
    (line,) = [line for line in OutgoingMail.objects.get().body.splitlines() if "/confirmer/lien/" in line]
    path = line[line.index("/confirmer") :]
    assert "Tout est juste" in client.get(path).content.decode()
    assert Producer.objects.get(pk=farm.pk).confirmed_on is None
    assert client.post(path).status_code == 302
    assert Producer.objects.get(pk=farm.pk).confirmed_on == localdate()


def address(token):
    return f"/confirmer/lien/{token}/"


def test_a_link_confirms_once(client):
    farm = stale_farm()
    path = address(link_token(PRODUCER, farm))
    client.post(path)
    earlier = localdate() - timedelta(days=3)
    Producer.objects.filter(pk=farm.pk).update(confirmed_on=earlier)
    client.post(path)
    assert Producer.objects.get(pk=farm.pk).confirmed_on == earlier
    assert "est à jour" in client.get(path).content.decode()


def test_a_link_too_old_says_so_and_confirms_nothing(client, monkeypatch):
    farm = stale_farm()
    path = address(link_token(PRODUCER, farm))
    later = signing.time.time() + LINK_AGE.total_seconds() + 60
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410
    assert Producer.objects.get(pk=farm.pk).confirmed_on is None


def test_a_forged_link_opens_nothing(client):
    farm = stale_farm()
    ours = link_token(PRODUCER, farm)
    forged = [
        ours[:-1] + ("a" if ours[-1] != "a" else "b"),
        signing.dumps([PRODUCER.slug, farm.pk, ""], salt="another"),
        "anything",
    ]
    assert [client.post(address(token)).status_code for token in forged] == [404, 404, 404]
    assert Producer.objects.get(pk=farm.pk).confirmed_on is None


def test_a_link_opens_no_other_listing(client):
    """The payload names the object: neither another key nor another kind fits the signature."""
    farm, other = stale_farm(), stale_farm()
    solution = stale_solution(pk=farm.pk)
    payload = link_token(PRODUCER, other).split(":", 1)[0]
    signature = link_token(PRODUCER, farm).split(":", 1)[1]
    assert client.post(address(f"{payload}:{signature}")).status_code == 404
    client.post(address(link_token(PRODUCER, farm)))
    assert Producer.objects.get(pk=other.pk).confirmed_on is None
    assert Solution.objects.get(pk=solution.pk).confirmed_on is None


def test_a_link_to_a_listing_no_longer_published_opens_nothing(client):
    farm = stale_farm()
    path = address(link_token(PRODUCER, farm))
    Producer.objects.filter(pk=farm.pk).update(published_at=None)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("kind", CONFIRMABLE.values(), ids=CONFIRMABLE)
def test_a_confirmed_listing_is_no_longer_flagged(client, kind):
    listing = stale_farm() if kind is PRODUCER else stale_solution()
    page = listing.get_absolute_url()
    assert "À confirmer" in client.get(page).content.decode()
    freshness.confirm(listing)
    assert "À confirmer" not in client.get(page).content.decode()


def test_the_keeper_alone_has_the_button(client):
    organisation = OrganisationFactory()
    keeper = MembershipFactory(organisation=organisation).user
    page = stale_farm(organisation=organisation).get_absolute_url()
    assert "Tout est juste" not in client.get(page).content.decode()
    client.force_login(keeper)
    assert "Tout est juste" in client.get(page).content.decode()


@pytest.mark.parametrize("url", ["/producteurs/", "/solutions/"])
def test_a_card_of_the_lists_is_flagged_too(client, url):
    stale_farm(), stale_solution()
    assert "À confirmer" in client.get(url).content.decode()
