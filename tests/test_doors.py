"""Who may know whom: floors stand on those below by import (pyproject.toml), name of page and string."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.urls import URLResolver, get_resolver

ROOT = Path(__file__).parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
LAYERS = [part.strip() for layer in CONTRACTS[0]["layers"] for part in layer.split("|")]
APPS, GROUND = LAYERS[:5], LAYERS[5:]  # the roof first
SETTINGS = ("pat_logistics.settings", "pat_logistics.schedule")  # put the house together: know everybody
# Whose mails and pages a folder of templates holds, where its name does not say it.
TEMPLATES = {
    "quotes": "carriers",
    "rides": "carriers",
    "diagnosis": "cost_calc",
    **dict.fromkeys(("pages", "moderation", "guides", "openapi"), "pat_logistics.portal"),
    **dict.fromkeys(("account", "mail"), "pat_logistics.accounts"),
}


def floor_of(module: str) -> int:
    """How high a module is; the whole ground is floor 0."""
    for height, app in enumerate(reversed(APPS), start=1):
        if f"{module}.".startswith(f"{app}."):
            return height
    return 0


def modules() -> dict[str, Path]:
    """The modules of the house but its migrations and what puts it together."""
    found = {}
    for package in ("pat_logistics", *APPS[1:]):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            if "migrations" not in path.parts and name not in SETTINGS:
                found[name] = path
    return found


def namespaces() -> dict[str, int]:
    """The floor of each namespace: that of the module which lists its addresses."""
    found = {}

    def walk(patterns, floor):
        for each in patterns:
            if isinstance(each, URLResolver) and each.namespace != "admin":
                where = each.urlconf_name
                own = floor_of(where.__name__) if hasattr(where, "__name__") else floor
                if each.namespace:
                    found[each.namespace] = own
                walk(each.url_patterns, own)

    walk(get_resolver().url_patterns, len(APPS))
    return found


@pytest.fixture(scope="module")
def strings() -> list[tuple[str, str]]:
    """Each string of the code, with its module."""
    return [
        (name, node.value)
        for name, path in modules().items()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def test_every_module_of_the_ground_has_its_floor():
    ground = (name for name in (*modules(), *SETTINGS) if name.startswith("pat_logistics."))
    there = {name for name in ground if name.count(".") == 1}
    assert there - set(LAYERS) == set()


def test_the_floors_of_the_namespaces_are_read_from_the_code():
    floors = namespaces()
    assert floors["pages"] == floors["api"] == 5
    assert floors["quotes"] == floors["diagnosis"] == 4
    assert (floors["survey"], floors["rides"], floors["farm"], floors["territory"]) == (3, 2, 1, 0)


def test_no_app_names_a_page_of_a_floor_above(strings):
    floors = namespaces()
    page = re.compile(rf"({'|'.join(floors)}):[a-z_]+")
    upward = [
        f"{module} names {text}"
        for module, text in strings
        if (found := page.fullmatch(text)) and floors[found[1]] > floor_of(module)
    ]
    assert upward == []


def test_no_mail_names_a_page_of_a_floor_above():
    """Pages are drawn inside the layout of the roof, and may lead anywhere; a mail stands alone."""
    floors = namespaces()
    upward = [
        f"{path.relative_to(ROOT)} names {namespace}"
        for path in sorted((ROOT / "templates").rglob("*.txt"))
        for namespace in re.findall(r"{% url ['\"](\w+):", path.read_text())
        if floors[namespace] > floor_of(TEMPLATES.get(folder := path.parts[len(ROOT.parts) + 1], folder))
    ]
    assert upward == []


def test_no_app_names_a_module_of_a_floor_above(strings):
    module_of = re.compile(rf"({'|'.join(map(re.escape, APPS))})(\.\w+)+")
    upward = [
        f"{module} names {text}"
        for module, text in strings
        if module_of.fullmatch(text) and floor_of(text) > floor_of(module)
    ]
    assert upward == []
