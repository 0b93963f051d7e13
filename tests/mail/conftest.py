from contextlib import closing

import pytest

from tests.mail.smtp import MailServer


@pytest.fixture
def server():
    with closing(MailServer()) as opened:
        yield opened


@pytest.fixture
def smtp(settings, server):
    """The portal sends through the small mail server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT = 5
    return server
