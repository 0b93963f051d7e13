"""What leaves the house: the public page of the territory, its files, the report for elected members."""

import io

import docx
import pypdf
import pytest
from django.urls import reverse

from carriers.enums import AreaRole, SolutionKind
from needs_survey.needs import public_views
from needs_survey.needs.figures import Figure, Line, Table
from needs_survey.needs.public_views import KEPT_S, made_once
from needs_survey.needs.summary import _findings, _tops
from needs_survey.tasks import draw_territory
from tests.factories.accounts import advisor_of_lozere
from tests.factories.carriers import ServiceAreaFactory, SolutionFactory
from tests.factories.needs_survey import QuestionnaireFactory
from tests.factories.producers import FlowFactory
from tests.factories.territory import CommuneFactory
from tests.needs_survey.needs.samples import EPCI, OTHER, answering_farm

pytestmark = pytest.mark.django_db


@pytest.fixture
def known():
    """Three farms of one place, and one of another, whose figures would be its own."""
    QuestionnaireFactory()
    here, there = CommuneFactory(mende=True, **EPCI), CommuneFactory(florac=True, **OTHER)
    for commune, kg in ((here, 10), (here, 10), (here, 10), (here, 10), (there, 7)):
        farm = answering_farm(commune, sought=["grouping"], irritants=["winter"])
        FlowFactory(producer=farm, destination=commune, kg_per_delivery=kg, deliveries_per_year=12)
    solution = SolutionFactory(kind=SolutionKind.CARRIER)
    ServiceAreaFactory(solution=solution, role=AreaRole.COLLECTION, departement="48")


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


def test_the_report_says_in_pdf_and_in_a_text_file_the_same_masked_figures(client, known):
    client.force_login(advisor_of_lozere())
    pdf = client.get(reverse("needs:report", args=["pdf"]))
    read = pypdf.PdfReader(io.BytesIO(pdf.content))
    text = "".join(page.extract_text() for page in read.pages)
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    word = docx.Document(io.BytesIO(client.get(reverse("needs:report", args=["docx"])).content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    for told in ("Livré par an", "564\u202fkg"):
        assert told in text
        assert told in cells
    assert "rapport-territoire-48-" in pdf["Content-Disposition"]
    assert not any("84\u202fkg" in words for words in (text, *cells))


def test_what_is_named_as_often_is_said_together():
    rows = [("Hiver", Figure(3)), ("Petits volumes", Figure(3)), ("Trop de temps", Figure(2))]
    assert _tops(rows) == ("Hiver et petits volumes", Figure(3))


def test_the_most_named_says_so_when_something_masked_may_be_named_more():
    assert _tops([("Hiver", Figure(3)), ("Retours", Figure(None))]) == (
        "Hiver (hors réponses masquées)",
        Figure(3),
    )


def test_a_season_is_told_only_when_each_month_is():
    def table(kilos):
        lines = [Line((f"Mois {rank}",), (Figure(each, "kg", 5),)) for rank, each in enumerate(kilos)]
        return Table("volumes", "Volumes", ("Mois",), ("Volume",), lines)

    empty = Table("attentes", "Attentes", ("Lieu",), ("Fermes",), [])
    whole, holed = table([100.0] * 11 + [50.0]), table([100.0] * 11 + [None])
    [said] = _findings(empty, whole, empty, empty, empty)
    assert "50\u202f% de moins au creux" in said
    assert list(_findings(empty, holed, empty, empty, empty)) == []
