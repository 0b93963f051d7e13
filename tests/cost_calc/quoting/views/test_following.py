"""The producer's pages: from a delivery to the choice of an offer."""

import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from carriers.enums import InvitationState, QuoteState
from carriers.models import QuoteMiss, QuoteRequest, Solution
from carriers.quotes import services
from pat_logistics.accounts.models import Role
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.outbox.models import OutboxState
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory
from tests.factories.quotes import (
    QuoteAnswerFactory,
    QuoteInvitationFactory,
    QuoteRequestFactory,
    in_days,
)
from tests.factories.territory import CommuneFactory

QUERY = urlencode(
    {"origin": "48095", "destination": "34172", "family": "cheese", "mass_kg": "60", "per_month": "4"}
)
LOST = "Merci d’appeler avant dix heures."


@pytest.fixture
def farmer(db):
    user = UserFactory()
    MembershipFactory(user=user, organisation=OrganisationFactory(), role=Role.PRODUCER)
    return user


@pytest.fixture
def farm(farmer):
    return ProducerFactory(
        organisation=farmer.memberships.get().organisation,
        commune=CommuneFactory(mende=True),
        phone="0465711234",
    )


@pytest.fixture
def signed_in(client, farmer, farm):
    client.force_login(farmer)
    return client


@pytest.fixture
def quote(farm, farmer):
    return QuoteRequestFactory(producer=farm, created_by=farmer)


def asking(name, query=QUERY):
    return f"{reverse(name)}?{query}"


