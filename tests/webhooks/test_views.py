import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pat_logistics.outbox.models import OutboxState
from pat_logistics.webhooks import views
from pat_logistics.webhooks.models import MOST_PER_PERSON, Delivery, Kind, Stop, Subscription
from tests.factories.accounts import UserFactory
from tests.factories.webhooks import ADDRESS, message_to, subscription_of

pytestmark = pytest.mark.django_db

LIST = reverse("webhooks:list")
TYPED = {"name": "Carte", "address": ADDRESS, "datasets": ["producers", "flows"]}
SECRET = re.compile(r"whsec_[0-9A-Za-z+/=]{44}")


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def public(name_leads_to):
    name_leads_to("93.184.216.34")


def page(name, subscription):
    return reverse(f"webhooks:{name}", args=[subscription.pk])


def test_a_webhook_is_made_and_its_secret_shown_once(client, user):
    answer = client.post(LIST, TYPED)
    made = Subscription.objects.get(user=user)
    assert SECRET.search(answer.text)[0] in made.secrets(timezone.now())
    assert "no-store" in answer["Cache-Control"]
    for address in (LIST, made.get_absolute_url(), page("edit", made)):
        shown = client.get(address).text
        assert made.name in shown
        assert not SECRET.search(shown)
        assert made.seed not in shown


def test_what_was_typed_stays_when_the_form_is_refused(client, user):
    answer = client.post(LIST, TYPED | {"address": "http://avis.exemple.fr/"})
    assert answer.status_code == 400
    assert "doit commencer par https://" in answer.text
    assert 'value="http://avis.exemple.fr/"' in answer.text
    assert not Subscription.objects.exists()


def test_one_too_many_is_refused_in_words(client, user):
    for number in range(MOST_PER_PERSON):
        subscription_of(user, name=f"Programme {number}")
    answer = client.post(LIST, TYPED)
    assert answer.status_code == 400
    assert "supprimez-en un" in answer.text


def test_names_are_looked_up_so_many_times_an_hour(client, user, monkeypatch):
    monkeypatch.setattr(views, "CHECKS_PER_HOUR", 1)
    client.post(LIST, TYPED | {"name": ""})
    answer = client.post(LIST, TYPED)
    assert answer.status_code == 400
    assert "dans une heure" in answer.text


def test_another_address_and_other_lists_are_kept(client, user):
    subscription = subscription_of(user)
    changed = TYPED | {"address": "https://b.exemple.fr/", "datasets": ["carriers"]}
    answer = client.post(page("edit", subscription), changed, follow=True)
    assert "C’est enregistré" in answer.text
    subscription.refresh_from_db()
    assert (subscription.address, subscription.datasets) == ("https://b.exemple.fr/", ["carriers"])


def test_a_wrong_change_keeps_what_was_typed_and_what_was_stored(client, user):
    subscription = subscription_of(user)
    answer = client.post(page("edit", subscription), TYPED | {"name": "Autre", "datasets": []})
    assert answer.status_code == 400
    assert 'value="Autre"' in answer.text
    assert "<h1>Modifier Carte</h1>" in answer.text


def test_a_new_secret_is_shown_once(client, user):
    subscription = subscription_of(user)
    answer = client.post(page("rotate", subscription))
    subscription.refresh_from_db()
    assert SECRET.search(answer.text)[0] == subscription.secrets(timezone.now())[0]
    shown = client.get(subscription.get_absolute_url()).text
    assert not SECRET.search(shown)
    assert "celui d’avant signe encore" in shown


def test_a_ping_is_written_down(client, user):
    subscription = subscription_of(user)
    client.post(page("ping", subscription))
    assert subscription.deliveries.get().kind == Kind.PING


def test_pings_are_so_many_an_hour(client, user, monkeypatch):
    monkeypatch.setattr(views, "PINGS_PER_HOUR", 1)
    subscription = subscription_of(user)
    client.post(page("ping", subscription))
    answer = client.post(page("ping", subscription), follow=True)
    assert "Trop d’essais" in answer.text
    assert subscription.deliveries.count() == 1


def test_stopped_then_taken_up_again(client, user):
    subscription = subscription_of(user)
    dead = message_to(subscription, state=OutboxState.REFUSED)
    assert "ne reçoit plus rien" in client.post(page("stop", subscription), follow=True).text
    client.post(page("ping", subscription))
    client.post(page("send_again", subscription), {"message": dead.pk})
    shown = client.get(subscription.get_absolute_url()).text
    assert "Arrêté à votre demande" in shown
    assert "Renvoyer" not in shown
    assert list(Delivery.objects.values_list("state", flat=True)) == [OutboxState.REFUSED]
    assert "de nouveau prévenu" in client.post(page("resume", subscription), follow=True).text
    assert "Renvoyer" in client.get(subscription.get_absolute_url()).text


