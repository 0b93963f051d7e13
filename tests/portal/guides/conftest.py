import pytest

from cost_calc.pricing.reference_files import load_reference_values


@pytest.fixture
def reference_values(db):
    load_reference_values()
