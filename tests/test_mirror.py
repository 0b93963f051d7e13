"""Each module of the code has its tests at the same path: one is found from the other without a search.

`tests/carriers/quotes/test_links.py` tests `carriers/quotes/links.py`; the name of
`pat_logistics/` is left out. What crosses modules (visibility, races, laws…) has files of its own beside.
"""

import ast
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("pat_logistics", "producers", "carriers", "needs_survey", "cost_calc")
# What tests elsewhere hold whole, and where.
ELSEWHERE = {
    "pat_logistics/celery.py": "embedded/test_supervisor.py",
    "pat_logistics/embedded/__main__.py": "embedded/test_supervisor.py",
}


def holds_code(path):
    """Whether a module does anything: addresses, sentences and settings are tested by what reads them."""
    defined = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return any(isinstance(node, defined) for node in ast.walk(ast.parse(path.read_text())))


def modules():
    """The modules to test; every run reads each `apps.py` and migration, test_permissions.py each address."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            at_start = (
                path.name == "apps.py" or path.name.endswith("urls.py") or path.parent.name == "migrations"
            )
            if not at_start and holds_code(path):
                yield path.relative_to(ROOT)


def mirror(module):
    """Where the tests of a module are; those of a package's own `__init__` bear the name of the package."""
    folders = module.parts[1:-1] if module.parts[0] == "pat_logistics" else module.parts[:-1]
    name = module.parent.name if module.stem == "__init__" else module.stem
    return Path("tests", *folders, f"test_{name}.py")


def is_tested(module):
    tests = ROOT / mirror(module)
    return str(module) in ELSEWHERE or (tests.is_file() and "def test_" in tests.read_text())


@pytest.mark.parametrize(
    ("module", "tests"),
    [
        ("carriers/quotes/links.py", "tests/carriers/quotes/test_links.py"),
        ("pat_logistics/forms/numbers.py", "tests/forms/test_numbers.py"),
        ("pat_logistics/exchange/sheets/__init__.py", "tests/exchange/sheets/test_sheets.py"),
    ],
)
def test_the_tests_of_a_module_are_at_its_path(module, tests):
    assert mirror(Path(module)) == Path(tests)


def test_each_module_has_its_tests():
    untested = {str(module) for module in modules() if not is_tested(module)}
    assert not untested, "a module comes with its tests, at its path"


def test_what_is_tested_elsewhere_still_is():
    for module, tests in ELSEWHERE.items():
        assert (ROOT / module).is_file()
        assert (ROOT / "tests" / tests).is_file()
        assert not (ROOT / mirror(Path(module))).exists(), "it has its own now: take it off ELSEWHERE"
