"""The example campaign of a new portal."""

import pytest
from django.utils import timezone

from needs_survey import demo
from needs_survey.models import Campaign, Visit
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db


def test_the_example_is_loaded_once_says_so_and_holds_example_farms_only():
    ProducerFactory(name="Une vraie ferme")
    for _ in range(12):
        ProducerFactory(is_example=True)
    assert demo.load_campaign()
    assert not demo.load_campaign()
    campaign = Campaign.objects.get()
    assert campaign.is_example
    assert not campaign.is_over(timezone.localdate())
    assert Visit.objects.count() == len(demo.VISITS)
    assert not Visit.objects.filter(producer__is_example=False).exists()
