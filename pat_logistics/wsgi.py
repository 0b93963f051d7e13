"""Entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pat_logistics.settings")

application = get_wsgi_application()

# Once, before the workers fork: they share what is read here, and no page waits for it.
from pat_logistics.territory.network import network  # noqa: E402 - needs the application

network()
