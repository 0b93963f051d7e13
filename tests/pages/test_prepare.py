"""One command brings a new or updated portal up to date, and passes fast the second time."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import OutputWrapper

from cost_calc.models import ReferenceValue
from pat_logistics.pages.management.commands import prepare
from pat_logistics.territory.models import Commune
from producers.models import Producer


@pytest.fixture
def collected(settings, tmp_path):
    """The folder of the collected files, with a single source."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.css").write_text("p {}")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [source]
    settings.STATIC_ROOT = tmp_path / "static"
    return settings.STATIC_ROOT


@pytest.mark.django_db
def test_everything_is_there_after_it(collected):
    call_command("prepare", "--demo", stdout=StringIO())
    assert Commune.objects.filter(pk="48095").exists()
    assert ReferenceValue.objects.exists()
    assert Producer.objects.exists()
    assert (collected / "a.css").exists()


@pytest.mark.django_db
def test_the_demo_data_come_on_demand_only(collected):
    call_command("prepare", stdout=StringIO())
    assert not Producer.objects.exists()


def test_unchanged_files_are_not_collected_again(collected):
    command = prepare.Command(stdout=OutputWrapper(StringIO()))
    command._collect_static(0)
    (collected / "a.css").unlink()
    command._collect_static(0)
    assert not (collected / "a.css").exists()


def test_a_changed_file_is_collected(collected, settings):
    command = prepare.Command(stdout=OutputWrapper(StringIO()))
    command._collect_static(0)
    (settings.STATICFILES_DIRS[0] / "a.css").write_text("p { color: red }")
    command._collect_static(0)
    assert (collected / "a.css").read_text() == "p { color: red }"
