"""Each guard fails what it forbids, and lets the rest through."""

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.template import engines
from django.test import override_settings
from django.urls import path

from tests import guards

PAGE = '<script src="/static/a.js"></script><link rel="stylesheet" href="/b.css"><img src="data:,">'


def read(_request):
    return HttpResponse(str(Group.objects.count()))


def write(_request):
    Group.objects.create(name="Écrit en lisant")
    return HttpResponse("fait")


def inline(_request):
    return HttpResponse("<button onclick='x()'>")


urlpatterns = [path("read", read), path("write", write), path("inline", inline)]
here = override_settings(ROOT_URLCONF=__name__)


@pytest.mark.django_db
@here
def test_a_get_that_reads_passes(client):
    assert client.get("/read").content == b"0"


@pytest.mark.django_db
@here
def test_a_get_that_writes_fails(client):
    with pytest.raises(AssertionError, match="a GET wrote"):
        client.get("/write")


@pytest.mark.django_db
@here
def test_a_post_that_writes_passes(client):
    assert client.post("/write").status_code == 200


@here
def test_a_page_with_an_inline_handler_fails(client):
    with pytest.raises(AssertionError, match="inline handler onclick on <button>"):
        client.get("/inline")


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("<p style='color: red'>", "style attribute on <p>"),
        ("<script>alert(1)</script>", "inline <script> without nonce"),
        ("<style>p {}</style>", "inline <style> without nonce"),
        (
            "<script src='//cdn.example/a.js'></script>",
            "//cdn.example/a.js loaded from elsewhere",
        ),
        ("<img src='//img.example/a.png'>", "//img.example/a.png loaded from elsewhere"),
        (
            "<link rel='preload' href='//x.example/f'>",
            "//x.example/f loaded from elsewhere",
        ),
    ],
)
def test_what_the_browser_would_block_is_a_fault(markup, fault):
    assert guards.page_faults(markup) == [fault]


@pytest.mark.parametrize(
    "markup",
    [
        PAGE,
        "<script nonce='n'>1</script>",
        "<script type='application/json'>{}</script>",
        "<a href='https://elsewhere.example/'>lien</a>",
        "<link rel='canonical' href='https://elsewhere.example/'>",
    ],
)
def test_what_the_browser_accepts_is_none(markup):
    assert guards.page_faults(markup) == []


def test_an_undefined_variable_of_our_templates_fails(tmp_path, monkeypatch):
    engine = engines["django"].engine
    assert isinstance(engine.string_if_invalid, guards.UndefinedVariable)
    monkeypatch.setattr(engine, "dirs", [tmp_path])
    monkeypatch.setattr(guards, "OUR_TEMPLATES", tmp_path)
    (tmp_path / "of_this_test.html").write_text("{{ nobody }}")
    with pytest.raises(AssertionError, match="undefined variable nobody"):
        engines["django"].get_template("of_this_test.html").render({})


def test_an_undefined_variable_of_a_library_s_template_is_empty():
    assert engines["django"].from_string("<{{ nobody }}>").render({}) == "<>"


@pytest.mark.django_db
def test_a_queryset_without_order_comes_back_in_a_random_one():
    Group.objects.bulk_create(Group(name=str(number)) for number in range(30))
    orders = {tuple(Group.objects.order_by().values_list("pk", flat=True)) for _ in range(4)}
    assert len(orders) > 1


@pytest.mark.django_db
def test_an_ordered_queryset_keeps_its_order():
    Group.objects.bulk_create(Group(name=f"{number:02}") for number in range(30))
    names = list(Group.objects.order_by("name").values_list("name", flat=True))
    assert names == sorted(names)
