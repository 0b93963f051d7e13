import pytest

from cost_calc.references import load_reference_values


@pytest.fixture
def reference_values(db):
    load_reference_values()
