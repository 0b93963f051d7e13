"""What the views of one request share."""

import pytest
from django.urls import reverse

from pat_logistics.vocabulary import Temperature
from tests.factories.producers import FlowFactory
from tests.needs_survey.needs.samples import (
    answering_farm,
)

pytestmark = pytest.mark.django_db


def test_the_answers_follow_the_filters_on_deliveries(client, advisor, mende):
    for temperature in [Temperature.FROZEN] * 3 + [Temperature.CHILLED] * 3:
        farm = answering_farm(mende, irritants=["winter"])
        FlowFactory(producer=farm, destination=mende, product_line__temperature=temperature)
    assert asked_farms(client) == 6
    assert asked_farms(client, temperature="frozen") == 3


def asked_farms(client, **filters):
    answer = client.get(reverse("needs:view", args=["irritants"]), filters)
    return answer.context["tables"][0][0].total.figures[0].value
