"""GDAL is not needed: some machines have it and would hide that the portal asks for it."""

import subprocess
import sys

import pytest

from pat_logistics.embedded.data_folder import PROJECT
from tests.embedded.portal import environment

PAGE = """
import ctypes.util, os, sys
if sys.argv[1] == "hidden":
    real = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None if "gdal" in name.lower() else real(name)
    real_load = ctypes.CDLL.__init__
    def load(self, name, *args, **kwargs):
        if name and "gdal" in str(name).lower():
            raise OSError("hidden by the test")
        real_load(self, name, *args, **kwargs)
    ctypes.CDLL.__init__ = load
import django
django.setup()
from django.contrib import admin
from django.core.management import call_command
from django.test import Client
call_command("check")
assert admin.site._registry
assert Client().get("/healthz").status_code == 200
assert Client().get("/mentions-legales/").status_code == 200
print("django.contrib.gis.gdal.libgdal" in sys.modules)
"""


@pytest.mark.parametrize("gdal", ["hidden", "as it is"])
def test_the_portal_starts_and_shows_a_page(folder, gdal):
    servers = {"DATABASE_URL": "postgres:///-", "REDIS_URL": "redis://-", "SECRET_KEY": "-" * 50}
    done = subprocess.run(
        [sys.executable, "-c", PAGE, gdal],
        cwd=PROJECT,
        env=environment(folder, DJANGO_SETTINGS_MODULE="tests.settings", **servers),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "False"
