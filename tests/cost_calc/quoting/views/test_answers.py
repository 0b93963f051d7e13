"""The pages behind the signed link, and the list of a company."""

import pytest
from django.urls import reverse

from carriers.enums import AnswerKind, InvitationState, QuoteState
from carriers.models import QuoteAnswer, QuoteMessage, QuoteOptOut
from carriers.quotes import mails, services
from carriers.quotes.links import stop_token_of, token_of
from pat_logistics.accounts.models import Role
from pat_logistics.mail.models import OutgoingMail
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.carriers import CarrierFactory
from tests.factories.producers import ProducerFactory
from tests.factories.quotes import QuoteInvitationFactory, QuoteRequestFactory, in_days

pytestmark = pytest.mark.django_db
PHONE, EMAIL, NAME = "04 65 71 12 34", "secret@ferme.example", "Ferme des Grelots"


@pytest.fixture
def invitation():
    farm = ProducerFactory(name=NAME, phone=PHONE, email=EMAIL, contact_name="Camille Exemple")
    quote = QuoteRequestFactory(producer=farm, created_by=UserFactory(email=EMAIL))
    return QuoteInvitationFactory(request=quote)


def link(invitation, name="quotes:answer"):
    return reverse(name, args=[token_of(invitation)])


def read(client, invitation):
    return client.get(link(invitation)).content.decode()


def priced(**changes):
    return {
        f"price-{name}": value for name, value in {"basis": "delivery", "price_eur": "30", **changes}.items()
    }


def test_a_carrier_answers_without_an_account(client, invitation):
    answer = client.post(
        link(invitation), priced(price_eur="1 028,50", conditions="Avant dix heures"), follow=True
    )
    assert "Votre offre est envoyée" in answer.content.decode()
    assert float(QuoteAnswer.objects.get().price_eur) == 1028.5


def test_bands_typed_without_their_start_follow_each_other(client, invitation):
    bands = {"to_1": "100", "eur_1": "0,8", "eur_2": "0,6"}
    client.post(link(invitation), priced(basis="kg", price_eur="", **bands))
    answer = QuoteAnswer.objects.get()
    assert answer.kind == AnswerKind.BANDS
    assert [(float(band.min_kg), band.max_kg and float(band.max_kg)) for band in answer.bands.all()] == [
        (0, 100),
        (100, None),
    ]


def test_a_link_says_nothing_of_the_producer_that_was_not_shared(client, invitation):
    page = read(client, invitation)
    assert not [told for told in (PHONE, EMAIL, NAME, "Camille") if told in page]


@pytest.mark.parametrize(
    ("shared", "told", "kept"),
    [
        ("shares_phone", PHONE, (EMAIL, NAME)),
        ("shares_email", EMAIL, (PHONE, NAME)),
        ("shares_name", NAME, (PHONE, EMAIL)),
    ],
)
def test_a_link_says_what_the_producer_chose_to_share(client, invitation, shared, told, kept):
    setattr(invitation.request, shared, True)
    invitation.request.save()
    page = read(client, invitation)
    assert told in page
    assert not [secret for secret in kept if secret in page]


def test_only_the_chosen_carrier_reads_the_contact(client, invitation):
    other = QuoteInvitationFactory(request=invitation.request, answered=True)
    services.give_answer(invitation=invitation, answer=QuoteAnswer(kind=AnswerKind.PRICE, price_eur=30))
    services.accept_offer(invitation=invitation, version=1)
    assert PHONE in read(client, invitation)
    assert not [told for told in (PHONE, EMAIL, NAME) if told in read(client, other)]


def test_a_link_never_shows_what_another_carrier_answered(client, invitation):
    other = QuoteInvitationFactory(request=invitation.request)
    services.ask_producer(invitation=other, text="Question confidentielle")
    services.give_answer(
        invitation=other, answer=QuoteAnswer(kind=AnswerKind.PRICE, price_eur="77.70", conditions="Secret")
    )
    page = read(client, invitation)
    assert not [told for told in ("77,70", "Secret", "confidentielle", other.company) if told in page]


def test_the_goods_value_and_the_own_costs_of_the_producer_stay_with_him(client, invitation):
    invitation.request.today = [{"label": "Votre fourgon", "eur": 123.45, "co2e_kg": 1}]
    invitation.request.question = "goods_value_eur=4321"
    invitation.request.save()
    page = read(client, invitation)
    assert "123,45" not in page
    assert "4321" not in page


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: f"9{t}", lambda t: "x", lambda t: "1.é"])
def test_a_forged_or_cut_link_opens_nothing_and_says_so(client, invitation, spoil):
    answer = client.get(reverse("quotes:answer", args=[spoil(token_of(invitation))]))
    assert answer.status_code == 404
    assert "n’est pas complet" in answer.content.decode().replace("\u00a0", " ")


