"""The producer's pages: from a delivery to the choice of an offer."""

import re

import pytest
from django.urls import reverse

from carriers.enums import InvitationState, QuoteState
from carriers.models import QuoteRequest
from carriers.quotes import services
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.outbox.models import OutboxState
from tests.cost_calc.quoting.asked import asking, typed
from tests.factories.quotes import (
    QuoteAnswerFactory,
    QuoteInvitationFactory,
    QuoteRequestFactory,
    in_days,
)


def test_the_offers_stand_side_by_side_with_todays_cost(signed_in, quote):
    quote.today = [{"label": "Votre fourgon, trajet exprès", "eur": 120.0, "co2e_kg": 24.0}]
    quote.save()
    QuoteInvitationFactory(request=quote, answered=True, own_part_eur=6)
    page = re.sub(r"[\u202f\u00a0]", " ", signed_in.get(quote.get_absolute_url()).content.decode())
    for told in ("0,50 €/kg", "0,60 €/kg", "200 g CO₂e/kg", "2,00 €/kg", "400 g CO₂e/kg"):
        assert told in page


def test_an_undelivered_mail_is_shown_and_sent_again(signed_in, quote):
    invitation = QuoteInvitationFactory(request=quote)
    mail = OutgoingMail.objects.create(
        key=f"quote-ask-{invitation.pk}", to=invitation.to_email, body="…", state=OutboxState.REFUSED
    )
    assert "non distribué" in signed_in.get(quote.get_absolute_url()).content.decode()
    signed_in.post(reverse("quotes:resend", args=[quote.pk, invitation.pk]))
    mail.refresh_from_db()
    assert mail.state == OutboxState.WAITING


def test_an_offer_changed_between_the_two_pages_is_shown_again(signed_in, quote):
    invitation = QuoteInvitationFactory(request=quote, answered=True)
    address = reverse("quotes:accept", args=[quote.pk, invitation.pk])
    read = signed_in.get(address).context["invitation"].answer.version
    QuoteAnswerFactory(invitation=invitation, version=2, price_eur=99)
    answer = signed_in.post(address, {"version": read}, follow=True)
    page = answer.content.decode()
    assert "vient de changer" in page
    assert "99,00" in page
    quote.refresh_from_db()
    assert quote.state == QuoteState.OPEN


def test_choosing_in_two_tabs_is_choosing_once(signed_in, quote):
    invitation = QuoteInvitationFactory(request=quote, answered=True)
    for _ in range(2):
        signed_in.post(reverse("quotes:accept", args=[quote.pk, invitation.pk]), {"version": "1"})
    invitation.refresh_from_db()
    assert invitation.state == InvitationState.ACCEPTED
    assert OutgoingMail.objects.filter(key__startswith="quote-accepted").count() == 1


def test_an_invitation_of_another_request_is_not_reached_through_ones_own(signed_in, quote):
    foreign = QuoteInvitationFactory(answered=True)
    for name in ("accept", "reply", "resend"):
        address = reverse(f"quotes:{name}", args=[quote.pk, foreign.pk])
        assert signed_in.post(address, {"version": "1", "text": "Bonjour"}).status_code == 404


def test_a_reply_that_cannot_leave_stays_in_its_field(signed_in, quote, monkeypatch):
    monkeypatch.setattr(services, "WRITES_PER_HOUR", 0)
    invitation = QuoteInvitationFactory(request=quote, questioned=True)
    page = signed_in.post(reverse("quotes:reply", args=[quote.pk, invitation.pk]), {"text": "Le mardi."})
    assert page.status_code == 200
    assert "Le mardi.</textarea>" in page.content.decode()
    assert "Attendez un peu" in page.content.decode()


def test_a_reply_without_a_word_keeps_the_page_and_says_it(signed_in, quote):
    invitation = QuoteInvitationFactory(request=quote, questioned=True)
    page = signed_in.post(reverse("quotes:reply", args=[quote.pk, invitation.pk]), {"text": " "})
    assert "Il manque une réponse ici" in page.content.decode()


@pytest.mark.parametrize("deadline", ["", "demain", "9999-12-31", str(in_days(-2))])
def test_a_deadline_out_of_sense_changes_nothing(signed_in, quote, deadline):
    before = quote.deadline
    signed_in.post(reverse("quotes:extend", args=[quote.pk]), {"deadline": deadline}, follow=True)
    quote.refresh_from_db()
    assert quote.deadline == before


def test_the_list_costs_the_same_whatever_its_length(signed_in, farm, django_assert_max_num_queries):
    for quote in QuoteRequestFactory.create_batch(12, producer=farm):
        QuoteInvitationFactory(request=quote, answered=True)
    with django_assert_max_num_queries(9):
        signed_in.get(reverse("quotes:list"))


def test_a_request_costs_the_same_however_many_were_asked(signed_in, quote, django_assert_max_num_queries):
    QuoteInvitationFactory.create_batch(7, request=quote, answered=True)
    QuoteInvitationFactory.create_batch(7, request=quote, questioned=True)
    with django_assert_max_num_queries(14):
        signed_in.get(quote.get_absolute_url())


def test_crates_places_and_hours_are_told_and_the_places_only_to_the_chosen_one(signed_in, territory):
    told = {
        "packages": "6", "packaging": "crate", "package_kg": "10", "length_cm": "60", "width_cm": "40",
        "height_cm": "30", "collect_at": "12 chemin des Prés", "collect_hours": "avant 8 h",
        "place_1": "Quai nord", "hours_1": "le matin", "invoicing": "month",
    }  # fmt: skip
    data = typed(signed_in.get(asking("quotes:ask"))) | told
    page = re.sub(r"[\u202f\u00a0]", " ", signed_in.post(asking("quotes:check"), data).content.decode())
    assert "6 caisses de 10 kg, 60 × 40 × 30 cm" in page
    assert "avant 8 h" in page
    assert "<dd>12 chemin" not in page
    signed_in.post(asking("quotes:send"), data)
    stop = QuoteRequest.objects.get().stops.get()
    assert (stop.place, stop.hours) == ("Quai nord", "le matin")
    mail = re.sub(r"[\u202f\u00a0]", " ", OutgoingMail.objects.first().body)
    assert "Facture souhaitée\u0020: chaque mois" in mail
    assert "Quai nord" not in mail
    assert "chemin des Prés" not in mail
    assert mail.count("60 kg") == 1