def typed(page, **changes):
    """What a browser would send of the ask page, changed at will."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    values["producer"] = form.initial["producer"].pk
    return {name: value for name, value in (values | changes).items() if value is not None}


def test_a_visitor_signs_in_first_and_comes_back_with_the_delivery(client, db):
    answer = client.get(asking("quotes:ask"))
    assert answer.url == f"{reverse('account_login')}?{urlencode({'next': asking('quotes:ask')}, safe='/')}"


def test_a_farm_is_needed_and_the_way_back_is_given(client, db):
    client.force_login(UserFactory())
    page = client.get(asking("quotes:ask")).content.decode()
    assert f"{reverse('farm:create')}?{urlencode({'next': asking('quotes:ask')}, safe='')}" in page
    assert reverse("producers:list") in page
    assert "C’est ma ferme" in page


def test_a_question_with_a_hole_goes_back_to_the_calculator_that_names_it(signed_in, territory):
    query = QUERY.replace("60", "beaucoup")
    answer = signed_in.get(asking("quotes:ask", query))
    assert answer.url == asking("cost_calc:compare", query)


def test_a_flow_of_ones_own_is_a_question_already_answered(signed_in, farm, territory):
    line = ProductLineFactory(producer=farm)
    flow = FlowFactory(
        producer=farm,
        product_line=line,
        destination=CommuneFactory(montpellier=True),
        months=[5, 6],
        weekdays=[2],
    )
    page = signed_in.get(reverse("quotes:ask"), {"flow": flow.pk}, follow=True)
    form = page.context["form"]
    assert (form["months"].value(), form["weekdays"].value()) == ([5, 6], [2])
    assert page.context["quote"].mass_kg == 60


def test_what_was_said_of_when_is_open_and_what_nobody_said_is_folded(signed_in, farm, territory):
    assert not signed_in.get(asking("quotes:ask")).context["form"].tells_when
    page = signed_in.get(asking("quotes:ask"))
    told = signed_in.post(asking("quotes:check"), typed(page, months=[]))
    assert told.context["form"].errors["months"]
    assert told.context["form"].tells_when


@pytest.mark.parametrize("flow", ["0", "x", "9" * 30])
def test_a_flow_that_is_not_ones_own_does_not_exist(signed_in, flow):
    FlowFactory()
    assert signed_in.get(reverse("quotes:ask"), {"flow": flow}).status_code == 404


def test_the_flow_of_another_farm_does_not_exist(signed_in):
    assert signed_in.get(reverse("quotes:ask"), {"flow": FlowFactory().pk}).status_code == 404


def test_what_was_typed_is_checked_then_sent_once(signed_in, territory):
    page = signed_in.get(asking("quotes:ask"))
    checked = signed_in.post(asking("quotes:check"), typed(page, message=LOST))
    assert "Vérifiez avant" in checked.content.decode()
    assert not QuoteRequest.objects.exists()
    sent = dict(checked.context["form"].typed) | {
        name: [value for key, value in checked.context["form"].typed if key == name]
        for name in ("solutions", "months", "weekdays")
    }
    first = signed_in.post(asking("quotes:send"), sent)
    again = signed_in.post(asking("quotes:send"), sent)
    request = QuoteRequest.objects.get()
    assert first.url == again.url == request.get_absolute_url()
    assert request.message == LOST
    assert OutgoingMail.objects.count() == request.invitations.count() == len(sent["solutions"])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"solutions": []}, "Cochez au moins une solution"),
        ({"solutions": ["999999"]}, "ne peut plus être interrogée"),
        ({"months": []}, "au moins un mois"),
        ({"months": ["13"]}, "Sélectionnez un choix valide"),
        ({"deadline": str(in_days(1))}, "de 2 à 60 jours"),
        ({"deadline": str(in_days(61))}, "de 2 à 60 jours"),
        ({"deadline": "demain"}, "Saisissez une date valide"),
        ({"first_on": "1900-01-01"}, "d’ici deux ans"),
        ({"goods_value_eur": "9" * 400}, "Donnez un nombre"),
        ({"message": "voyez www.exemple.fr"}, "Retirez les adresses de sites"),
        ({"message": "a\0b"}, "Le caractère nul"),
        ({"message": "x" * 1501}, "1500 caractères"),
        ({"token": "x"}, "UUID"),
    ],
)
def test_a_wrong_value_is_said_and_nothing_typed_is_lost(signed_in, territory, changes, said):
    data = typed(signed_in.get(asking("quotes:ask")), message=LOST) | changes
    for name in ("quotes:check", "quotes:send"):
        answer = signed_in.post(asking(name), data)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert said in page
        if "message" not in changes:
            assert LOST in page
    assert not QuoteRequest.objects.exists()


def test_a_solution_that_does_not_match_cannot_be_forged_into_the_form(signed_in, territory):
    dry = Solution.objects.get(slug="messagerie-produits-secs")
    data = typed(signed_in.get(asking("quotes:ask")), solutions=[dry.pk])
    assert "ne peut plus être interrogée" in signed_in.post(asking("quotes:send"), data).content.decode()


def test_the_farm_of_another_cannot_be_forged_into_the_form(signed_in, territory):
    data = typed(signed_in.get(asking("quotes:ask"))) | {"producer": ProducerFactory().pk}
    signed_in.post(asking("quotes:send"), data)
    assert not QuoteRequest.objects.exists()


def test_a_limit_is_said_in_the_form(signed_in, farm, territory):
    for _ in range(services.MAX_OPEN):
        QuoteRequestFactory(producer=farm)
    data = typed(signed_in.get(asking("quotes:ask")), message=LOST)
    page = signed_in.post(asking("quotes:send"), data).content.decode()
    assert "déjà 5 demandes en cours" in page
    assert LOST in page


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


def test_asking_costs_the_same_however_many_match(signed_in, territory, django_assert_max_num_queries):
    signed_in.get(asking("quotes:ask"))
    with django_assert_max_num_queries(22):
        signed_in.get(asking("quotes:ask"))


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


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"packages": "6", "package_kg": "100"}, "corrigez l’un ou l’autre"),
        ({"length_cm": "60"}, "Donnez les trois dimensions, ou aucune."),
        ({"packages": "0"}, "Donnez un nombre entier"),
        ({"package_kg": "0"}, "Donnez un nombre entre"),
        ({"place_1": "x" * 161}, "160"),
        ({"collect_hours": "voyez www.exemple.fr"}, "Retirez les adresses"),
        ({"collect_hours": "8 h\r\nRéponse acceptée"}, "signe invisible"),
        ({"hours_1": "le \u202enitam"}, "signe invisible"),
    ],
)
def test_packing_that_makes_no_sense_is_said_at_its_field(signed_in, territory, changes, said):
    data = typed(signed_in.get(asking("quotes:ask")), message=LOST) | changes
    page = signed_in.post(asking("quotes:send"), data).content.decode()
    assert said in page
    assert LOST in page
    assert not QuoteRequest.objects.exists()


def test_the_farm_the_delivery_leaves_from_is_chosen_and_none_when_it_leaves_from_elsewhere(
    signed_in, farmer, farm, territory
):
    second = MembershipFactory(user=farmer, organisation=OrganisationFactory(), role=Role.PRODUCER)
    other = ProducerFactory(
        name="Abeilles d’ailleurs", organisation=second.organisation, commune=CommuneFactory(florac=True)
    )
    assert signed_in.get(asking("quotes:ask")).context["form"]["producer"].value() == farm.pk
    other.commune = farm.commune
    other.save()
    assert signed_in.get(asking("quotes:ask")).context["form"]["producer"].value() is None


def test_those_that_do_not_fit_are_grouped_by_what_keeps_them(signed_in, territory):
    page = signed_in.get(asking("quotes:ask"))
    found = page.context["misfits"]
    named = [match.solution.slug for _, matches in found for match in matches]
    assert sorted(named) == sorted(match.solution.slug for match in page.context["matching"].impossible)
    assert len(named) == len(set(named))
    assert all(reason in page.content.decode() for reason, _ in found)


def test_a_solution_that_could_not_be_asked_keeps_why_and_nothing_of_the_farm(signed_in, territory):
    data = typed(signed_in.get(asking("quotes:ask")))
    signed_in.post(asking("quotes:send"), data)
    missed = dict(QuoteMiss.objects.values_list("solution__slug", "reason"))
    assert missed["messagerie-produits-secs"] == "temperature"
    assert not {field.name for field in QuoteMiss._meta.fields} - {"id", "solution", "day", "reason"}