def test_a_link_ends_a_month_after_the_deadline(client):
    overdue = QuoteInvitationFactory(request__deadline=in_days(-31))
    last_day = QuoteInvitationFactory(request__deadline=in_days(-30))
    assert client.get(link(overdue)).status_code == 410
    assert client.get(link(last_day)).status_code == 200


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": QuoteState.CANCELLED}, "a annulé sa demande"),
        ({"state": QuoteState.ACCEPTED}, "a fait son choix"),
        ({"late": True}, "Le délai de réponse est passé"),
    ],
)
def test_a_request_that_is_over_says_why_and_takes_no_answer(client, changes, said):
    invitation = QuoteInvitationFactory(request=QuoteRequestFactory(**changes))
    assert said in read(client, invitation)
    client.post(link(invitation), priced())
    assert not QuoteAnswer.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"price_eur": ""}, "Donnez votre prix"),
        ({"price_eur": "gratuit"}, "Donnez un nombre"),
        ({"price_eur": "9" * 1000}, "Donnez un nombre"),
        ({"price_eur": "NaN"}, "Donnez un nombre"),
        ({"price_eur": "-1"}, "Donnez un nombre"),
        ({"basis": "pallet"}, "combien de kilos tiennent"),
        ({"basis": "lot"}, "Choisissez l’une des réponses proposées"),
        ({"eur_1": "3"}, "pas les deux"),
        (
            {"price_eur": "", "to_1": "50", "eur_1": "3", "from_2": "40", "eur_2": "2"},
            "recouvre celle d’avant",
        ),
        ({"price_eur": "", "from_1": "50", "to_1": "40", "eur_1": "3"}, "plus haut"),
        ({"price_eur": "", "from_1": "50"}, "prix de cette tranche"),
        ({"delay_hours": "99999999999999999999"}, "nombre d’heures"),
        ({"valid_until": "9999-12-31"}, "dans cinq ans"),
        ({"valid_until": "2001-01-01"}, "aujourd’hui"),
        ({"conditions": "lire https://exemple.fr"}, "Retirez les adresses"),
        ({"conditions": "a\0b"}, "Le caractère nul"),
        ({"author_name": "x" * 81}, "80"),
        ({"weekdays": "8"}, "Sélectionnez un choix valide"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field_and_nothing_typed_is_lost(client, invitation, changes, said):
    data = priced(**{"conditions": "À ne pas perdre", **changes})
    page = client.post(link(invitation), data)
    assert page.status_code == 200
    assert said in page.content.decode()
    if "conditions" not in changes:
        assert "À ne pas perdre" in page.content.decode()
    assert not QuoteAnswer.objects.exists()


def test_a_refusal_needs_its_reason(client, invitation):
    page = client.post(link(invitation, "quotes:refuse"), {"refusal-reason": ""}).content.decode()
    assert "Choisissez une raison" in page
    client.post(link(invitation, "quotes:refuse"), {"refusal-reason": "too_small"})
    invitation.refresh_from_db()
    assert invitation.state == InvitationState.DECLINED


def test_a_question_is_kept_once(client, invitation):
    for _ in range(2):
        client.post(link(invitation, "quotes:question"), {"question-text": "Avez-vous un quai ?"})
    assert QuoteMessage.objects.count() == 1


def test_reading_the_way_out_stops_nothing_and_the_button_does(client, invitation):
    address = reverse("quotes:stop_mails", args=[stop_token_of(invitation)])
    client.get(address)
    assert not QuoteOptOut.objects.exists()
    for _ in range(2):
        client.post(address)
    assert QuoteOptOut.objects.get().email == invitation.to_email.lower()


def test_the_way_out_outlives_the_request(client, invitation):
    address = reverse("quotes:stop_mails", args=[stop_token_of(invitation)])
    invitation.request.delete()
    assert client.post(address, follow=True).status_code == 200
    assert QuoteOptOut.objects.get().email == invitation.to_email.lower()


def test_the_link_that_answers_stops_no_mail_and_the_link_that_stops_answers_nothing(client, invitation):
    """A company finds the first on its own page, and may have given the address of a competitor."""
    assert client.post(reverse("quotes:stop_mails", args=[token_of(invitation)])).status_code == 404
    assert client.get(reverse("quotes:answer", args=[stop_token_of(invitation)])).status_code == 404
    assert stop_token_of(invitation) not in read(client, invitation)
    assert not QuoteOptOut.objects.exists()


def test_a_company_reads_the_requests_it_received_and_no_other(
    client, invitation, django_assert_max_num_queries
):
    organisation = OrganisationFactory()
    company = CarrierFactory(organisation=organisation)
    MembershipFactory(user=(user := UserFactory()), organisation=organisation, role=Role.CARRIER)
    mine = [QuoteInvitationFactory(solution__carrier=company) for _ in range(6)]
    client.force_login(user)
    with django_assert_max_num_queries(13):
        page = client.get(reverse("quotes:received"))
    assert {row.pk for row, _ in page.context["rows"]} == {row.pk for row in mine}


def test_only_what_may_be_left_empty_is_said_to_be_optional(client, invitation):
    page = client.get(link(invitation))
    form = page.context["price_form"]
    assert "(facultatif)" not in str(form["price_eur"].as_field_group())
    assert "(facultatif)" in str(form["valid_until"].as_field_group())
    answer = client.post(link(invitation), priced(price_eur=""))
    assert "Donnez votre prix, ou remplissez les tranches" in answer.content.decode()


def test_the_exact_places_are_read_by_the_one_who_is_chosen_only(client, invitation):
    invitation.request.collect_at, invitation.request.collect_hours = "12 chemin des Prés", "avant 8 h"
    invitation.request.save()
    assert "chemin des Prés" not in read(client, invitation)
    assert "avant 8 h" in read(client, invitation)
    invitation.state = InvitationState.ACCEPTED
    invitation.save()
    assert "chemin des Prés" in read(client, invitation)


@pytest.mark.parametrize(
    ("shared", "heading"), [("shares_name", "Qui demande"), ("shares_phone", "Pour joindre le producteur")]
)
def test_the_mail_heads_what_it_really_gives(invitation, shared, heading):
    setattr(invitation.request, shared, True)
    mails.ask(invitation)
    assert heading in OutgoingMail.objects.get().body
