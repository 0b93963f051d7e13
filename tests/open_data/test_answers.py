"""What visitors were answered is kept while nothing is written, and told to nobody else."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import Client

from pat_logistics.open_data import answers, api
from pat_logistics.open_data.answers import KEPT_S, MAX_ANSWER_BYTES, MAX_BYTES, Answers
from pat_logistics.portal.open_data.ogc import items
from producers.models import Producer
from tests.factories.accounts import advisor_of_lozere
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

# A transaction around a test would hide what other connections see.
pytestmark = pytest.mark.django_db(transaction=True)
URL = "/api/v1/producers/"


class Asked:
    """A question of which each answer is another one."""

    def __init__(self, answers):
        self.answers, self.made = answers, 0

    def make(self):
        self.made += 1
        return f"answer {self.made}".encode()

    def __call__(self, key="question"):
        return self.answers.of(key, self.make).decode()


@pytest.fixture
def ask():
    return Asked(Answers())


@pytest.fixture
def still(monkeypatch):
    """Nothing is written, not even by the tests that run beside this one."""
    monkeypatch.setattr(api, "ANSWERS", Answers())
    monkeypatch.setattr(answers, "_snapshot", lambda: "7:7:")
    monkeypatch.setattr(answers.time, "monotonic", lambda: 1_000.0)


@pytest.mark.usefixtures("still")
def test_a_question_is_answered_once_while_nothing_is_written(ask):
    assert [ask(), ask(), ask("another"), ask()] == ["answer 1", "answer 1", "answer 2", "answer 1"]


@pytest.mark.usefixtures("still")
def test_it_is_answered_anew_in_another_state_and_after_some_seconds(ask, monkeypatch):
    ask()
    monkeypatch.setattr(answers, "_snapshot", lambda: "7:8:")
    assert ask() == "answer 2"
    monkeypatch.setattr(answers.time, "monotonic", lambda: 1_000.0 + KEPT_S)
    assert ask() == "answer 3"


@pytest.mark.usefixtures("still")
def test_no_answer_is_kept_in_a_transaction(ask):
    with transaction.atomic():
        assert [ask(), ask()] == ["answer 1", "answer 2"]
    assert ask() == "answer 3"


@pytest.mark.usefixtures("still")
def test_what_is_kept_has_bounds(ask):
    long = Answers()
    for size, times in ((MAX_ANSWER_BYTES + 1, 2), (MAX_ANSWER_BYTES, 1)):
        made = []
        for _ in range(2):
            long.of(str(size), lambda size=size, made=made: made.append(1) or b" " * size)
        assert len(made) == times
    for number in range(2 * MAX_BYTES // MAX_ANSWER_BYTES):
        long.of(f"n{number}", lambda: b" " * MAX_ANSWER_BYTES)
    assert sum(map(len, long._kept.values())) <= MAX_BYTES


@pytest.mark.usefixtures("still")
def test_rows_are_counted_once_for_each_question(django_assert_num_queries):
    ProducerFactory(published=True, name="Ferme A")
    ProducerFactory(name="Ferme B")
    counts, everything = Answers(), Producer.objects.order_by("name")
    for _ in range(2):
        assert counts.count(everything) == 2
        assert counts.count(everything.filter(name="Ferme A")) == 1
        assert counts.count(everything.filter(name="Ferme Z")) == 0
        assert counts.count(Producer.objects.visible_to(AnonymousUser())) == 1
        assert counts.count(everything.filter(pk__in=[])) == 0
    with django_assert_num_queries(0):
        counts.count(everything)


@pytest.mark.usefixtures("still")
def test_a_collection_tells_how_many_match_without_counting_again(client, monkeypatch):
    monkeypatch.setattr(items, "COUNTS", Answers())
    url = "/api/ogc/collections/producers/items"
    ProducerFactory(published=True)
    assert client.get(url).json()["numberMatched"] == 1
    ProducerFactory(published=True)
    found = client.get(url).json()
    assert (found["numberMatched"], found["numberReturned"]) == (1, 2)
    monkeypatch.setattr(answers, "_snapshot", lambda: "7:9:")
    assert client.get(url).json()["numberMatched"] == 2


def test_a_snapshot_has_another_name_after_any_write_wherever_it_is_made():
    farm = ProducerFactory()
    before = answers._snapshot()

    def elsewhere():
        Producer.objects.filter(pk=farm.pk).update(description="Au bout du chemin")
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(elsewhere).result()
    assert answers._snapshot() != before


def test_a_snapshot_keeps_its_name_while_nothing_is_written():
    # The tests that run beside this one write too, but not all the time.
    assert any(answers._snapshot() == answers._snapshot() for _ in range(1_000))


def test_what_is_withdrawn_leaves_at_once(client):
    farm = ProducerFactory(published=True, name="Ferme du Vent")
    for published_at in (farm.published_at, None, farm.published_at):
        Producer.objects.filter(pk=farm.pk).update(published_at=published_at)
        for _ in range(2):
            assert len(client.get(URL).json()["results"]) == bool(published_at)


@pytest.mark.usefixtures("still")
def test_what_an_advisor_reads_is_kept_for_nobody(client):
    ProducerFactory(commune=CommuneFactory(mende=True), name="Ferme à venir")
    keeper = Client()
    keeper.force_login(advisor_of_lozere())
    for reader, number in ((keeper, 1), (client, 0), (keeper, 1), (client, 0)):
        assert reader.get(URL).json()["count"] == number


@pytest.mark.usefixtures("still")
def test_each_name_of_the_site_has_its_answers(client, settings):
    settings.ALLOWED_HOSTS = ["pat.example", "testserver"]
    ProducerFactory(published=True, slug="ferme")
    for name in ("pat.example", "testserver"):
        [row] = client.get(URL, headers={"host": name}).json()["results"]
        assert row["url"] == f"http://{name}/producteurs/ferme/"


@pytest.mark.usefixtures("still")
def test_a_kept_answer_has_its_tag_and_counts_in_the_quota(client):
    ProducerFactory(published=True)
    first, second = client.get(URL), client.get(URL)
    assert first["ETag"] == second["ETag"]
    assert int(second["X-RateLimit-Remaining"]) == int(first["X-RateLimit-Remaining"]) - 1
    assert client.get(URL, headers={"if-none-match": first["ETag"]}).status_code == 304
