"""What the deliveries of a farm cost, for the pages of the apps below."""

import pytest

from cost_calc.pricing.reference_files import load_reference_values
from cost_calc.templatetags.farm_costs import deliveries_of
from tests.factories.producers import FlowFactory

pytestmark = pytest.mark.django_db


def test_the_deliveries_are_priced_in_their_own_section_only():
    load_reference_values()
    flow = FlowFactory()
    assert [row.flow for row in deliveries_of(flow.producer).rows] == [flow]
    assert deliveries_of(flow.producer, "vehicules") is None


def test_without_a_reference_value_the_page_opens_without_prices():
    assert deliveries_of(FlowFactory().producer) is None
