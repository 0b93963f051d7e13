"""The backup and the restoration that docs/exploitation.md gives."""

import sys

import pytest

from tests.embedded.portal import run_inside

pytestmark = pytest.mark.xdist_group("services")
COUNTS = """
from django.apps import apps
for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
    print(model._meta.label, model.objects.count())
from pat_logistics.territory.models import Commune
print(Commune.objects.get(pk="48095").name)
"""


def counts(var):
    done = run_inside(var, sys.executable, "manage.py", "shell", "-v0", "-c", COUNTS)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_backup_comes_back_whole_in_a_new_folder(folder, prepared):
    dump = str(folder / "sauvegarde.dump")
    saved = run_inside(prepared, "pg_dump", "--format=custom", f"--file={dump}")
    assert (saved.returncode, saved.stderr) == (0, "")
    restored = run_inside(
        folder / "other", "pg_restore", "--clean", "--if-exists", "--no-owner", "--dbname=pat", dump
    )
    assert (restored.returncode, restored.stderr) == (0, "")
    assert counts(folder / "other") == counts(prepared)
