"""The form of a regular delivery."""

import pytest

from producers.flow_form import FlowForm
from tests.factories.actors import ActorFactory
from tests.factories.producers import ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def farm():
    return ProducerFactory()


def test_a_delivery_carries_a_product_of_its_farm_and_may_be_all_year(farm):
    own, other = ProductLineFactory(producer=farm), ProductLineFactory()
    form = FlowForm(producer=farm)
    assert list(form.fields["product_line"].queryset) == [own]
    assert form.initial["months"] == list(range(1, 13))
    assert "product_line" in FlowForm({"product_line": other.pk}, producer=farm).errors


@pytest.fixture
def canteen():
    return ActorFactory(canteen=True, commune=CommuneFactory(mende=True), name="Collège d’ici")


def delivery(canteen, **typed):
    farm = ProducerFactory(commune=canteen.commune)
    line = ProductLineFactory(producer=farm)
    answers = {
        "product_line": line.pk, "outlet": canteen.pk, "kg_per_delivery": "20", "deliveries_per_year": "40",
        "returns_kg": "0", "transport_today": "self", "paid_by": "producer",
    }  # fmt: skip
    return FlowForm(answers | typed, producer=farm)


def test_a_known_customer_says_where_it_is_and_of_what_type(canteen):
    form = delivery(canteen)
    assert form.is_valid(), form.errors
    flow = form.save()
    assert (flow.outlet, flow.destination, flow.customer_type) == (canteen, canteen.commune, "college")
    assert flow.customer == "Collège d’ici"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"destination": "48061"}, "destination"),
        ({"customer_type": "restaurant"}, "customer_type"),
        ({"customer_type": "home"}, "customer_type"),
        ({"outlet": "999999"}, "outlet"),
    ],
)
def test_what_does_not_agree_with_a_known_customer_is_told_at_its_field(canteen, typed, field):
    CommuneFactory(florac=True)
    assert field in delivery(canteen, **typed).errors


def test_without_a_known_customer_the_place_and_the_type_have_to_be_told(canteen):
    errors = delivery(canteen, outlet="").errors
    assert {"destination", "customer_type"} <= set(errors)
