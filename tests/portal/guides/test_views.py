"""Reading, finding and correcting the guides."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cost_calc.calculator.asking import question_form
from cost_calc.pricing.comparison import compare_shipment
from pat_logistics.accounts.models import Role
from pat_logistics.history import version
from pat_logistics.portal.guides.example import figures_of
from pat_logistics.portal.guides.models import Guide
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.guides import GuideFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db

LIST = reverse("guides:list")


@pytest.fixture
def advisor(client):
    user = advisor_of_lozere()
    client.force_login(user)
    return user


def address(guide):
    return reverse("guides:edit", args=[guide.slug])


def typed(guide, **changes):
    """What a browser sends of an unchanged form, line ends included."""
    lines = "\r\n".join("/".join(reversed(s["date"].split("-"))) + f" | {s['title']}" for s in guide.sources)
    return {
        "version": version(guide),
        "title": guide.title,
        "summary": guide.summary,
        "body": guide.body.replace("\n", "\r\n"),
        "example_text": guide.example_text,
        "example_query": guide.example_query,
        "sources": lines,
    } | changes


@pytest.fixture
def guide():
    CommuneFactory(mende=True)
    CommuneFactory(montpellier=True)
    return GuideFactory(sources=[{"date": "2009-12-21", "title": "Arrêté exemple", "url": ""}])


def test_the_list_follows_the_order_of_the_guides_with_their_reading_time(client):
    GuideFactory(position=2, title="Le second")
    GuideFactory(position=1, title="Le premier", body="mot " * 401)
    page = client.get(LIST).text
    assert page.index("Le premier") < page.index("Le second")
    assert "3 minutes de lecture" in page
    assert "1 minute de lecture" in page


@pytest.mark.parametrize(
    "words",
    [
        "réfrigération",
        "REFRIGERATION",
        "refrigeraton",
        "froid réfrigeration",
        "réfrigération d'ete",
        "St-Alban",
    ],
)
def test_words_are_found_without_their_accents_and_with_a_typo(client, words):
    GuideFactory(title="Le froid", body="La réfrigération d’été du fourgon, à Saint-Alban.")
    GuideFactory(title="Les vides", body="Rapporter les bocaux.")
    page = client.get(LIST, {"q": words}).text
    assert "Le froid" in page
    assert "Les vides" not in page


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


def test_the_example_is_worked_out_with_the_values_of_the_day(client, guide, reference_values):
    page = client.get(guide.get_absolute_url()).text
    assert ", aux valeurs d’aujourd’hui" in page


@pytest.mark.parametrize(("more", "way"), [("", "own"), ("&other_kg=50", "own-round")])
def test_no_other_goods_are_assumed_on_board_of_the_example(guide, reference_values, more, way):
    query, today = guide.example_query + more, timezone.localdate()
    question = question_form(query, today)
    assert question.is_valid()
    priced = compare_shipment(question.question(), at=today).priced
    expected = next(row.result for row in priced if row.result.option.id == way)
    assert figures_of(query, today).total_eur == pytest.approx(float(expected.quote.total_eur))


def test_a_guide_takes_as_many_queries_whatever_the_catalogue(
    client, guide, reference_values, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        client.get(guide.get_absolute_url())


def test_without_its_communes_the_example_keeps_its_link_and_shows_no_figure(client):
    page = client.get(GuideFactory().get_absolute_url()).text
    assert "Ouvrir le calcul" in page
    assert "aux valeurs d’aujourd’hui" not in page


def test_an_unpublished_guide_is_nowhere_for_visitors(client):
    hidden = GuideFactory(published_at=None, title="Brouillon discret")
    for page in (LIST, reverse("pages:site_map"), reverse("pages:sitemap")):
        text = client.get(page).text
        assert hidden.title not in text
        assert hidden.slug not in text
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_published_guides_are_on_the_site_map_and_told_to_search_engines(client):
    guide = GuideFactory()
    assert guide.title in client.get(reverse("pages:site_map")).text
    assert guide.get_absolute_url() in client.get(reverse("pages:sitemap")).text


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


@pytest.mark.parametrize("role", [Role.PRODUCER, Role.CARRIER, Role.INSTITUTION])
def test_nobody_else_corrects_a_guide(client, guide, role):
    client.force_login(UserFactory(role=role))
    assert client.post(address(guide), typed(guide, title="Autre")).status_code == 403
    assert "Modifier ce guide" not in client.get(guide.get_absolute_url()).text
    assert Guide.objects.get().title == guide.title


def test_a_form_saved_unchanged_writes_nothing_in_the_history(client, advisor, guide):
    before = version(guide)
    client.post(address(guide), typed(guide))
    assert version(guide) == before


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


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("sources", "", "Il manque une réponse ici"),
        ("sources", "Un titre sans date", "Ligne 1"),
        ("sources", "2023 | Bonne\n31/02/2020 | Mauvaise", "Ligne 2"),
        ("sources", "2999 | À venir", "n’est pas à venir"),
        ("sources", "2023 | Piège | javascript:alert(1)", "https://"),
        ("sources", "\n".join(["2023 | Source"] * 21), "Pas plus de 20"),
        ("body", "a" * 20_001, "20"),
        ("body", "zéro\x00octet", "caract"),
        ("body", "## Bien\n\n#### Trop bas", "saute un niveau"),
        ("body", "Du <b>gras</b>", "HTML"),
        ("example_query", "origin=48095", "Le calculateur ne comprend pas"),
        ("example_query", "http://[", "Le calculateur ne comprend pas"),
        ("title", "", "Il manque une réponse ici"),
    ],
)
def test_what_makes_no_sense_is_told_beside_its_field_and_not_saved(
    client, advisor, guide, field, value, message
):
    response = client.post(address(guide), typed(guide, **{field: value}))
    assert message in str(response.context["form"].errors[field])
    assert version(guide) == response.context["form"].current_version


NEW = reverse("guides:create")


def written(**changes):
    return {
        "title": "Livrer l’été",
        "summary": "Garder le froid en juillet.",
        "body": "## Le matin\n\nPartez tôt.",
        "example_text": "60 kg de fromage, de Mende à Montpellier.",
        "example_query": "origin=48095&destination=34172&family=cheese&mass_kg=60",
        "sources": "2023 | Source exemple",
    } | changes


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


def test_a_new_guide_sent_twice_is_added_once(client, advisor, guide):
    addresses = {client.post(NEW, written()).url for _ in range(2)}
    assert len(addresses) == 1
    assert Guide.objects.count() == 2


def test_two_guides_of_the_same_title_have_two_addresses(client, advisor, guide):
    client.post(NEW, written())
    client.post(NEW, written(body="Autre texte"))
    assert set(Guide.objects.exclude(pk=guide.pk).values_list("slug", flat=True)) == {
        "livrer-lete",
        "livrer-lete-2",
    }


def test_a_guide_called_like_a_page_has_an_address_of_its_own(client, advisor, guide):
    response = client.post(NEW, written(title="Nouveau"))
    assert client.get(response.url).context["guide"].title == "Nouveau"


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


def test_only_those_who_edit_are_offered_to_write(client, guide):
    assert NEW not in client.get(LIST).text
    client.force_login(advisor_of_lozere())
    assert NEW in client.get(LIST).text


def test_the_address_of_a_result_page_is_enough_for_the_example(client, advisor, guide):
    query = "origin=48095&destination=34172&family=eggs&mass_kg=20"
    client.post(address(guide), typed(guide, example_query=f"https://portail.exemple.fr/calculer/?{query}"))
    assert Guide.objects.get().example_query == query
