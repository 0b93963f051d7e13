import pytest
from django.urls import reverse

from tests.cost_calc.calculator.views.samples import CASE


@pytest.fixture
def get(client, territory):
    def page(**changes):
        return client.get(reverse("cost_calc:compare"), {**CASE, **changes})

    return page
