import pytest

from pat_logistics.mail import services
from tests.mail.smtp import MailServer


@pytest.fixture
def server():
    opened = MailServer()
    yield opened
    opened.close()


@pytest.fixture
def smtp(settings, server):
    """The portal sends through the small mail server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT = 5
    return server


@pytest.fixture(autouse=True)
def _broker_awake(monkeypatch):
    """No test inherits the rest of a broker that another one found out of order."""
    monkeypatch.setattr(services, "_broker_rests_until", 0.0)
