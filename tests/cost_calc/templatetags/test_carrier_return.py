"""What the portal brought to a company, for the page of its own space."""

import pytest
from django.template import Context, Template

from tests.factories.carriers import CarrierFactory

pytestmark = pytest.mark.django_db


def test_a_page_of_the_app_below_reads_the_months_of_one_company():
    page = Template("{% load carrier_return %}{% carrier_return company as months %}{{ months|length }}")
    assert page.render(Context({"company": CarrierFactory()})) == "1"
