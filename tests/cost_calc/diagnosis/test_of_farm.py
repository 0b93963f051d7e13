"""What a farm answered, with what the portal knows better."""

import pytest

from cost_calc.diagnosis.deliveries import price_deliveries
from cost_calc.pricing.references import ReferenceSet
from needs_survey.prefill import known_answers
from pat_logistics.territory.models import Commune
from tests.cost_calc.conftest import DAY
from tests.factories.producers import FlowFactory, ProducerFactory

pytestmark = pytest.mark.django_db


def test_a_frequency_left_as_the_form_proposed_it_stays_that_of_the_farm(territory):
    """20 times a year open the form at « tous les quinze jours », which is 26: they are still 20."""
    farm = ProducerFactory(commune_id="48095")
    FlowFactory(
        producer=farm, product_line__producer=farm, destination_id="48061", deliveries_per_year=20, months=[]
    )
    mende, values = Commune.objects.get(pk="48095"), ReferenceSet.at(DAY)

    def times(**changed):
        answers = known_answers(farm) | {"delivered_by": ["self"]}
        answers["deliveries"] = [answers["deliveries"][0] | changed]
        (row,) = price_deliveries(answers, mende, values, alone=False, producer=farm).rows
        return row.per_year

    assert known_answers(farm)["deliveries"][0]["frequency"] == "fortnightly"
    assert (times(), times(frequency="weekly")) == (20, 52)
