import pytest
from django.test import Client


@pytest.fixture
def caller():
    """Reads the answer to a breakdown, as those who call the API do."""
    return Client(raise_request_exception=False)
