"""The examples of the documentation."""

import pytest

from cost_calc.api.examples import COMPARE_REQUEST, ROUND_REQUEST, ROUND_RESPONSE

pytestmark = pytest.mark.django_db


def test_the_example_of_the_documentation_is_priced(post, territory):
    assert post(COMPARE_REQUEST).status_code == 200


def test_the_example_of_the_documentation_is_true(post_round):
    assert post_round(ROUND_REQUEST).json() == ROUND_RESPONSE
