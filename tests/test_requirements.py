"""What is written by hand, with its reasons, is what the locks install."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NAMES = ["requirements", "requirements-dev", "requirements-roads"]
DIRECT = re.compile(r"(?P<name>[\w.-]+)(\[\w+\])?==(?P<version>\S+) +# \S.+")
LOCKED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+)(?P<rest>(?:.*\\\n)+.*)", re.MULTILINE)


def locked(name):
    """Version and text of each library of a lock, by its normal name."""
    found = LOCKED.finditer((ROOT / f"{name}.lock").read_text())
    return {normal(library["name"]): (library["version"], library["rest"]) for library in found}


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def lines(name):
    written = (ROOT / f"{name}.txt").read_text().splitlines()
    return [line for line in written if not line.startswith(("#", "-r "))]


@pytest.mark.parametrize("name", NAMES)
def test_every_line_written_by_hand_has_one_version_and_a_reason(name):
    assert [line for line in lines(name) if not DIRECT.fullmatch(line)] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_lock_holds_what_is_written_by_hand(name):
    """`make lock` was run after the last change of a line."""
    lock = locked(name)
    written = [DIRECT.fullmatch(line) for line in lines(name)]
    assert {normal(line["name"]): line["version"] for line in written} == {
        normal(line["name"]): lock.get(normal(line["name"]), ("absent",))[0] for line in written
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_library_of_a_lock_has_the_hashes_of_its_files(name):
    lock = locked(name)
    assert len(lock) == len(re.findall(r"^\w", (ROOT / f"{name}.lock").read_text(), re.MULTILINE))
    assert [library for library, (_, rest) in lock.items() if "--hash=sha256:" not in rest] == []


def test_the_tests_run_on_the_versions_that_the_portal_runs_on():
    tested = locked("requirements-dev")
    assert {name: version for name, (version, _) in locked("requirements").items()} == {
        name: tested.get(name, ("absent",))[0] for name in locked("requirements")
    }
