"""One command brings a new or updated portal up to date, and passes fast the second time."""

import datetime
import os
import shutil
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import OutputWrapper
from django.utils import timezone

from cost_calc.models import ReferenceValue
from pat_logistics.portal.pages.management.commands import prepare
from pat_logistics.territory.models import Commune, RoadTrip, TripSource
from producers.models import Producer
from tests.factories.territory import CommuneFactory
from tests.files import open_folder


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


@pytest.fixture
def var_with_tiles(monkeypatch):
    """A data folder that the user who runs the servers may reach, as a real one is."""
    base = open_folder()
    monkeypatch.setenv("VAR_DIR", str(base / "var"))
    (base / "var/roads").mkdir(parents=True)
    (base / "var/roads/tiles.tar").touch()
    yield base / "var"
    shutil.rmtree(base)


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


@pytest.mark.django_db
def test_trips_read_on_an_older_map_are_forgotten(collected, var_with_tiles):
    """New tiles were built an hour ago; what the road itself told stays."""
    built = timezone.now() - datetime.timedelta(hours=1)
    os.utime(var_with_tiles / "roads/tiles.tar", times=(built.timestamp(), built.timestamp()))
    mende, florac = CommuneFactory(mende=True), CommuneFactory(florac=True)
    for ends, source, age_h in (
        ((mende, florac), TripSource.ROUTED, 2),
        ((florac, mende), TripSource.ROUTED, 0),
        ((mende, florac), TripSource.DECLARED, 2),
    ):
        trip = RoadTrip.objects.create(
            origin=ends[0], destination=ends[1], source=source, distance_km=39, minutes=50
        )
        recorded_at = timezone.now() - datetime.timedelta(hours=age_h)
        RoadTrip.objects.filter(pk=trip.pk).update(recorded_at=recorded_at)
    call_command("prepare", stdout=StringIO())
    left = RoadTrip.objects.order_by("origin").values_list("origin", "source")
    assert sorted(left) == [("48061", TripSource.ROUTED), ("48095", TripSource.DECLARED)]
