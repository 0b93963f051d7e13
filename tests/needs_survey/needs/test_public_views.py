"""What leaves the house: the public page of the territory, its files, the report for elected members."""

import pytest
from django.urls import reverse

from needs_survey.needs import public_views
from needs_survey.needs.public_views import KEPT_S, made_once
from needs_survey.tasks import draw_territory

pytestmark = pytest.mark.django_db


def test_a_visitor_reads_the_territory_without_what_one_farm_does(client, known):
    answer = client.get(reverse("territory_page:page"))
    text = answer.content.decode()
    summary = answer.context["summary"]
    assert (summary.farms, [each.value for each in summary.headlines][:2]) == (5, ["5", "564\u202fkg"])
    assert {line.names[0]: line.figures[0].is_masked for line in summary.flows.lines} == {
        "CC de l’Aubrac": True,
        "CC des Cévennes": True,
    }
    assert "84" not in [str(each) for line in summary.flows.lines for each in line.figures]
    assert {each.name: each.solutions for each in summary.serving} == {
        "CC de l’Aubrac": 1,
        "CC des Cévennes": 1,
    }
    assert reverse("territory_page:file", args=["flux", "csv"]) in text


def test_the_page_is_drawn_up_once_for_many_readers(client, known, django_assert_max_num_queries):
    client.get(reverse("territory_page:page"))
    with django_assert_max_num_queries(2):
        client.get(reverse("territory_page:page"))


def test_a_public_picture_is_drawn_once_for_many_readers(client, known, django_assert_max_num_queries):
    address = reverse("territory_page:file", args=["familles", "png"])
    first = client.get(address)
    with django_assert_max_num_queries(2):
        again = client.get(address)
    assert again.content == first.content
    assert again["Content-Disposition"] == first["Content-Disposition"]
    assert again["Content-Type"] == "image/png"


def test_the_clock_makes_the_page_before_a_visitor_has_to_wait(client, known, monkeypatch):
    now = [1_000.0]
    monkeypatch.setattr(public_views.time, "time", lambda: now[0])
    draw_territory()
    now[0] += KEPT_S * 0.6
    draw_territory()
    now[0] += KEPT_S * 0.6
    monkeypatch.setattr(public_views, "summary_of", pytest.fail)
    assert client.get(reverse("territory_page:page")).status_code == 200


def test_while_one_reader_makes_what_is_too_old_the_others_read_it_as_it_was(monkeypatch):
    now = [1_000.0]
    monkeypatch.setattr(public_views.time, "time", lambda: now[0])
    assert made_once("something", lambda: "old") == "old"
    now[0] += KEPT_S + 1

    def make():
        assert made_once("something", pytest.fail) == "old"
        return "new"

    assert made_once("something", make) == "new"
    assert made_once("something", pytest.fail) == "new"


def test_a_public_file_is_masked_and_may_be_read_from_another_site(client, known):
    answer = client.get(reverse("territory_page:file", args=["flux", "csv"]), {"family": "cheese"})
    text = answer.content.decode("utf-8-sig")
    assert "CC des Cévennes;CC des Cévennes;;;masqué" in text
    assert "Total;;564;5;donné" in text
    assert answer["Access-Control-Allow-Origin"] == "*"
