"""Headers and settings that protect those who visit."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import reverse

from tests.factories.producers import ProducerFactory


@pytest.mark.django_db
def test_the_map_carries_the_nonce_of_its_page(client):
    ProducerFactory(published=True)
    response = client.get(reverse("pages:home"))
    nonce = re.search(r"'nonce-([^']+)'", response["Content-Security-Policy"])[1]
    assert f'nonce="{nonce}"' in response.text


@pytest.mark.django_db
def test_the_nonce_changes_with_each_page(client):
    ProducerFactory(published=True)
    policies = {client.get(reverse("pages:home"))["Content-Security-Policy"] for _ in range(2)}
    assert len({re.search(r"'nonce-([^']+)'", policy)[1] for policy in policies}) == 2


@pytest.mark.django_db
def test_nothing_but_ours_and_the_tiles_may_be_loaded(client):
    policy = client.get(reverse("pages:legal"))["Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'self'"
    assert rules["object-src"] == "'none'"
    assert "unsafe" not in policy
    assert "frame-ancestors" in rules


@pytest.mark.parametrize(
    ("tiles", "sources"),
    [
        ("https://tuiles.exemple.fr/{z}/{x}/{y}.png", ["https://tuiles.exemple.fr"]),
        ("https://{s}.tuiles.exemple.fr/{z}/{x}/{y}.png", ["https://*.tuiles.exemple.fr"]),
        ("/tuiles/{z}/{x}/{y}.png", []),
    ],
)
def test_the_policy_follows_the_address_of_the_tiles(tiles, sources):
    program = (
        "from pat_logistics.settings import CONTENT_SECURITY_POLICY as policy; "
        "print(*policy['DIRECTIVES']['img-src'])"
    )
    asked = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env=os.environ | {"TILES_URL": tiles},
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stdout.split() == ["'self'", "data:", *sources]


@pytest.mark.django_db
def test_a_page_says_little_to_the_sites_it_links_to(client):
    response = client.get(reverse("pages:legal"))
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"


PUBLISHED = ("NAME", "ADDRESS", "DIRECTOR", "HOST", "DATA_PROTECTION")


def test_deployed_over_https_the_checks_of_django_find_nothing():
    environment = os.environ | {
        "SITE_URL": "https://portail.exemple.fr",
        "CONTACT_EMAIL": "contact@exemple.fr",
        **{f"PUBLISHER_{part}": "Territoire exemple" for part in PUBLISHED},
        "SECRET_KEY": "une phrase secrète assez longue pour la vérification, 0123456789 !",
        "DJANGO_SETTINGS_MODULE": "pat_logistics.settings",
    }
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the browser tests of the same worker need it
    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
