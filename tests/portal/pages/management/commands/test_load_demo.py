"""The command that loads the examples."""

import pytest
from django.core.management import call_command

from carriers.models import Solution
from needs_survey.models import Campaign
from pat_logistics.accounts.models import User
from producers.models import Producer
from tests.factories.territory import load_region

pytestmark = pytest.mark.django_db


def test_every_app_has_its_examples_and_somebody_to_try_them(capsys):
    load_region()
    call_command("load_demo")
    assert Solution.objects.exists()
    assert Campaign.objects.exists()
    assert Producer.objects.exists()
    assert not Producer.objects.filter(is_example=False).exists()
    assert User.objects.filter(email__endswith="@demo.example").count() == 3
    assert "Données d’exemple en place" in capsys.readouterr().out
