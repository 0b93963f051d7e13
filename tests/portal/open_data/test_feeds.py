from datetime import datetime, timedelta
from xml.etree.ElementTree import fromstring

import pytest
from django.utils import timezone
from django.utils.http import http_date

from carriers.models import Carrier
from pat_logistics.accounts.models import Role
from pat_logistics.portal.open_data import ledger
from pat_logistics.portal.open_data.feeds import AT_MOST, FEEDS, NEVER
from pat_logistics.portal.open_data.registry import DATASETS
from producers.models import Producer
from tests.factories.accounts import MembershipFactory
from tests.factories.carriers import CarrierFactory, SolutionFactory
from tests.factories.producers import ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory

ATOM = "{http://www.w3.org/2005/Atom}"
LIST = "/data/producers/changements.atom"

pytestmark = pytest.mark.django_db


def read(client, code="producers", **headers):
    answer = client.get(f"/data/{code}/changements.atom", headers=headers)
    assert answer.status_code == 200
    return answer


def feed_of(answer):
    """The feed, and the texts of each of its entries by their names."""
    feed = fromstring(answer.content)  # noqa: S314 – it is ours
    assert feed.tag == f"{ATOM}feed"
    entries = []
    for entry in feed.iter(f"{ATOM}entry"):
        told = {part.tag.removeprefix(ATOM): part.text for part in entry}
        entries.append(told | {"link": entry.find(f"{ATOM}link").get("href")})
    return feed, entries


def names(answer):
    return [entry["title"] for entry in feed_of(answer)[1]]


def farm(name, days_ago=0, **values):
    """A published farm that changed some days ago."""
    made = ProducerFactory(published=True, name=name, **values)
    moment = timezone.now() - timedelta(days=days_ago)
    Producer.objects.filter(pk=made.pk).update(updated_at=moment, published_at=moment)
    return made


class TestEntries:
    def test_a_farm_is_told_with_its_page_its_date_and_a_few_words(self, client):
        made = farm("Ferme du Vent", slug="vent", commune=CommuneFactory(mende=True))
        ProductLineFactory(producer=made, family="cheese")
        made.refresh_from_db()
        (entry,) = feed_of(read(client))[1]
        changed = datetime.fromisoformat(entry["updated"])
        assert abs(changed - made.updated_at) < timedelta(seconds=1)
        assert entry == {
            "title": "Ferme du Vent",
            "link": "http://testserver/producteurs/vent/",
            "id": f"http://testserver/api/v1/producers/{made.pk}/",
            "updated": entry["updated"],
            "summary": "Mende – fromage et produits laitiers",
        }

    def test_a_company_and_its_service_are_told(self, client):
        carrier = CarrierFactory(name="Messagerie", slug="messagerie", commune=CommuneFactory(mende=True))
        SolutionFactory(carrier=carrier, name="Groupage", slug="groupage", summary="Du froid", commune=None)
        (company,) = feed_of(read(client, "carriers"))[1]
        assert (company["title"], company["summary"]) == ("Messagerie", "Mende")
        (service,) = feed_of(read(client, "solutions"))[1]
        assert (service["title"], service["summary"]) == ("Groupage", "transporteur – Du froid")
        assert client.get(company["link"]).status_code == 200
        assert client.get(service["link"]).status_code == 200

    def test_a_row_keeps_its_name_for_readers_when_its_page_moves(self, client):
        made = farm("Ferme du Vent", slug="vent")
        before = feed_of(read(client))[1][0]
        Producer.objects.filter(pk=made.pk).update(slug="valat")
        after = feed_of(read(client))[1][0]
        assert before["id"] == after["id"]
        assert before["link"] != after["link"]

    def test_what_is_invented_says_so(self, client):
        farm("Ferme du Vent", is_example=True, commune=CommuneFactory(mende=True))
        assert feed_of(read(client))[1][0]["summary"].endswith(" – exemple inventé")

    @pytest.mark.parametrize("name", ["Ferme </title><b>x & y", "Ferme\x08 du\x1f Vent"])
    def test_a_name_never_breaks_the_feed(self, client, name):
        farm(name)
        assert names(read(client)) == [name.replace("\x08", "").replace("\x1f", "")]

    def test_the_feed_says_whose_it_is_and_where(self, client, settings):
        feed, entries = feed_of(read(client))
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links == {
            "alternate": "http://testserver/data/producers/",
            "self": f"http://testserver{LIST}",
        }
        assert feed.findtext(f"{ATOM}author/{ATOM}name") == settings.PUBLISHER["name"]
        assert feed.findtext(f"{ATOM}title") == "Producteurs\u00a0: derniers changements – PAT Logistique"
        assert feed.findtext(f"{ATOM}rights") == "Licence Ouverte 2.0"
        assert entries == []


