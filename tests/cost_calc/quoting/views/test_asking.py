"""Asking for quotes."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from carriers.models import QuoteMiss, QuoteRequest, Solution
from carriers.quotes import services
from pat_logistics.accounts.models import Role
from pat_logistics.mail.models import OutgoingMail
from tests.cost_calc.quoting.asked import LOST, QUERY, asking, typed
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory
from tests.factories.quotes import (
    QuoteRequestFactory,
)
from tests.factories.territory import CommuneFactory


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


def test_asking_costs_the_same_however_many_match(signed_in, territory, django_assert_max_num_queries):
    signed_in.get(asking("quotes:ask"))
    with django_assert_max_num_queries(22):
        signed_in.get(asking("quotes:ask"))


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
