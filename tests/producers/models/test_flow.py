"""Regular deliveries."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError

from producers.models import Flow
from tests.factories.actors import ActorFactory
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory
from tests.refused import Refusals

pytestmark = pytest.mark.django_db

REFUSED = [
    (FlowFactory, {"customer_type": "king"}, "flow_customer_type_known"),
    (FlowFactory, {"transport_today": "balloon"}, "flow_transport_today_known"),
    (FlowFactory, {"paid_by": "nobody"}, "flow_paid_by_known"),
    (FlowFactory, {"kg_per_delivery": 0}, "flow_kg_per_delivery_in_sense"),
    (FlowFactory, {"kg_per_delivery": 44_001}, "flow_kg_per_delivery_in_sense"),
    (FlowFactory, {"deliveries_per_year": 0}, "flow_deliveries_per_year_in_sense"),
    (FlowFactory, {"returns_kg": -1}, "flow_returns_kg_in_sense"),
    (FlowFactory, {"goods_value_eur": -1}, "flow_goods_value_eur_in_sense"),
    (FlowFactory, {"lead_time_hours": 0}, "flow_lead_time_hours_in_sense"),
    (FlowFactory, {"months": [0, 13]}, "flow_months_known"),
    (FlowFactory, {"weekdays": [8]}, "flow_weekdays_known"),
    (
        FlowFactory,
        {"customer_type": "home", "outlet_id": 1},
        "flow_home_has_no_outlet",
    ),
    (FlowFactory, {"not_before": time(10), "not_after": time(9)}, "flow_hours_in_order"),
]


class TestRefusals(Refusals):
    MODELS = (Flow,)
    ROWS = REFUSED


def test_a_flow_carries_a_line_of_its_own_producer():
    flow = FlowFactory.build(producer=ProducerFactory(), product_line=ProductLineFactory())
    with pytest.raises(ValidationError, match="Choisissez une gamme de ce producteur"):
        flow.clean()


def test_a_year_of_a_flow_is_its_deliveries():
    assert Flow(kg_per_delivery=60, deliveries_per_year=48).kg_per_year == 2880


def test_what_takes_no_goods_is_refused_as_a_customer():
    flow = FlowFactory(outlet=ActorFactory())
    with pytest.raises(ValidationError, match="Ce n’est pas un client"):
        flow.full_clean()


def test_a_customer_that_is_deleted_leaves_its_type():
    flow = FlowFactory(outlet=ActorFactory(canteen=True), customer_type="college")
    flow.outlet.delete()
    flow.refresh_from_db()
    assert (flow.outlet, flow.customer) == (None, "collège ou lycée")
