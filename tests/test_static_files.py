"""Static files as they are collected: every module finds those it imports."""

import re
import shutil
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from pat_logistics.static_files import PortalStaticFiles

IMPORT = re.compile(r'^(?:import|\}) .*?from "([^"]+)";', re.MULTILINE)


def test_our_modules_import_files_named_by_their_content(tmp_path):
    shutil.copytree(Path(settings.BASE_DIR, "static", "js"), tmp_path / "js")
    storage = PortalStaticFiles(location=tmp_path, base_url="/static/")
    sources = FileSystemStorage(tmp_path)
    names = [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.js")]
    paths = {name: (sources, name) for name in names}
    for name, _, processed in storage.post_process(paths):
        assert not isinstance(processed, Exception), name
    found = 0
    for name in names:
        collected = tmp_path / storage.stored_name(name)
        for imported in IMPORT.findall(collected.read_text(encoding="utf-8")):
            target = (collected.parent / imported).resolve()
            assert re.search(r"\.[0-9a-f]{12}\.js$", target.name), f"{name} imports {imported}"
            assert target.exists(), f"{name} imports {imported}"
            found += 1
    assert found > len(names) / 2
