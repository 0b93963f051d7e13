"""The admin without passwords, and without the library that needs GDAL."""

import sys
from importlib.util import find_spec

from django.apps import apps
from django.contrib import admin

from pat_logistics.portal.pages.admin_site import PortalAdminSite


def test_every_app_but_leaflet_has_its_admin():
    named = [config.name for config in apps.get_app_configs() if find_spec(f"{config.name}.admin")]
    missing = {name for name in named if f"{name}.admin" not in sys.modules}
    assert missing == {"leaflet"}


def test_the_admin_is_our_own():
    assert isinstance(admin.site._wrapped if hasattr(admin.site, "_wrapped") else admin.site, PortalAdminSite)
    assert admin.site.site_header == "PAT Logistique"
