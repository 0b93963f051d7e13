"""Farms to bring together: who is offered, on which day, with what and from how far."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pat_logistics.territory.network import network
from tests.factories.producers import VehicleFactory
from tests.factories.territory import CommuneFactory
from tests.needs_survey.needs.pioneers import builder, pioneer

pytestmark = pytest.mark.django_db


def offered(client, **filters):
    return {row.producer for row in client.get(builder(**filters)).context["candidates"]}


def test_only_those_who_agreed_to_be_called_again_are_offered(client, advisor, mende):
    agreed = {pioneer(mende), pioneer(mende)}
    pioneer(mende, answer="no")
    assert offered(client) == agreed


def test_the_filters_choose_among_them(client, advisor, mende):
    frozen = {pioneer(mende, product_line__temperature="frozen") for _ in range(2)}
    pioneer(mende)
    assert offered(client, temperature="frozen") == frozen


def test_a_place_of_one_farm_brings_nobody_together(client, advisor, mende):
    pioneer(mende)
    assert client.get(reverse("needs:groups")).context["places"] == []


def test_each_day_counts_the_farms_that_can_come(client, advisor, mende):
    tuesday = pioneer(mende, weekdays=[2], kg_per_delivery=100)
    pioneer(mende, weekdays=[4], kg_per_delivery=40)
    any_day = pioneer(mende, weekdays=[], kg_per_delivery=10)
    context = client.get(builder(weekday=2)).context
    days = {row.number: (row.farms, row.kg) for row, _ in context["days"]}
    assert (days[2], days[4], days[7]) == ((2, 110.0), (2, 50.0), (1, 10.0))
    assert [row.producer for row in context["candidates"]] == [tuesday, any_day]


def test_a_day_that_suits_one_farm_does_not_close_the_place(client, advisor, mende):
    for day in (2, 4):
        pioneer(mende, weekdays=[day])
    answer = client.get(builder(weekday=2))
    assert len(answer.context["candidates"]) == 1
    assert len(client.get(answer.wsgi_request.path + answer.context["any_day"]).context["candidates"]) == 2
    assert "ce jour-là" in client.get(builder(weekday=7)).content.decode()


def test_a_candidate_says_how_it_delivers_with_what_and_from_how_far(client, advisor, mende):
    florac = CommuneFactory(florac=True)
    farm = pioneer(florac, destination=mende, weekdays=[4], kg_per_delivery=120, deliveries_per_year=50)
    VehicleFactory(producer=farm, payload_kg=None)
    VehicleFactory(producer=farm, payload_kg=400)
    largest = VehicleFactory(producer=farm, payload_kg=900)
    other = pioneer(mende)
    answer = client.get(builder())
    rows = {row.producer: row for row in answer.context["candidates"]}
    assert rows[farm].vehicle == largest
    by_road = network().between([("48061", "48095")])["48061", "48095"].km
    assert (rows[farm].by_road, rows[farm].km) == (True, by_road)
    assert (rows[other].vehicle, rows[other].km) == (None, 0)
    text = " ".join(answer.content.decode().split())
    assert "120 kg, 50 fois par an, jeudi" in text


def test_the_page_of_candidates_asks_as_much_for_two_farms_as_for_twelve(client, advisor, mende):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(builder())
        return len(asked)

    for _ in range(2):
        VehicleFactory(producer=pioneer(mende))
    client.get(builder())
    few = queries()
    for _ in range(10):
        VehicleFactory(producer=pioneer(mende))
    assert queries() == few <= 20
