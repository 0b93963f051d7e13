"""Every template is shown by something, and loads only the tags that it uses."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.template.base import Lexer, TokenType
from django.template.utils import get_app_template_dirs

TEMPLATES = Path(settings.BASE_DIR, "templates")
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file())
SOURCES = {name: TEMPLATES.joinpath(name).read_text(encoding="utf-8") for name in NAMES}
APPS = ("pat_logistics", "producers", "carriers", "needs_survey", "cost_calc")
CODE = "\n".join(
    path.read_text(encoding="utf-8") for app in APPS for path in Path(settings.BASE_DIR, app).rglob("*.py")
)
# Django and allauth ask for these by themselves when something goes wrong.
BY_LIBRARIES = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
QUOTED = re.compile(r"""["']([\w./-]+)["']""")
MADE = re.compile(r"""f["']([\w/]+/)\{\w+\}([\w.]*)["']""")
IN_CODE = set(QUOTED.findall(CODE))
IN_TEMPLATES = {name: set(QUOTED.findall(source)) for name, source in SOURCES.items()}

# Tables that are not those of a page: why each is written by hand.
BY_HAND = {
    "cost_calc/document.html": "on paper",
    "cost_calc/paper/_lines.html": "on paper",
    "needs_survey/_paper_table.html": "on paper, to be filled with a pen",
    "needs_survey/paper.html": "on paper, to be filled with a pen",
    "needs_survey/needs/report.html": "on paper, with headings instead of captions",
    "cost_calc/result/_lines.html": "folds its own way on a phone: a formula a line, its figures under it",
    "producers/_season.html": "a strip of twelve months, drawn rather than read",
}

engine = engines["django"].engine


def is_named(name):
    """Whether the code or another template gives this name, whole or made (« mail/{event}.txt »)."""
    if name in IN_CODE or any(name in names for other, names in IN_TEMPLATES.items() if other != name):
        return True
    return any(
        name.startswith(start) and name.endswith(end) and name[len(start) : len(name) - len(end)] in IN_CODE
        for start, end in MADE.findall(CODE)
    )


def replaces_that_of_a_library(name):
    return any(Path(folder, name).exists() for folder in get_app_template_dirs("templates"))


def unused_loads(source):
    """Libraries that a template loads for nothing: neither a tag nor a filter of theirs follows."""
    tokens = [
        token for token in Lexer(source).tokenize() if token.token_type in {TokenType.BLOCK, TokenType.VAR}
    ]
    blocks = [token.split_contents() for token in tokens if token.token_type is TokenType.BLOCK]
    tags = {words[0] for words in blocks}
    filters = {name for token in tokens for name in re.findall(r"\|(\w+)", token.contents)}
    for name in (name for words in blocks if words[0] == "load" for name in words[1:]):
        library = engine.template_libraries[name]
        is_needed = tags.intersection(library.tags) or filters.intersection(library.filters)
        if library in engine.template_builtins or not is_needed:
            yield name


def test_every_template_is_shown_by_something():
    shown = (BY_LIBRARIES, filter(is_named, NAMES), filter(replaces_that_of_a_library, NAMES))
    assert set(NAMES).difference(*shown) == set()


def test_what_a_template_loads_serves_it():
    unused = {name: list(unused_loads(source)) for name, source in SOURCES.items()}
    assert {name: libraries for name, libraries in unused.items() if libraries} == {}


def test_a_page_writes_no_table_by_hand():
    """The tag `table` gives each its caption, its columns said to be such, and its look."""
    assert {name for name, source in SOURCES.items() if "<table" in source} == BY_HAND.keys()


@pytest.mark.parametrize(
    ("source", "unused"),
    [
        ("{% load static %}{% static 'a.css' %}", []),
        ("{% load static %}<p>static</p>", ["static"]),
        ("{% load humanize %}{{ count|intcomma }}", []),
        ("{% load humanize %}{% if count|intcomma %}{% endif %}", []),
        ("{% load static django_htmx %}{% htmx_script %}", ["static"]),
        ("{% load l10n %}{{ count|unlocalize }}", ["l10n"]),
    ],
)
def test_a_library_loaded_for_nothing_is_seen(source, unused):
    assert list(unused_loads(source)) == unused
