"""What stands behind a line of the map of flows."""

import pytest
from django.urls import reverse

from pat_logistics.vocabulary import CustomerType
from tests.needs_survey.needs.samples import EPCI, OTHER, farm_with_flow, page

pytestmark = pytest.mark.django_db


def test_a_line_of_the_map_opens_the_farms_and_deliveries_behind_it(client, advisor, mende):
    farms = [farm_with_flow(mende, kg=kg) for kg in (10, 20)]
    farm_with_flow(mende, kg=5, customer_type=CustomerType.MARKET)
    found = client.get(
        reverse("needs:flow", args=[EPCI["epci"], EPCI["epci"]]),
        {"customer": farms[0].flows.get().customer_type},
    )
    assert [row.producer for row in found.context["flow"].deliveries] == [farms[1], farms[0]]
    assert found.context["flow"].kg == 360
    address = reverse("needs:flow", args=[EPCI["epci"], EPCI["epci"]])
    assert f'href="{address}"' in page(client)
    assert client.get(reverse("needs:flow", args=[EPCI["epci"], OTHER["epci"]])).status_code == 404
