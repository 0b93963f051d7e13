"""Entering, correcting, confirming, withdrawing and asking for an entry."""

import pytest
from django.urls import reverse
from django.utils import timezone

from pat_logistics.actors.models import Actor, ActorClaim
from tests.actors.typed import CANTEEN, PETR
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.actors import ActorClaimFactory, ActorFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def advisor(client):
    CommuneFactory(mende=True)
    user = advisor_of_lozere()
    client.force_login(user)
    return user


@pytest.fixture
def keeper(client):
    CommuneFactory(mende=True)
    claim = ActorClaimFactory(given=True, actor__name="Cantine d’ici")
    client.force_login(claim.user)
    return claim


def page_of(client, name, actor, data=None):
    address = reverse(f"actors:{name}", args=[actor.slug])
    return client.get(address) if data is None else client.post(address, data, follow=True)


def test_an_advisor_enters_an_outlet_that_everybody_then_reads(client, advisor):
    page = client.post(reverse("actors:create"), CANTEEN | {"is_right": "on"}, follow=True)
    actor = Actor.objects.get()
    assert page.redirect_chain[-1][0] == actor.get_absolute_url()
    assert (actor.origin, actor.confirmed_on) == ("advisor", timezone.localdate())
    client.logout()
    assert "mardi, jeudi" in client.get(actor.get_absolute_url()).text


def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client, advisor):
    page = client.post(reverse("actors:create"), PETR | {"departements": "Nulle-Part"})
    assert "Nulle-Part" in page.text
    assert PETR["what_it_does"] in page.text
    assert not Actor.objects.exists()


def test_two_who_correct_one_entry_overwrite_nobody(client, advisor):
    actor = ActorFactory(commune=CommuneFactory(mende=True))
    opened = client.get(reverse("actors:edit", args=[actor.slug])).context["form"].initial["opened_on"]
    Actor.objects.filter(pk=actor.pk).update(what_it_does="Changé entre-temps.")
    typed = PETR | {"opened_on": opened}
    page = page_of(client, "edit", actor, typed)
    assert "Rien n’a été écrasé" in page.text
    assert "Changé entre-temps." in page.text
    actor.refresh_from_db()
    assert actor.what_it_does == "Changé entre-temps."


def test_the_list_leads_advisors_alone_to_a_new_entry(client, advisor):
    assert reverse("actors:create") in client.get(reverse("actors:list")).text
    client.force_login(UserFactory())
    assert reverse("actors:create") not in client.get(reverse("actors:list")).text


def test_whoever_runs_it_says_that_all_is_right(client, keeper):
    page_of(client, "confirm", keeper.actor, {})
    keeper.actor.refresh_from_db()
    assert keeper.actor.confirmed_on == timezone.localdate()


def test_whoever_runs_it_withdraws_it_and_an_advisor_shows_it_again(client, keeper):
    assert "n’est plus visible" in page_of(client, "publish", keeper.actor, {"published": "no"}).text
    assert page_of(client, "publish", keeper.actor, {"published": "yes"}).status_code == 403
    client.force_login(advisor_of_lozere())
    assert "est publiée" in page_of(client, "publish", keeper.actor, {"published": "yes"}).text


def test_an_entry_of_somebody_else_cannot_be_corrected(client, keeper):
    other = ActorFactory()
    for name in ("edit", "history"):
        assert page_of(client, name, other).status_code == 404


def test_the_history_tells_what_changed(client, advisor):
    actor = ActorFactory(commune=CommuneFactory(mende=True))
    opened = page_of(client, "edit", actor).context["form"].initial["opened_on"]
    page_of(client, "edit", actor, PETR | {"opened_on": opened, "source_url": actor.source_url})
    page = page_of(client, "history", actor).text
    assert "PETR de l’exemple" in page
    assert "par vous" in page


def test_somebody_asks_for_an_entry_and_an_advisor_answers(client):
    actor, asking = ActorFactory(), UserFactory()
    client.force_login(asking)
    assert reverse("actors:claim", args=[actor.slug]) in client.get(actor.get_absolute_url()).text
    page = page_of(client, "claim", actor, {"message": "La directrice"})
    assert "Votre demande est envoyée" in page.text
    client.force_login(advisor_of_lozere())
    claim = ActorClaim.objects.get()
    assert "La directrice" in client.get(reverse("actors:claims")).text
    client.post(reverse("actors:decide", args=[claim.pk]), {"answer": "yes"})
    client.force_login(asking)
    assert "Tout est juste" in client.get(actor.get_absolute_url()).text


def test_an_answer_says_yes_or_no(client, advisor):
    claim = ActorClaimFactory()
    page = client.post(reverse("actors:decide", args=[claim.pk]), {}, follow=True)
    assert "Choisissez d’accepter ou de refuser" in page.text
    client.post(reverse("actors:decide", args=[claim.pk]), {"answer": "no"})
    page = client.post(reverse("actors:decide", args=[claim.pk]), {"answer": "yes"}, follow=True)
    assert "rien n’a changé" in page.text


def test_too_many_requests_are_refused_and_keep_the_words(client):
    user = UserFactory()
    client.force_login(user)
    for _ in range(3):
        ActorClaimFactory(user=user)
    page = page_of(client, "claim", ActorFactory(), {"message": "Je suis la directrice"})
    assert "plusieurs demandes en attente" in page.text
    assert "Je suis la directrice" in page.text
    assert ActorClaim.objects.filter(user=user).count() == 3
