"""Runs the tests nearest to what changed, nearest first: `make quick`.

First the changed tests and those of the changed modules, then the tests of what imports these, one step of
the graph of imports after another. No browser. Once the time is up, what is left is skipped, and said: the
whole suite remains `make test`.
"""

import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent
# Of tests, in each process; making the database took some twenty-five more, and counts for `LONGEST_S`.
SECONDS, LONGEST_S = 50, 10
MAX_FILES = 40
ORDER = "QUICK_TESTS"  # where each process of pytest reads them, the nearest first
# A second process makes its own database: some files are done before it is ready.
FEW_FILES = 8
# What holds for every change, without a database.
ALWAYS = ["tests/test_docs.py", "tests/test_requirements.py", "tests/test_deploy.py"]

spent_s: list[float] = []


def git(*words: str) -> list[str]:
    """The lines that git answers, none when it refuses."""
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


def changed(base: str) -> list[str]:
    """Files that differ from where this branch left `base`, committed or not."""
    since = git("merge-base", base, "HEAD") or ["HEAD"]
    return git("diff", "--name-only", since[0]) + git("ls-files", "--others", "--exclude-standard")


def named_by(path: str, texts: dict[str, str], seen: set[str]) -> Iterator[str]:
    """Python files that name a template, a script or a data file, or a template that includes it."""
    name = path.partition("/")[2] if path.startswith(("templates/", "static/")) else Path(path).name
    for other, text in texts.items():
        if name in text and other not in seen:
            seen.add(other)
            if other.endswith(".py"):
                yield other
            else:
                yield from named_by(other, texts, seen)


def is_test(path: str) -> bool:
    return path.startswith("tests/") and Path(path).name.startswith("test_") and "/browser/" not in path


def nearest_tests(paths: list[str], graph: grimp.ImportGraph, texts: dict[str, str]) -> Iterator[str]:
    """Test files by their distance to the changed files in the graph of imports."""
    code = [path for path in paths if path.endswith(".py")]
    for path in paths:
        code += [] if path in code or path.endswith(".md") else named_by(path, texts, {path})
    yield from filter(is_test, code)
    yield from (f"tests/{Path(path).parent}/test_{Path(path).name}" for path in code)
    modules = {path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in code}
    ring = modules & graph.modules
    seen = set(ring)
    while ring:
        ring = {above for module in ring for above in graph.find_modules_that_directly_import(module)} - seen
        seen |= ring
        yield from filter(is_test, sorted(module.replace(".", "/") + ".py" for module in ring))
    for path in code:  # what nothing imports: migrations, the admin, commands
        yield from sorted(
            str(test.relative_to(ROOT)) for test in (ROOT / "tests" / path).parent.glob("test_*")
        )


def chosen(base: str) -> list[str]:
    os.chdir(ROOT)
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
    graph = grimp.build_graph(*packages, "tests", cache_dir=".import_linter_cache")
    texts = {
        path: (ROOT / path).read_text(errors="replace")
        for path in git("ls-files", "*.py", "*.html", "*.js")
        if (ROOT / path).is_file() and "/vendor/" not in path
    }
    tests = dict.fromkeys(ALWAYS) | dict.fromkeys(nearest_tests(changed(base), graph, texts))
    return [path for path in tests if (ROOT / path).exists()]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The nearest first, but for the tests without a database: they begin, since they answer at once."""
    ranks = {path: rank for rank, path in enumerate(os.environ[ORDER].split())}

    def turn(item):
        on_database = bool(item.get_closest_marker("django_db")) or "db" in item.fixturenames
        return on_database, ranks[item.path.relative_to(ROOT).as_posix()]

    items.sort(key=turn)


def pytest_runtest_logreport(report):
    spent_s.append(min(report.duration, LONGEST_S))


def pytest_runtest_setup():
    if sum(spent_s) > SECONDS:
        pytest.skip("the time of make quick is up")


def main() -> int:
    tests = chosen(os.environ.get("BASE", "main"))
    sys.stdout.write("\n".join([f"{len(tests)} test files, the nearest first:", *tests[:MAX_FILES], ""]))
    if tests[MAX_FILES:]:
        sys.stdout.write(f"Not run, farther: {len(tests[MAX_FILES:])} files (make test runs them all).\n")
    sys.stdout.flush()
    jobs = os.environ.get("JOBS", "2") if len(tests) > FEW_FILES else "0"
    workers = ["-n", jobs, "--dist", "loadgroup", "--no-loadscope-reorder"]
    options = ["-p", "tests.quick", "-p", "no:randomly", "-m", "not browser", "-x", "-q", "-rs"]
    os.environ[ORDER] = "\n".join(tests[:MAX_FILES])
    # Folder by folder: coming back to one, pytest forgets the fixtures of its conftest.
    return pytest.main([*workers, *options, *sorted(tests[:MAX_FILES])])


if __name__ == "__main__":
    sys.exit(main())
