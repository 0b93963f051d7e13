"""A portal whose disk is full: it still reads, says why it does not write, and goes on once there is room."""

import contextlib
import http.cookiejar
import os
import re
import shutil
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.embedded.portal import Portal, processes_of, wait_until

pytestmark = pytest.mark.xdist_group("services")
SIZE_MB = 400


@pytest.fixture
def small_disk(folder, prepared):
    """A data folder on a disk of its own."""
    disk = folder / "disk"
    disk.mkdir()
    size = f"size={SIZE_MB}m,mode=0755"
    command = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", disk]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    shutil.rmtree(disk, ignore_errors=True)
    subprocess.run(["cp", "-a", prepared, disk / "var"], check=True)
    yield disk
    wait_until(lambda: not processes_of(disk))
    subprocess.run(["umount", disk], check=True)


@pytest.fixture
def portal(small_disk):
    portal = Portal(small_disk / "var")
    yield portal.ready()
    portal.end()


def fill(file):
    """Leave no room at all."""
    with contextlib.suppress(OSError), file.open("wb") as filling:
        for size in (1_000_000, 4_096, 1):
            with contextlib.suppress(OSError):
                while True:
                    os.write(filling.fileno(), b"0" * size)


def ask_for_a_code(portal):
    """Write as every visitor may: status and page of a request for a sign-in code."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    try:
        with browser.open(f"{portal.url}/compte/connexion/", timeout=30) as page:
            token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[1]
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "email": "a@exemple.fr"}).encode()
        with browser.open(f"{portal.url}/compte/connexion/", data, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_full_disk_stops_what_writes_alone_and_only_as_long_as_it_is_full(portal, small_disk):
    assert ask_for_a_code(portal)[0] == 200
    filler = small_disk / "filler"
    fill(filler)
    wait_until(lambda: "presque plein" in portal.said)
    refused = []
    for _ in range(12):
        status, page = ask_for_a_code(portal)
        if status != 200:
            refused.append((status, page))
        assert portal.get("/")[0] == 200
        assert portal.get("/solutions/")[0] == 200
    assert refused
    assert {status for status, _ in refused} <= {503, 507}
    assert any("n’a plus de place" in page for _, page in refused)
    assert portal.process.poll() is None
    filler.unlink()
    wait_until(lambda: ask_for_a_code(portal)[0] == 200)
    wait_until(lambda: "de nouveau de la place" in portal.said)
    wait_until(lambda: b'"worker": "ok"' in portal.get("/readyz")[1])
    assert Path(f"/proc/{portal.process.pid}").exists()
