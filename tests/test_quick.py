"""Which tests `make quick` runs, and in which order."""

import grimp
import pytest

from tests import quick


@pytest.fixture
def graph():
    """A test imports a view, which imports a service, which imports the engine."""
    graph = grimp.ImportGraph()
    arrows = [
        ("tests.app.test_views", "app.views"),
        ("app.views", "app.services"),
        ("app.services", "engine.rounds"),
        ("tests.app.test_services", "app.services"),
        ("tests.browser.test_page", "app.views"),
    ]
    for importer, imported in arrows:
        graph.add_import(importer=importer, imported=imported)
    return graph


@pytest.fixture
def _files(tmp_path, monkeypatch):
    monkeypatch.setattr(quick, "ROOT", tmp_path)
    for path in ["tests/engine/test_rounds.py", "tests/app/test_services.py", "tests/app/test_views.py"]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()


def order(paths, graph, texts=None):
    """The tests chosen that exist, each once."""
    tests = dict.fromkeys(quick.nearest_tests(paths, graph, texts or {}))
    return [test for test in tests if (quick.ROOT / test).exists()]


@pytest.mark.usefixtures("_files")
def test_the_own_tests_of_a_module_come_first_then_those_of_what_imports_it(graph):
    assert order(["engine/rounds.py"], graph) == [
        "tests/engine/test_rounds.py",
        "tests/app/test_services.py",
        "tests/app/test_views.py",
    ]


@pytest.mark.usefixtures("_files")
def test_a_changed_test_comes_before_all(graph):
    assert order(["engine/rounds.py", "tests/app/test_views.py"], graph)[0] == "tests/app/test_views.py"


@pytest.mark.usefixtures("_files")
def test_what_nothing_imports_runs_the_tests_of_its_folder(graph):
    assert order(["app/admin.py"], graph) == ["tests/app/test_services.py", "tests/app/test_views.py"]


@pytest.mark.usefixtures("_files")
def test_a_template_runs_the_tests_of_the_view_that_draws_what_includes_it(graph):
    texts = {
        "templates/app/page.html": "{% include 'app/_row.html' %}",
        "app/views.py": 'render(request, "app/page.html")',
    }
    assert order(["templates/app/_row.html"], graph, texts)[0] == "tests/app/test_views.py"


def test_a_change_of_the_documents_alone_starts_no_other_test(graph):
    assert order(["README.md"], graph, {"app/views.py": "README.md"}) == []


def test_what_is_not_committed_counts_as_changed(monkeypatch):
    answers = {"merge-base": ["abc"], "diff": ["a.py"], "ls-files": ["b.py"]}
    monkeypatch.setattr(quick, "git", lambda command, *_: answers[command])
    assert quick.changed("main") == ["a.py", "b.py"]
