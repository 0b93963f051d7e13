"""The documents say what is there: settings, formulas, files, functions, links."""

import ast
import re
from pathlib import Path

import pytest

from cost_calc.engine.lines import Formula

ROOT = Path(__file__).parent.parent
ENGINE = ROOT / "cost_calc" / "engine"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
# The log of changes tells of what was: its links must open, the paths it names may be gone.
OF_TODAY = [path for path in DOCUMENTS if path.name != "CHANGELOG.md"]
ENGINE_TABLES = (ROOT / "docs" / "calcul.md").read_text().partition("\n## 11. ")[2]

CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
SUFFIXES = "conf|css|csv|env|html|js|json|lock|md|py|service|toml|txt|yaml"
PATH = re.compile(rf"(?P<path>[\w.*-]+(?:/[\w.*-]+)*(?:/|\.(?:{SUFFIXES})))(?::(?P<name>[\w.]+))?")
# What the portal makes on a machine.
MADE = ("var/", ".venv/", ".git/")


def told(path):
    """Text of a document without its blocks of code."""
    return BLOCK.sub("", path.read_text())


def parsed(path):
    return ast.parse(path.read_text())


def definitions(tree, prefix=""):
    """Functions and classes of a module with their names, `Class.method` for a method."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield prefix + node.name, node
        if isinstance(node, ast.ClassDef):
            yield from definitions(node, f"{prefix}{node.name}.")


# --- Settings ----------------------------------------------------------------------------------------


def settings_of_readme():
    section = (ROOT / "README.md").read_text().partition("\n## Réglages\n")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`[^|]+) \|", section, re.MULTILINE)
    return {name for cell in cells for name in CODE.findall(cell)}


def first_text(call):
    return call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None


def read_by_settings():
    """Names given to `env(…)` and `env.int(…)` in the settings."""
    calls = [
        node for node in ast.walk(parsed(ROOT / "pat_logistics/settings.py")) if isinstance(node, ast.Call)
    ]
    return {first_text(call) for call in calls if ast.unparse(call.func).partition(".")[0] == "env"} - {None}


def read_by_servers():
    """Names given to `os.environ.get(…)` by what starts before the settings are read."""
    files = (ROOT / "pat_logistics").rglob("*.py")
    calls = [node for file in files for node in ast.walk(parsed(file)) if isinstance(node, ast.Call)]
    return {first_text(call) for call in calls if ast.unparse(call.func) == "os.environ.get"} - {None}


def test_every_setting_is_in_the_table_of_the_readme():
    assert read_by_settings()
    assert read_by_settings() - settings_of_readme() == set()


def test_the_table_names_no_setting_that_nothing_reads():
    assert settings_of_readme() - read_by_settings() - read_by_servers() == set()


# --- Formulas ----------------------------------------------------------------------------------------


def multiplies(function):
    """Does a function multiply or divide? In the engine, that is a formula."""
    steps = [node for node in ast.walk(function) if isinstance(node, ast.BinOp | ast.AugAssign)]
    return any(isinstance(step.op, ast.Mult | ast.Div) for step in steps)


def formulas_of_engine():
    """File and name of each public function of the engine that multiplies or divides."""
    for file in ENGINE.rglob("*.py"):
        for name, node in definitions(parsed(file)):
            is_public = not any(part.startswith("_") for part in name.split("."))
            if is_public and not isinstance(node, ast.ClassDef) and multiplies(node):
                yield str(file.relative_to(ROOT)), name


def functions_of_the_document():
    for row in re.findall(r"^\|.*\| `(cost_calc/engine/[\w/.]+)` \|(.*)\|$", ENGINE_TABLES, re.MULTILINE):
        yield from ((row[0], name) for name in CODE.findall(row[1]))


def test_every_formula_of_the_engine_is_in_docs_calcul():
    """Written in its own section first, then in the table of section 11.2."""
    assert set(formulas_of_engine()) - set(functions_of_the_document()) == set()


def test_docs_calcul_names_no_formula_that_is_gone():
    assert set(functions_of_the_document()) - set(formulas_of_engine()) == set()


def test_docs_calcul_writes_out_the_formula_of_every_line():
    codes = re.findall(r"^\| `([a-z_0-9]+)` \|", ENGINE_TABLES, re.MULTILINE)
    assert sorted(codes) == sorted(Formula)


def test_the_sections_that_the_tables_send_to_are_there():
    titles = set(
        re.findall(r"^##+ (\d+(?:\.\d+)?(?: bis)?)", (ROOT / "docs" / "calcul.md").read_text(), re.MULTILINE)
    )
    sent_to = set(re.findall(r"§ (\d+(?:\.\d+)?(?: bis)?)", ENGINE_TABLES))
    assert sent_to - titles == set()


# --- Links, files, functions -------------------------------------------------------------------------


def anchor(title):
    """The anchor that a title has on GitHub and GitLab."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def anchors(path):
    return {
        anchor(title) for title in re.findall(r"^#+ (.+)$", BLOCK.sub("", path.read_text()), re.MULTILINE)
    }


def is_dead(document, link):
    file, _, fragment = link.partition("#")
    target = (document.parent / file).resolve() if file else document
    return not target.exists() or bool(fragment and fragment not in anchors(target))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_link_of_a_document_is_dead(document):
    links = [link for link in LINK.findall(told(document)) if not re.match(r"\w+:", link)]
    assert [link for link in links if is_dead(document, link)] == []


def is_there(path, name):
    """A path from the root, or the bare name of a file somewhere; with a name, what it defines too."""
    found = list(ROOT.glob(path)) if "/" in path else [file for top in TOPS for file in top.rglob(path)]
    found += list(ROOT.glob(path))
    if not name:
        return bool(found)
    return bool(found) and any(name == each for each, _ in definitions(parsed(found[0])))


TOPS = [top for top in ROOT.iterdir() if top.is_dir() and not f"{top.name}/".startswith((*MADE, "."))]


@pytest.mark.parametrize("document", OF_TODAY, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_files_and_functions_that_a_document_names_are_there(document):
    found = [PATH.fullmatch(code) for code in CODE.findall(told(document))]
    named = [(match["path"], match["name"]) for match in found if match]
    assert [pair for pair in named if not pair[0].startswith(MADE) and not is_there(*pair)] == []
