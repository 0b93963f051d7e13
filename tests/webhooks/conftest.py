from contextlib import closing

import pytest

from pat_logistics.webhooks import destinations
from tests.factories.webhooks import Receiver, leads_to, trusting


@pytest.fixture
def name_leads_to(monkeypatch):
    """What the names of sites are resolved to."""

    def leads(*addresses, **where):
        monkeypatch.setattr(destinations.socket, "getaddrinfo", leads_to(*addresses, **where))

    return leads


@pytest.fixture
def receiver(name_leads_to, settings):
    settings.WEBHOOK_TIMEOUT = 5
    with closing(Receiver()) as site:
        name_leads_to("127.0.0.1", ports=[site.server_port])
        yield site


@pytest.fixture
def channel():
    return trusting()
