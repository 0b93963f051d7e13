"""The unit files of `deploy/` start programs that exist, with settings that exist."""

import importlib.util
import re
import shlex
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.test_docs import settings_of_readme

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
INSTALLED_IN = "/srv/pat-logistique"
MODULE = re.compile(r"(?:python:)?([a-z_]+(?:\.[a-z_]+)*)")


def read(unit):
    parsed = ConfigParser(interpolation=None)
    parsed.optionxform = str
    parsed.read(unit)
    return parsed


def program(unit):
    """What a unit runs, after the interpreter of the installation."""
    python, *words = shlex.split(read(unit)["Service"]["ExecStart"])
    assert python == f"{INSTALLED_IN}/.venv/bin/python"
    return words


def test_there_is_a_unit_for_each_process_of_production():
    assert [unit.stem for unit in UNITS] == ["pat-beat", "pat-prepare", "pat-roads", "pat-web", "pat-worker"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_starts_what_exists(unit):
    first, *words = program(unit)
    if first == "-m":
        modules = [words[0], *(word for word in words if "." in word)]
        found = [MODULE.fullmatch(module)[1] for module in modules]
        assert [module for module in found if importlib.util.find_spec(module) is None] == []
    else:
        assert first == "manage.py"
        assert words[0] in get_commands()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_waits_for_units_that_are_there(unit):
    waited = read(unit)["Unit"].get("Requires", "").split()
    assert [name for name in waited if not (DEPLOY / name).exists()] == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")
def test_systemd_understands_the_units(tmp_path):
    """On copies that name this very folder: systemd looks for the programs too."""
    for unit in UNITS:
        (tmp_path / unit.name).write_text(unit.read_text().replace(INSTALLED_IN, str(ROOT)))
    copies = [str(tmp_path / unit.name) for unit in UNITS]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *copies], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_example_of_settings_names_settings_that_exist():
    written = re.findall(r"^(\w+)=", (DEPLOY / "pat-logistique.env").read_text(), re.MULTILINE)
    assert written
    assert set(written) <= settings_of_readme()
