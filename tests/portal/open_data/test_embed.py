"""The list and the map of producers that another site frames, and the page that writes their HTML."""

import html
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import timezone

from pat_logistics.accounts.models import Role
from pat_logistics.formats import french_day
from pat_logistics.portal.open_data.embed import PER_PAGE
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.producers import ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db

LIST, MAP, BUILDER = "/data/integrer/producteurs/", "/data/integrer/carte/", "/data/integrer/"
POINTS = "/data/integrer/carte.json"
MAX_BYTES = 60_000


@pytest.fixture
def farms():
    """Cheese at Mende and honey at Florac, both published."""
    cheese = ProducerFactory(published=True, name="Ferme du Vent", commune=CommuneFactory(mende=True))
    honey = ProducerFactory(published=True, name="Ruches du Lot", commune=CommuneFactory(florac=True))
    ProductLineFactory(producer=cheese, family="cheese")
    ProductLineFactory(producer=honey, family="honey")
    return cheese, honey


def names(answer):
    return re.findall(r'<a href="/producteurs/[^"?]+/" target="_blank" rel="noopener">([^<]+)<', answer.text)


def words(answer):
    """What is read, in one line, with plain spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", answer.text)).split())


class TestFramed:
    def test_each_farm_is_named_with_its_commune_its_products_and_its_page(self, client, farms):
        answer = client.get(LIST)
        assert names(answer) == ["Ferme du Vent", "Ruches du Lot"]
        assert farms[0].get_absolute_url() in answer.text
        assert "2 producteurs" in words(answer)
        assert "Ferme du Vent (nouvel onglet) Mende : fromage et produits laitiers" in words(answer)

    def test_the_source_the_day_and_the_licence_are_said(self, client, farms):
        said = words(client.get(LIST))
        assert "Source : PAT Logistique (nouvel onglet)," in said
        assert french_day(timezone.localdate()).replace("\u00a0", " ") in said
        assert "Licence Ouverte 2.0" in said

    def test_an_invented_farm_is_said_to_be_one(self, client):
        ProducerFactory(published=True, is_example=True)
        assert "(exemple inventé)" in client.get(LIST).text

    def test_what_is_not_published_is_neither_named_nor_counted_even_for_its_owner(self, client, farms):
        owner, farm = UserFactory(), OrganisationFactory()
        MembershipFactory(user=owner, organisation=farm, role=Role.PRODUCER)
        ProducerFactory(name="Ferme cachée", organisation=farm)
        client.force_login(owner)
        assert "Ferme cachée" in client.get("/producteurs/").text
        answer = client.get(LIST)
        assert names(answer) == ["Ferme du Vent", "Ruches du Lot"]
        assert "2 producteurs" in words(answer)

    def test_an_administrator_reads_what_a_visitor_reads(self, client, farms):
        ProducerFactory(name="Ferme cachée")
        visited = client.get(LIST)
        client.force_login(UserFactory(administrator=True))
        answer = client.get(LIST)
        assert answer.text == visited.text
        assert answer["Cache-Control"] == visited["Cache-Control"] == "public, max-age=300"

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"family": "honey"}, ["Ruches du Lot"]),
            ({"family": ["honey", "cheese"]}, ["Ferme du Vent", "Ruches du Lot"]),
            ({"q": "vent"}, ["Ferme du Vent"]),
            ({"commune": "48095", "radius_km": "5"}, ["Ferme du Vent"]),
            ({"commune": "Mende", "radius_km": "5"}, ["Ferme du Vent"]),
            ({"family": "vegetables"}, []),
        ],
    )
    def test_it_takes_the_filters_of_the_directory(self, client, farms, query, found):
        assert names(client.get(LIST, query)) == found

    def test_the_source_leads_to_the_same_search_of_the_directory(self, client, farms):
        answer = client.get(LIST, {"family": "honey", "q": ""})
        assert 'href="/producteurs/?family=honey" target="_blank"' in answer.text

    def test_a_commune_among_the_words_is_searched_around(self, client, farms):
        answer = client.get(LIST, {"q": "fromage florac"})
        assert names(answer) == ["Ferme du Vent"]
        assert "Personne n’a tous ces mots : voici « fromage » autour de Florac" in words(answer)

    def test_a_word_that_nobody_has_gives_what_looks_like_it(self, client, farms):
        answer = client.get(LIST, {"q": "ruchess"})
        assert names(answer) == ["Ruches du Lot"]
        assert "Personne n’écrit « ruchess » : voici ce qui y ressemble." in words(answer)

    def test_nobody_is_said_in_words(self, client):
        answer = client.get(LIST)
        assert "Aucun producteur" in words(answer)
        assert "Aucune fiche publiée ne répond à ces choix." in words(answer)

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ({"famille": "honey"}, "Cette liste ne tient pas compte de « famille=honey »."),
            ({"family": "<b>"}, "Produits : "),
            ({"radius_km": "-1"}, "À moins de (km) : "),
            ({"commune": "Xyzzyville"}, "Autour de : "),
            ({"q": ["a", "b"]}, "« q » ne se donne qu’une fois."),
        ],
    )
    def test_what_is_not_understood_is_refused_in_words_and_lists_nobody(self, client, farms, query, said):
        answer = client.get(LIST, query)
        assert answer.status_code == 400
        assert said in words(answer)
        assert names(answer) == []
        assert "<b>" not in answer.text
        assert "frame-ancestors *" in answer["Content-Security-Policy"]

    def test_the_pages_follow_each_other_and_keep_the_filters(self, client):
        for number in range(PER_PAGE + 3):
            ProducerFactory(published=True, name=f"Ferme {number:02}")
        first = client.get(LIST, {"q": "ferme"})
        second = client.get(LIST, {"q": "ferme", "page": "2"})
        assert (len(names(first)), len(names(second))) == (PER_PAGE, 3)
        assert set(names(first)).isdisjoint(names(second))
        assert 'href="?q=ferme&amp;page=2" rel="next"' in first.text
        assert 'href="?q=ferme&amp;page=1" rel="prev"' in second.text
        assert "23 producteurs" in words(second)
        assert "Page 2 sur 2" in words(second)
        assert names(client.get(LIST, {"q": "ferme", "page": "99"})) == names(second)

    def test_its_number_of_queries_does_not_grow_with_the_farms(self, client, django_assert_max_num_queries):
        for _ in range(PER_PAGE + 1):
            ProductLineFactory(producer__published=True, producer__commune=CommuneFactory())
        with django_assert_max_num_queries(3):
            client.get(LIST)
        client.force_login(UserFactory())
        with django_assert_max_num_queries(3):
            client.get(LIST)

    def test_it_may_be_framed_and_no_other_page_may(self, client, farms):
        answer = client.get(LIST)
        assert "X-Frame-Options" not in answer
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert "frame-ancestors 'none'" not in answer["Content-Security-Policy"]
        others = (BUILDER, "/data/", "/producteurs/", farms[0].get_absolute_url(), "/compte/connexion/")
        for address in others:
            other = client.get(address)
            assert other["X-Frame-Options"] == "DENY", address
            assert "frame-ancestors 'none'" in other["Content-Security-Policy"], address

    def test_it_sets_no_cookie_and_reads_none(self, client, farms):
        client.force_login(UserFactory())
        answer = client.get(LIST)
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert "csrf" not in answer.text.lower()

    def test_it_is_only_read(self, client):
        assert client.post(LIST).status_code == 405

    def test_a_full_page_with_its_sheets_and_its_script_is_light(self, client):
        place = CommuneFactory(name="Saint-Germain-de-Calberte-sous-les-Hautes-Terres")
        for number in range(PER_PAGE + 1):
            name = f"Groupement d’exploitation des Hautes Terres de Margeride et d’Aubrac {number}"
            farm = ProducerFactory(published=True, name=name, commune=place, is_example=True)
            for family in ("cheese", "honey", "vegetables"):
                ProductLineFactory(producer=farm, family=family)
        answer = client.get(LIST)
        asked = files_of(answer)
        assert {path.name for path in asked} == {"portal.css", "frame.css", "frame.js"}
        assert len(answer.content) + sum(path.stat().st_size for path in asked) <= MAX_BYTES


class TestFramedMap:
    """What is said of the list holds for the map of the same search; here is what is its own."""

    def points(self, client, answer):
        """What the map asks for, named by farm."""
        address = html.unescape(re.search(r'data-map-url="([^"]+)"', answer.text)[1])
        return {feature["label"]: feature for feature in client.get(address).json()["features"]}

    def test_it_shows_each_farm_where_it_is_and_leads_to_its_page(self, client, farms):
        shown = self.points(client, client.get(MAP))
        assert set(shown) == {"Ferme du Vent", "Ruches du Lot"}
        assert shown["Ferme du Vent"]["url"] == farms[0].get_absolute_url()
        assert "2 producteurs" in words(client.get(MAP))

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"family": "honey"}, {"Ruches du Lot"}),
            ({"commune": "Mende", "radius_km": "5"}, {"Ferme du Vent"}),
            ({"q": "fromage florac"}, {"Ferme du Vent"}),
            ({"q": "ruchess"}, {"Ruches du Lot"}),
            ({"family": "vegetables"}, set()),
        ],
    )
    def test_it_shows_what_the_list_of_the_same_search_shows(self, client, farms, query, found):
        answer = client.get(MAP, query)
        assert set(self.points(client, answer)) == found == set(names(client.get(LIST, query)))

    def test_it_leads_to_the_list_of_the_same_search_in_the_same_frame(self, client, farms):
        answer = client.get(MAP, {"family": "honey"})
        assert f'href="{LIST}?family=honey" target="_self"' in answer.text
        assert names(client.get(f"{LIST}?family=honey")) == ["Ruches du Lot"]

    def test_what_is_found_opens_beside_the_frame(self, client):
        """A page of the portal may not be framed: a link of the map that opened there would show nothing."""
        assert '<base target="_blank">' in client.get(MAP).text

    def test_nobody_sees_more_than_a_visitor(self, client, farms):
        owner, farm = UserFactory(), OrganisationFactory()
        MembershipFactory(user=owner, organisation=farm, role=Role.PRODUCER)
        ProducerFactory(name="Ferme cachée", organisation=farm, commune=farms[0].commune)
        client.force_login(owner)
        assert "Ferme cachée" in client.get("/producteurs/carte.json").text
        assert set(self.points(client, client.get(MAP))) == {"Ferme du Vent", "Ruches du Lot"}
        client.force_login(UserFactory(administrator=True))
        assert set(self.points(client, client.get(MAP))) == {"Ferme du Vent", "Ruches du Lot"}

    def test_it_may_be_framed_and_its_points_are_no_page(self, client):
        answer = client.get(MAP)
        assert "X-Frame-Options" not in answer
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert client.get(POINTS)["X-Frame-Options"] == "DENY"

    @pytest.mark.parametrize("address", [MAP, POINTS])
    def test_it_sets_no_cookie_and_reads_none(self, client, farms, address):
        client.force_login(UserFactory())
        answer = client.get(address)
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")

    @pytest.mark.parametrize("query", [{"famille": "honey"}, {"family": "<b>"}, {"page": "2"}])
    def test_what_is_not_understood_is_refused_in_words(self, client, farms, query):
        answer = client.get(MAP, query)
        assert answer.status_code == 400
        assert "L’adresse de cette carte n’est pas comprise" in words(answer)
        assert "data-map" not in answer.text
        assert client.get(POINTS, query).status_code == 400

    def test_its_own_files_are_light(self, client, farms):
        """Beside Leaflet itself, of some 150 kB before compression, and the tiles."""
        answer = client.get(MAP)
        own = [path for path in files_of(answer) if "leaflet" not in str(path)]
        assert {path.name for path in own} == {"portal.css", "frame.css", "map.css", "frame.js", "map.js"}
        assert len(answer.content) + sum(path.stat().st_size for path in own) <= MAX_BYTES

    @pytest.mark.parametrize("address", [MAP, POINTS])
    def test_its_number_of_queries_does_not_grow_with_the_farms(
        self, client, django_assert_max_num_queries, address
    ):
        for _ in range(10):
            ProducerFactory(published=True, commune=CommuneFactory())
        with django_assert_max_num_queries(4):
            client.get(address)


def files_of(answer):
    """The sheets and scripts that a page asks for."""
    files = re.findall(r'(?:src|href)="/static/([^"]+\.(?:css|js))"', answer.text)
    return [Path(finders.find(_collected_from(name))) for name in files]


def _collected_from(name):
    """The name of a static file without the mark of its content."""
    return re.sub(r"\.[0-9a-f]{12}\.(css|js)$", r".\1", name)


class TestBuilder:
    def snippet(self, answer, rank=0):
        """The HTML to copy, as the reader copies it: that of the list, then that of the map."""
        found = re.findall(r"<textarea[^>]*readonly[^>]*>(.*?)</textarea>", answer.text, re.DOTALL)
        return html.unescape(found[rank]) if found else None

    def address(self, answer, rank=0):
        """Where the copied frame leads."""
        return html.unescape(re.search(r'<iframe src="([^"]+)"', self.snippet(answer, rank))[1])

    def test_the_snippet_frames_the_list_with_the_filters_chosen(self, client, farms):
        query = {"family": ["cheese", "honey"], "commune": "Mende", "q": "", "radius_km": ""}
        answer = client.get(BUILDER, query)
        path = f"{LIST}?family=cheese&family=honey&commune=48095"
        assert self.address(answer) == settings.SITE_URL + path
        assert names(client.get(path)) == ["Ferme du Vent", "Ruches du Lot"]

    def test_the_other_snippet_frames_the_map_of_the_same_search(self, client, farms):
        answer = client.get(BUILDER, {"family": "honey", "commune": "Mende"})
        assert self.address(answer, 1) == f"{settings.SITE_URL}{MAP}?family=honey&commune=48095"
        assert 'title="La carte des producteurs – PAT Logistique"' in self.snippet(answer, 1)

    def test_both_are_shown_live_at_the_same_addresses(self, client):
        answer = client.get(BUILDER, {"family": ["cheese", "honey"]})
        outside = re.sub(r"<textarea.*?</textarea>", "", answer.text, flags=re.DOTALL)
        live = [html.unescape(address) for address in re.findall(r'<iframe src="([^"]+)"', outside)]
        assert [settings.SITE_URL + path for path in live] == [
            self.address(answer, 0),
            self.address(answer, 1),
        ]
        nonce = re.search(r"'nonce-([^']+)'", answer["Content-Security-Policy"])[1]
        assert f'<script nonce="{nonce}">' in outside
        assert "nonce" not in self.snippet(answer)

    def test_its_script_hears_the_portal_and_this_frame_alone(self, client):
        snippet = self.snippet(client.get(BUILDER))
        assert "event.origin !== origin" in snippet
        assert "event.source !== frame.contentWindow" in snippet

    def test_what_is_typed_is_never_markup(self, client):
        typed = '"><script>alert(1)</script>&'
        answer = client.get(BUILDER, {"q": typed})
        assert "<script>alert" not in answer.text
        assert "<script>alert" not in self.snippet(answer)
        assert "q=%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E%26" in self.address(answer)
        two = client.get(BUILDER, {"q": "a", "family": "honey"}).text
        assert "q=a&amp;amp;family=honey" in two

    def test_a_fault_is_told_at_its_field_and_gives_no_code(self, client):
        answer = client.get(BUILDER, {"commune": "Xyzzyville", "radius_km": "-1"})
        assert "Il reste 2 points à corriger" in answer.text
        assert self.snippet(answer) is None
        assert "<iframe" not in answer.text

    def test_it_asks_nothing_of_the_farms(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            client.get(BUILDER, {"family": "honey"})

    def test_the_open_data_lead_to_it(self, client):
        assert f'href="{BUILDER}"' in client.get("/data/").text
