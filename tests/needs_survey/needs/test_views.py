"""The territory views: what they count, and what they open."""

import pytest
from django.urls import reverse
from django.utils import timezone

from pat_logistics.vocabulary import CustomerType
from tests.factories.producers import FlowFactory, ProducerFactory
from tests.factories.territory import CommuneFactory
from tests.needs_survey.needs.samples import OTHER, answering_farm, farm_with_flow, page, rows_of

pytestmark = pytest.mark.django_db


def test_the_flows_of_three_farms_are_added_up(client, advisor, mende):
    for _ in range(3):
        farm_with_flow(mende)
    assert rows_of(client, "flux") == [
        ["CC de l’Aubrac", "CC de l’Aubrac", "360", "donné"],
        ["Total", "", "360", "donné"],
    ]


def test_the_flows_of_two_farms_are_read_on_screen_and_masked_in_a_file(client, advisor, mende):
    for _ in range(2):
        farm_with_flow(mende)
    assert rows_of(client, "flux") == [
        ["CC de l’Aubrac", "CC de l’Aubrac", "", "masqué"],
        ["Total", "", "", "masqué"],
    ]
    answer = client.get(reverse("needs:flows"))
    [line] = answer.context["table"].lines
    assert (line.figures[0].value, line.figures[0].farms) == (240, 2)
    # What the page prints is what its file holds.
    assert answer.context["leaving"]["table"].lines[0].figures[0].is_masked
    printed = answer.content.decode().partition('<div class="print-only">')[2].partition("</div>")[0]
    assert "masqué" in printed
    assert "240" not in printed


def test_a_filter_that_leaves_out_one_farm_is_masked(client, advisor, mende):
    for _ in range(3):
        farm_with_flow(mende)
    farm_with_flow(mende, customer_type=CustomerType.MARKET)
    assert rows_of(client, "flux")[-1] == ["Total", "", "480", "donné"]
    assert rows_of(client, "flux", customer=CustomerType.RESTAURANT)[-1] == ["Total", "", "", "masqué"]


def test_a_farm_that_publishes_nothing_and_answered_nothing_is_not_counted(client, advisor, mende):
    for _ in range(3):
        farm_with_flow(mende)
    FlowFactory(producer=ProducerFactory(published=True, commune=mende), destination=mende)
    assert rows_of(client, "flux")[-1] == ["Total", "", "360", "donné"]


def test_a_farm_that_answered_is_counted_without_publishing(client, advisor, mende):
    for _ in range(3):
        FlowFactory(
            producer=answering_farm(mende), destination=mende, kg_per_delivery=10, deliveries_per_year=12
        )
    assert rows_of(client, "flux")[-1] == ["Total", "", "360", "donné"]


def test_a_withdrawn_consent_counts_no_more(client, advisor, mende):
    farms = [answering_farm(mende, irritants=["winter"]) for _ in range(4)]
    assert ["Fermes interrogées", "4", "donné"] in rows_of(client, "irritants")
    farms[0].survey_responses.update(withdrawn_at=timezone.now())
    assert ["Fermes interrogées", "3", "donné"] in rows_of(client, "irritants")


def test_another_departement_is_not_counted(client, advisor, mende):
    montpellier = CommuneFactory(montpellier=True)
    for _ in range(3):
        farm_with_flow(montpellier)
    assert rows_of(client, "flux", departement="48") == [["Total", "", "0", "donné"]]
    assert rows_of(client, "flux") == [["Total", "", "0", "donné"]]


def test_what_farms_of_another_departement_deliver_here_comes_masked(client, advisor, mende):
    montpellier = CommuneFactory(montpellier=True, epci="243400017", epci_name="Montpellier")
    for _ in range(3):
        farm_with_flow(montpellier, destination=mende)
    farm_with_flow(montpellier, kg=7, destination=CommuneFactory(departement="48", **OTHER))
    arrivals = client.get(reverse("needs:flows")).context["arrivals"]
    assert arrivals.senders == ("Hérault",)
    told = {line.names[1]: line.figures[0] for line in arrivals.table.lines}
    assert told["CC des Cévennes"].is_masked
    # Only one farm goes elsewhere: what the three bring would be had by subtraction.
    assert told["CC de l’Aubrac"].is_masked


def test_a_view_that_does_not_exist_is_not_found(client, advisor):
    assert client.get(reverse("needs:view", args=["autre"])).status_code == 404
    assert client.get(reverse("needs:export", args=["autre", "csv"])).status_code == 404
    assert client.get(reverse("needs:export", args=["volumes", "geojson"])).status_code == 404


def test_a_page_asks_few_questions_whatever_the_number_of_farms(
    client, advisor, mende, django_assert_max_num_queries
):
    for _ in range(5):
        FlowFactory(producer=answering_farm(mende, irritants=["winter"]), destination=mende)
    for code in ("flux", "volumes", "attentes", "froid", "irritants", "maturite"):
        with django_assert_max_num_queries(18):
            page(client, code, temperature="chilled")
