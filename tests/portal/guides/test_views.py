"""Reading, finding and correcting the guides."""

import pytest
from django.urls import reverse

from pat_logistics.portal.guides.models import Guide
from tests.factories.guides import GuideFactory
from tests.portal.guides.samples import LIST, NEW, address, typed, written

pytestmark = pytest.mark.django_db


def test_the_list_follows_the_order_of_the_guides_with_their_reading_time(client):
    GuideFactory(position=2, title="Le second")
    GuideFactory(position=1, title="Le premier", body="mot " * 401)
    page = client.get(LIST).text
    assert page.index("Le premier") < page.index("Le second")
    assert "3 minutes de lecture" in page
    assert "1 minute de lecture" in page


def test_a_search_without_an_answer_says_what_to_do(client):
    GuideFactory()
    assert "Aucun guide ne parle de cela" in client.get(LIST, {"q": "zzzzzz"}).text


@pytest.mark.parametrize("words", ["\x00", "a" * 101, "%%%", "'\"\\"])
def test_a_strange_search_breaks_nothing(client, words):
    GuideFactory()
    assert client.get(LIST, {"q": words}).status_code == 200


def test_the_list_takes_as_many_queries_for_one_guide_as_for_ten(client, django_assert_num_queries):
    GuideFactory.create_batch(10)
    with django_assert_num_queries(1):
        client.get(LIST)


def test_a_guide_shows_its_text_its_sources_and_its_neighbours(client):
    first, middle, last = GuideFactory.create_batch(3)
    page = client.get(middle.get_absolute_url()).text
    assert "<h2>Commencer</h2>" in page
    assert "21\u00a0décembre\u00a02009" in page
    assert f'rel="prev" href="{first.get_absolute_url()}"' in page
    assert f'rel="next" href="{last.get_absolute_url()}"' in page


def test_a_guide_takes_as_many_queries_whatever_the_catalogue(
    client, guide, reference_values, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        client.get(guide.get_absolute_url())


def test_published_guides_are_on_the_site_map_and_told_to_search_engines(client):
    guide = GuideFactory()
    assert guide.title in client.get(reverse("pages:site_map")).text
    assert guide.get_absolute_url() in client.get(reverse("pages:sitemap_part", args=["pages"])).text


def test_an_advisor_corrects_a_guide(client, advisor, guide):
    response = client.post(address(guide), typed(guide, title="Titre corrigé"))
    assert response.url == guide.get_absolute_url()
    guide.refresh_from_db()
    assert guide.title == "Titre corrigé"


def test_the_history_names_who_corrected_and_what(client, advisor, guide):
    client.post(address(guide), typed(guide, sources="2023 | Autre source"))
    page = client.get(address(guide)).text
    assert "Modification par vous" in page
    assert "2023 | Autre source" in page


def test_a_correction_made_meanwhile_is_shown_and_not_overwritten(client, advisor, guide):
    opened = typed(guide, summary="Mon résumé")
    Guide.objects.filter(pk=guide.pk).update(summary="Son résumé")
    page = client.post(address(guide), opened).text
    assert "Rien n’a été écrasé" in page
    assert "Mon résumé" in page
    assert "Son résumé" in page
    assert Guide.objects.get().summary == "Son résumé"


def test_a_preview_shows_the_text_and_saves_nothing(client, advisor, guide):
    page = client.post(address(guide), typed(guide, body="## Nouveau *titre*", preview="1")).text
    assert "<h2>Nouveau <em>titre</em></h2>" in page
    assert Guide.objects.get().body == guide.body


def test_an_advisor_writes_a_guide_that_nobody_else_reads_before_it_is_published(client, advisor, guide):
    response = client.post(NEW, written())
    added = Guide.objects.get(slug="livrer-lete")
    assert response.url == added.get_absolute_url()
    assert added.position > guide.position
    client.logout()
    assert client.get(added.get_absolute_url()).status_code == 404


def test_a_guide_is_published_then_withdrawn_by_an_advisor(client, advisor):
    guide = GuideFactory(published_at=None)
    page = reverse("guides:publish", args=[guide.slug])
    client.post(page, {"published": "1"})
    client.post(page, {"published": "1"})
    guide.refresh_from_db()
    assert guide.published_at
    client.post(page, {"published": "0"})
    guide.refresh_from_db()
    assert guide.published_at is None


@pytest.mark.parametrize(("field", "value"), [("body", "# Titre"), ("title", ""), ("sources", "sans date")])
def test_a_new_guide_with_a_mistake_is_not_saved_and_keeps_what_was_typed(
    client, advisor, guide, field, value
):
    response = client.post(NEW, written(**{field: value}))
    assert field in response.context["form"].errors
    assert "Garder le froid en juillet." in response.text
    assert Guide.objects.count() == 1


def test_a_preview_of_a_new_guide_saves_nothing(client, advisor, guide):
    assert "<h2>Le matin</h2>" in client.post(NEW, written(preview="1")).text
    assert Guide.objects.count() == 1
