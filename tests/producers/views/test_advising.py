"""Profiles that advisors enter, what the producer is told, and what the producer answers."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from pat_logistics.history import version
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.outbox.models import OutboxState
from producers import entries, personal
from producers.models import AdvisorEntry, Erasure, Producer
from producers.tasks import remind_unclaimed
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.producers import AdvisorEntryFactory, ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db

CREATE = reverse("advising:create")


@pytest.fixture
def farmer():
    return UserFactory(email="ferme@exemple.fr")


@pytest.fixture
def entry(advisor, client):
    """A profile entered through the page, and nobody signed in."""
    CommuneFactory(mende=True)
    client.post(CREATE, answers())
    client.logout()
    return AdvisorEntry.objects.get()


def answers(**others):
    return {
        "name": "Ferme du Vent",
        "commune": "48095",
        "legal_form": "sole",
        "phone": "04 65 71 12 34",
        "email": "ferme@exemple.fr",
        "labels": ["organic"],
        "reason": "Étudier avec vous vos livraisons vers Mende",
        "source": "phone",
    } | others


def link(name, entry):
    return reverse(f"farm:{name}", args=[personal.token_of(entry.producer)])


def test_a_corrected_address_is_told_and_the_former_link_ends(entry, advisor, client):
    former = link("received", entry)
    client.force_login(advisor)
    page = client.get(reverse("farm:profile", args=[entry.producer.pk]))
    form = page.context["form"]
    typed = {name: form[name].value() for name in form.fields}
    typed = {name: value for name, value in typed.items() if value not in (None, False)}
    client.post(reverse("farm:profile", args=[entry.producer.pk]), typed | {"email": "juste@exemple.fr"})
    entry = AdvisorEntry.objects.get()
    assert entry.email == "juste@exemple.fr"
    assert list(OutgoingMail.objects.order_by("pk").values_list("to", flat=True)) == [
        "ferme@exemple.fr",
        "juste@exemple.fr",
    ]
    client.logout()
    assert client.get(former).status_code == 410
    assert client.get(link("received", entry)).status_code == 200


# --- Entering ---------------------------------------------------------------------------------------


def test_a_profile_entered_for_a_producer_is_nobody_s_and_not_published(entry):
    assert entry.producer.organisation is None
    assert not Producer.objects.visible_to(AnonymousUser()).exists()


def test_the_producer_is_told_what_by_whom_why_from_where_and_with_which_rights(entry, advisor):
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.reply_to) == ("ferme@exemple.fr", advisor.email)
    for told in (
        advisor.email,
        entry.organisation.name,
        "Étudier avec vous vos livraisons vers Mende",
        "un appel téléphonique avec vous",
        "Ferme du Vent",
        "Mende (48)",
        "04 65 71 12 34",
        "Agriculture biologique",
        "Rien n’est publié",
        "effacer",
        "CNIL",
        f"http://testserver{link('received', entry)}"[:60],
    ):
        assert told in mail.body
    assert "&" not in mail.body


def test_the_link_of_the_mail_opens_the_entry(client, entry):
    address = next(word for word in OutgoingMail.objects.get().body.split() if "/recue/" in word)
    page = client.get(address.removeprefix("http://testserver")).text
    assert "Ferme du Vent" in page
    assert "04 65 71 12 34" in page


@pytest.mark.parametrize("missing", ["reason", "source", "name", "commune"])
def test_without_what_the_producer_must_be_told_nothing_is_created(client, advisor, missing):
    CommuneFactory(mende=True)
    response = client.post(CREATE, answers(**{missing: ""}))
    assert missing in response.context["form"].errors
    assert not Producer.objects.exists()
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("phone", ["04 65 71 12 34", ""])
def test_a_farm_without_an_address_is_entered_and_its_advisor_is_to_tell_it(client, advisor, phone):
    CommuneFactory(mende=True)
    page = client.post(CREATE, answers(email="", phone=phone), follow=True).text
    assert Producer.objects.get().phone == phone
    assert "dites vous-même au producteur" in page
    assert not OutgoingMail.objects.exists()
    assert "à prévenir de vive voix" in client.get(reverse("advising:index")).text


def test_an_address_that_is_noted_later_is_told_then(client, advisor):
    CommuneFactory(mende=True)
    client.post(CREATE, answers(email=""))
    farm = Producer.objects.get()
    typed = {name: value for name, value in answers().items() if name not in ("reason", "source")}
    client.post(reverse("farm:profile", args=[farm.pk]), typed | {"opened_on": version(farm)})
    assert OutgoingMail.objects.get().to == "ferme@exemple.fr"


def test_a_producer_of_a_departement_not_followed_is_refused(client, advisor):
    CommuneFactory(montpellier=True)
    response = client.post(CREATE, answers(commune="34172"))
    assert "Vous suivez ces départements" in response.context["form"].errors["commune"][0]
    assert not Producer.objects.exists()


def test_entering_the_same_farm_twice_shows_the_first(client, advisor):
    CommuneFactory(mende=True)
    client.post(CREATE, answers())
    response = client.post(CREATE, answers())
    assert "Est-ce l’une de ces fiches" in response.text
    assert Producer.objects.count() == 1


def test_an_advisor_may_complete_the_profile_and_not_publish_it(client, entry, advisor):
    client.force_login(advisor)
    page = client.get(reverse("farm:publication", args=[entry.producer_id])).text
    assert "Seul le producteur publie" in page
    assert "J’accepte et je publie" not in page


# --- The link ---------------------------------------------------------------------------------------


def test_a_forged_link_leads_nowhere(client, entry):
    forged = signing.dumps(entry.pk, salt="autre")
    for token in (forged, personal.token_of(entry.producer) + "A", "x", str(entry.pk)):
        for name in ("received", "received_refuse"):
            assert client.get(reverse(f"farm:{name}", args=[token])).status_code == 404
        assert client.post(reverse("farm:received_refuse", args=[token])).status_code == 404
    assert Producer.objects.exists()


def test_an_expired_link_says_so_and_does_nothing(client, entry, monkeypatch):
    monkeypatch.setattr(personal, "LASTS", timedelta(seconds=-1))
    response = client.get(link("received", entry))
    assert response.status_code == 410
    assert "soixante jours" in response.text
    assert client.post(link("received_refuse", entry)).status_code == 410
    assert Producer.objects.exists()


def test_claiming_asks_to_sign_in_first(client, entry):
    response = client.post(link("received_claim", entry))
    assert response.status_code == 302
    assert reverse("account_signup") in response.url
    assert Producer.objects.get().organisation is None
    assert "reprendre ma fiche" in client.get(link("received", entry)).text


def test_the_producer_who_claims_keeps_the_profile(client, entry, farmer):
    client.force_login(farmer)
    response = client.post(link("received_claim", entry), follow=True)
    assert "Cette fiche est la vôtre" in response.text
    assert Producer.objects.owned_by(farmer).get() == entry.producer
    entry.refresh_from_db()
    assert entry.claimed_at


def test_a_link_already_used_gives_the_farm_to_nobody_else(client, entry, farmer):
    entries.claim_farm(producer=entry.producer, user=farmer)
    other = UserFactory()
    client.force_login(other)
    assert client.get(link("received", entry)).status_code == 410
    assert client.post(link("received_claim", entry)).status_code == 410
    assert client.post(link("received_refuse", entry)).status_code == 410
    assert not Producer.objects.owned_by(other).exists()
    assert Producer.objects.exists()


def test_opening_the_page_of_refusal_erases_nothing(client, entry):
    assert "Supprimer cette fiche" in client.get(link("received_refuse", entry)).text
    assert Producer.objects.exists()


def test_refusing_erases_at_once_and_tells_the_advisor_without_naming_the_farm(client, entry, advisor):
    client.post(link("received_refuse", entry))
    assert not Producer.objects.exists()
    assert Erasure.objects.get().erased_by == "refusal"
    mail = OutgoingMail.objects.get()
    assert mail.to == advisor.email
    assert "refusée" in mail.body
    assert "Ferme du Vent" not in mail.body
    client.force_login(advisor)
    assert "refusée par le producteur" in client.get(reverse("advising:index")).text


def test_refusing_twice_tells_the_advisor_once(client, entry):
    client.post(link("received_refuse", entry))
    assert client.post(link("received_refuse", entry)).status_code == 410
    assert OutgoingMail.objects.count() == 1


# --- The reminder -----------------------------------------------------------------------------------


def aged(days, **traits):
    entry = AdvisorEntryFactory(**traits)
    AdvisorEntry.objects.filter(pk=entry.pk).update(entered_at=timezone.now() - timedelta(days=days))
    return entry


def test_after_two_weeks_without_an_answer_the_producer_is_reminded_once():
    entry = aged(15)
    remind_unclaimed()
    remind_unclaimed()
    mail = OutgoingMail.objects.get()
    assert mail.to == entry.email
    assert "Vous n’avez pas encore répondu" in mail.body
    assert "/recue/" in mail.body


@pytest.mark.parametrize(
    ("days", "traits"),
    [(13, {}), (15, {"claimed_at": timezone.now()}), (15, {"producer": None, "email": "", "reason": ""})],
)
def test_who_has_time_left_or_has_answered_is_not_reminded(days, traits):
    aged(days, **traits)
    remind_unclaimed()
    assert not OutgoingMail.objects.exists()


# --- The list ---------------------------------------------------------------------------------------


def test_an_advisor_finds_the_producers_followed_unpublished_included_and_no_other(client, advisor):
    mende, montpellier = CommuneFactory(mende=True), CommuneFactory(montpellier=True)
    ProducerFactory(name="Ferme du Vent", commune=mende)
    ProducerFactory(name="Mas du Midi", commune=montpellier, published=True)
    page = client.get(reverse("advising:index")).text
    assert "Ferme du Vent" in page
    assert "Mas du Midi" not in page


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("published", {"Publiée"}),
        ("unpublished", {"Sans titulaire", "Saisie"}),
        ("nobody", {"Sans titulaire", "Saisie"}),
        ("waiting", {"Saisie"}),
        ("inventé", {"Publiée", "Sans titulaire", "Saisie"}),
    ],
)
def test_the_list_is_narrowed_by_state(client, advisor, state, found):
    mende = CommuneFactory(mende=True)
    ProducerFactory(name="Publiée", commune=mende, published=True, organisation=OrganisationFactory())
    ProducerFactory(name="Sans titulaire", commune=mende)
    AdvisorEntryFactory(producer__name="Saisie", producer__commune=mende)
    page = client.get(reverse("advising:index"), {"state": state}).context["page"]
    assert {producer.name for producer in page} == found


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (OutboxState.WAITING, "courriel en attente d’envoi"),
        (OutboxState.SENT, "courriel parti le"),
        (OutboxState.REFUSED, "courriel non distribué"),
        (OutboxState.UNCERTAIN, "courriel peut-être parti"),
    ],
)
def test_the_advisor_reads_whether_the_mail_left(client, entry, advisor, state, words):
    OutgoingMail.objects.update(state=state, handed_at=timezone.now())
    client.force_login(advisor)
    assert words in client.get(reverse("advising:index")).text


def test_many_producers_take_as_many_queries_as_one(client, advisor, django_assert_max_num_queries):
    mende = CommuneFactory(mende=True)
    for _ in range(20):
        AdvisorEntryFactory(producer__commune=mende)
    with django_assert_max_num_queries(8):
        client.get(reverse("advising:index"))


def test_an_advisor_moves_no_farm_out_of_the_own_departements(client, advisor):
    farm = ProducerFactory(commune=CommuneFactory(mende=True))
    CommuneFactory(montpellier=True)
    answers = {"name": farm.name, "legal_form": "sole", "commune": "34172", "opened_on": version(farm)}
    response = client.post(reverse("farm:profile", args=[farm.pk]), answers)
    assert "Vous suivez ces départements" in response.context["form"].errors["commune"][0]
    farm.refresh_from_db()
    assert farm.commune_id == "48095"