def test_dead_letters_are_shown_and_sent_again(client, user):
    subscription = subscription_of(user)
    dead = [
        message_to(subscription, row_id=row, state=OutboxState.REFUSED, last_error="CallError: Réponse 503.")
        for row in (1, 2)
    ]
    assert "2 messages non distribués" in client.get(LIST).text
    shown = client.get(subscription.get_absolute_url()).text
    assert "Producteurs, ligne 1" in shown
    assert "Réponse 503." in shown
    assert "CallError" not in shown
    client.post(page("send_again", subscription), {"message": dead[0].pk})
    states = dict(Delivery.objects.values_list("pk", "state"))
    assert states == {dead[0].pk: OutboxState.WAITING, dead[1].pk: OutboxState.REFUSED}
    assert (
        "attend déjà"
        in client.post(page("send_again", subscription), {"message": dead[0].pk}, follow=True).text
    )
    assert "1 message remis" in client.post(page("send_again", subscription), follow=True).text


def test_what_did_not_arrive_comes_first(client, user):
    subscription, now = subscription_of(user), timezone.now()
    message_to(subscription, row_id=1, state=OutboxState.REFUSED, created_at=now - timedelta(days=3))
    message_to(subscription, row_id=2, attempts=1, created_at=now - timedelta(days=2))
    message_to(subscription, row_id=3, attempts=1, state=OutboxState.SENT, handed_at=now)
    message_to(subscription, row_id=4, created_at=now - timedelta(days=1))
    shown = client.get(subscription.get_absolute_url()).text
    assert re.findall(r"<th scope=\"row\">Producteurs, ligne (\d)", shown) == ["1", "2", "3", "4"]


@pytest.mark.parametrize("wrong", ["999999", "abc", "-1", "9" * 40])
def test_a_message_that_is_not_there_is_not_found(client, user, wrong):
    subscription = subscription_of(user)
    message_to(subscription, state=OutboxState.REFUSED)
    assert client.post(page("send_again", subscription), {"message": wrong}).status_code == 404


def test_what_is_deleted_leaves_nothing(client, user):
    message = message_to(subscription_of(user))
    answer = client.post(page("delete", message.subscription), follow=True)
    assert "est supprimé" in answer.text
    assert not Subscription.objects.exists()
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("name", ["ping", "stop", "resume", "rotate", "send_again", "delete"])
def test_nobody_touches_those_of_another(client, user, name):
    subscription = subscription_of()
    assert client.post(page(name, subscription)).status_code == 404
    assert client.get(page(name, subscription)).status_code == 405


@pytest.mark.parametrize("name", ["detail", "edit"])
def test_nobody_reads_those_of_another(client, user, name):
    subscription = subscription_of(name="D’un autre")
    assert client.get(page(name, subscription)).status_code == 404
    assert subscription.name not in client.get(LIST).text


def test_a_message_of_another_is_not_sent_again_through_ones_own(client, user):
    other = message_to(state=OutboxState.REFUSED)
    own = subscription_of(user)
    assert client.post(page("send_again", own), {"message": other.pk}).status_code == 404


def test_a_site_that_fails_is_told(client, user):
    subscription = subscription_of(user, failures=2, failing_since=timezone.now())
    assert "après trois jours, il s’arrête" in client.get(subscription.get_absolute_url()).text
    assert "ne répond pas comme il faut" in client.get(LIST).text


@pytest.mark.parametrize("why", Stop.values)
def test_each_reason_to_stop_is_told(client, user, why):
    subscription = subscription_of(user, stopped_at=timezone.now(), stopped_why=why)
    words = Stop(why).label
    assert words in client.get(LIST).text
    assert words[1:] in client.get(subscription.get_absolute_url()).text


def test_many_webhooks_and_messages_take_as_many_queries_as_one(client, user, django_assert_num_queries):
    for number in range(MOST_PER_PERSON):
        subscription = subscription_of(user, name=f"Programme {number}")
        for _ in range(8):
            message_to(subscription, state=OutboxState.REFUSED)
    with django_assert_num_queries(3):  # session, user, webhooks
        client.get(LIST)
    with django_assert_num_queries(6):  # session, user, webhook, states, how many, messages
        client.get(subscription.get_absolute_url())


def test_the_open_data_and_the_account_lead_to_it(client, user):
    for page in ("/data/", reverse("accounts:profile")):
        assert f'href="{LIST}"' in client.get(page).text