class TestOrder:
    def test_the_last_changed_comes_first_and_dates_the_feed(self, client):
        for days, name in [(2, "B"), (1, "A"), (3, "C")]:
            farm(name, days)
        feed, entries = feed_of(read(client))
        assert [entry["title"] for entry in entries] == ["A", "B", "C"]
        assert feed.findtext(f"{ATOM}updated") == entries[0]["updated"]

    def test_a_publication_is_a_change(self, client):
        published = farm("A", 5)
        farm("B", 1)
        Producer.objects.filter(pk=published.pk).update(published_at=timezone.now())
        assert names(read(client)) == ["A", "B"]

    def test_a_feed_is_short_and_asks_little(self, client, django_assert_max_num_queries):
        commune = CommuneFactory(mende=True)
        for number in range(AT_MOST + 3):
            farm(f"Ferme {number}", number, commune=commune)
        with django_assert_max_num_queries(2):
            found = names(read(client))
        assert found == [f"Ferme {number}" for number in range(AT_MOST)]


class TestWhatIsNotPublished:
    def test_it_is_in_no_feed_whoever_asks(self, client):
        ProducerFactory(name="Zqx ferme")
        carrier = CarrierFactory(name="Zqx transport", unpublished=True)
        SolutionFactory(name="Zqx service", unpublished=True)
        SolutionFactory(name="Zqx caché", carrier=carrier)
        owner = MembershipFactory(role=Role.PRODUCER)
        ProducerFactory(name="Zqx mienne", organisation=owner.organisation)
        for user in (None, owner.user):
            if user:
                client.force_login(user)
            for code in FEEDS:
                assert "Zqx" not in read(client, code).text

    def test_only_columns_that_name_nobody_are_told(self):
        for told in FEEDS.values():
            assert not any(column.personal for column in told.columns)

    def test_what_is_withdrawn_leaves_without_a_word(self, client):
        made = farm("Ferme du Vent")
        ledger.note_changes()
        Producer.objects.filter(pk=made.pk).update(published_at=None)
        ledger.note_changes()
        assert feed_of(read(client))[1] == []
        assert "Vent" not in read(client).text


class TestReadingAgain:
    @pytest.mark.parametrize("has_rows", [True, False])
    def test_the_same_rows_are_not_sent_twice(self, client, has_rows):
        if has_rows:
            farm("Ferme du Vent")
        answer = read(client)
        for headers in (
            {"if-none-match": answer["ETag"]},
            {"if-modified-since": answer["Last-Modified"]},
        ):
            assert client.get(LIST, headers=headers).status_code == 304
        assert answer["Cache-Control"] == "public, max-age=300"

    def test_a_change_is_sent(self, client):
        made = farm("Ferme du Vent", 3)
        answer = read(client)
        farm("Ferme du Valat", 1)
        assert len(names(read(client, **{"if-modified-since": answer["Last-Modified"]}))) == 2
        Producer.objects.filter(pk=made.pk).update(name="Ferme du Causse")
        assert "Ferme du Causse" in names(read(client, **{"if-none-match": answer["ETag"]}))

    def test_a_withdrawal_is_sent_to_who_asks_by_date_alone(self, client):
        farm("Ferme du Vent", 3)
        left = farm("Ferme du Valat", 4)
        before = read(client)
        ledger.note_changes(timezone.now() - timedelta(days=2))
        left.delete()
        ledger.note_changes(timezone.now() - timedelta(days=1))
        after = read(client, **{"if-modified-since": before["Last-Modified"]})
        assert names(after) == ["Ferme du Vent"]
        assert after["ETag"] != before["ETag"]

    def test_a_list_without_rows_has_always_the_same_date(self, client):
        assert read(client)["Last-Modified"] == http_date(NEVER.timestamp())
        assert feed_of(read(client))[0].findtext(f"{ATOM}updated") == "2000-01-01T00:00:00+00:00"


class TestAddresses:
    @pytest.mark.parametrize("code", ["users", "deletions", "flows", "product-lines"])
    def test_what_has_no_feed_is_not_found(self, client, code):
        assert client.get(f"/data/{code}/changements.atom").status_code == 404

    def test_the_page_of_a_list_leads_to_its_feed(self, client):
        for code in DATASETS:
            page = client.get(f"/data/{code}/").text
            address = f'href="/data/{code}/changements.atom"'
            assert page.count(address) == (2 if code in FEEDS else 0)
            assert ('<link rel="alternate" type="application/atom+xml"' in page) == (code in FEEDS)

    def test_a_feed_is_only_read(self, client):
        assert client.post(LIST).status_code == 405

    def test_the_change_of_a_company_is_told_by_its_history(self, client):
        first, second = (CarrierFactory(name=name) for name in ("A", "B"))
        Carrier.objects.update(published_at=timezone.now() - timedelta(days=9))
        first.description = "Autrement"
        first.save()
        assert sorted(names(read(client, "carriers"))) == [first.name, second.name]
