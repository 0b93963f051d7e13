"""What the components promise to the pages that use them."""

import re

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError, engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.html import strip_tags


def test_pagination_keeps_the_rest_of_the_address_and_writes_plain_numbers():
    request = RequestFactory().get("/producteurs/", {"q": "miel & fruits", "page": "1200"})
    page = Paginator(range(20_000), 10).page(1200)
    html = render_to_string("components/pagination.html", {"page": page}, request=request)
    assert "q=miel+%26+fruits&amp;page=1201" in html
    assert 'aria-current="page"' in html


def test_a_single_page_needs_no_pagination():
    request = RequestFactory().get("/")
    html = render_to_string(
        "components/pagination.html", {"page": Paginator([1], 10).page(1)}, request=request
    )
    assert "<nav" not in html


def test_a_table_names_each_cell_for_the_phone():
    html = render_to_string(
        "components/table.html",
        {"caption": "Deux façons", "headers": ["Solution", "Coût"], "rows": [["Fourgon", "1,12 €/kg"]]},
    )
    assert '<th scope="row">Fourgon</th>' in html
    assert 'data-label="Coût"' in html


def rendered_table(start, content="<caption>Titre</caption><tbody></tbody>", **context):
    source = "{% table " + start + " %}" + content + "{% endtable %}"
    return engines["django"].from_string(source).render(context)


def test_a_table_says_the_head_of_each_column_under_its_caption():
    assert rendered_table('"Produit" "#Kilos" classes="table--wide"') == (
        '<table class="table table--wide"><caption>Titre</caption>\n'
        '<thead><tr><th scope="col">Produit</th><th scope="col" class="num">Kilos</th></tr></thead>'
        "<tbody></tbody></table>"
    )


def test_a_list_gives_several_columns_and_an_empty_name_none():
    html = rendered_table('"Option" masses|as_numbers:"kg" more|yesno:"Choix,"', masses=[10, 60], more=False)
    heads = [strip_tags(head) for head in re.findall(r"<th .*?</th>", html)]
    assert heads == ["Option", "10\u202fkg", "60\u202fkg"]
    assert html.count('class="num"') == 2


def test_the_name_of_a_column_is_never_markup():
    assert "<b>" not in rendered_table("name", name="<b>Kilos</b>")


def test_a_table_without_a_caption_is_refused():
    with pytest.raises(TemplateSyntaxError, match="caption"):
        rendered_table('"Produit"', content="<tbody></tbody>")


def test_an_attribute_of_a_table_is_written_the_way_of_html():
    assert 'data-rows="bands"' in rendered_table('"De" data_rows="bands"')


def test_a_text_with_logic_is_given_to_a_tag():
    source = "{% words as title %} {% if far %}Loin{% else %}Près{% endif %} {% endwords %}[{{ title }}]"
    assert engines["django"].from_string(source).render({"far": True}) == "[Loin]"


def test_each_severity_says_its_name_in_words():
    for severity, word in [("blocks", "Impossible"), ("warns", "À vérifier"), ("informs", "À savoir")]:
        html = render_to_string("components/verdict.html", {"severity": severity, "message": "…"})
        assert word in html
