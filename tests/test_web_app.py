"""What a device is told of the portal on its home screen."""

import json
from pathlib import Path

from django.conf import settings

from pat_logistics.web_app import manifest_response

MANIFEST = {
    "name": "Portail", "short_name": "PAT", "description": "Livrer.", "start": "/hors-ligne/", "scope": "/",
}  # fmt: skip


def test_the_manifest_is_served_as_one_and_opens_on_its_page():
    response = manifest_response(**MANIFEST)
    said = json.loads(response.content)
    assert response["Content-Type"] == "application/manifest+json"
    assert (said["id"], said["start_url"], said["scope"]) == ("/hors-ligne/", "/hors-ligne/", "/")


def test_every_icon_is_a_file_of_ours():
    for icon in json.loads(manifest_response(**MANIFEST).content)["icons"]:
        assert Path(settings.BASE_DIR, icon["src"].lstrip("/")).is_file()
