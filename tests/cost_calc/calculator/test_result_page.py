"""What the page of a result offers besides its figures: small forms, a shared link, a document."""

from contextlib import ExitStack
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from pypdf import PdfReader

from cost_calc.calculator.views import compare
from pat_logistics import quotas
from tests.browser.test_result import ROUND
from tests.cost_calc.calculator.views.samples import CASE, said, text

EMPTY = {"goods_value_eur": "", "stop_2": "", "kg_2": "", "destination_typed": "", "vehicle": ""}


def test_an_address_full_of_empty_answers_leads_to_the_short_one(get):
    answer = get(**EMPTY)
    assert answer.status_code == 302
    short = {name: [value] for name, value in CASE.items() if name != "per_month"}
    short |= {"times": ["4"], "period": ["month"]}
    assert parse_qs(urlsplit(answer.url).query, keep_blank_values=True) == short


def test_a_shared_link_shows_the_sentence_and_the_least_cost(get):
    page = text(get())
    assert (
        '<meta property="og:title" content="60 kg de fromage et produits laitiers, de Mende à Montpellier'
        in page
    )
    assert "€/kg" in page.partition('og:title" content="')[2].partition('"')[0]
    assert 'rel="canonical" href="http://testserver/calculer/?origin=48095' in page


def test_the_price_asked_under_the_highlights_answers_in_percents_of_it(get):
    assert "de votre prix pour" not in said(get())
    page = get(price_eur_per_kg="14")
    assert page.context["worth"].price.eur_per_kg == pytest.approx(14)
    assert "de votre prix pour Votre fourgon, trajet exprès" in said(page)


def test_a_price_and_a_value_that_may_differ_are_not_both_taken(get):
    page = get(price_eur_per_kg="14", goods_value_eur="500")
    assert "soit le prix au kilo" in " ".join(page.context["form"].errors["price_eur_per_kg"])


def test_a_round_is_priced_by_the_round(get):
    page = text(get(stop_2="48092", kg_2="20"))
    assert "par tournée" in page
    assert "par livraison" not in page


def test_every_line_is_open_when_the_detail_is_asked_for(get):
    assert get(detail="1").content.decode().count("<details open>") == len(get().context["rows"])


@pytest.mark.parametrize("changes", [{}, ROUND])
def test_a_result_is_a_document_of_two_pages_at_most_with_its_address(get, changes):
    answer = get("document", **changes)
    assert answer["Content-Type"] == "application/pdf"
    document = PdfReader(BytesIO(answer.content))
    assert len(document.pages) <= 2
    assert document.root_object["/MarkInfo"]["/Marked"]
    assert "http://testserver/calculer/?" in document.pages[0].extract_text()
    assert "mass_kg=" in document.pages[0].extract_text()


def test_a_document_gives_every_line_when_asked(get):
    pages = PdfReader(BytesIO(get("document", detail="1").content)).pages
    assert len(pages) > 2
    assert "coût au kilomètre" in " ".join(page.extract_text() for page in pages)


def test_a_question_that_is_not_whole_goes_back_to_its_form(get):
    assert get("document", mass_kg="").status_code == 302


def test_a_machine_that_asks_for_documents_all_day_is_stopped(get, monkeypatch):
    monkeypatch.setattr(compare, "DOCUMENTS_PER_HOUR", 0)
    assert get("document").status_code == 429


def test_documents_asked_all_together_wait_for_each_other_and_leave_the_portal_to_the_others(get, rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    with ExitStack() as others:
        for _ in range(compare.DOCUMENTS_AT_ONCE):
            assert others.enter_context(
                quotas.under_way(request, "results", at_once=compare.DOCUMENTS_AT_ONCE)
            )
        refused = get("document")
        assert (refused.status_code, "recommencez dans un instant" in refused.text) == (429, True)
    assert get("document").status_code == 200
