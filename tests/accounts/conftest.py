import re

import pytest
from django.core import mail


@pytest.fixture(autouse=True)
def no_rate_limit(settings):
    """Tests share one cache: only the tests of the limits have limits."""
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def last_code():
    """The code of the last mail sent."""

    def read():
        return re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)[0]

    return read
