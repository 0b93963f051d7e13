"""Rows as JSON by their keys: SQL written once for visitors, moments on the clock of the country."""

import json
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.utils.timezone import localtime

from pat_logistics.open_data.json_rows import JsonRows, Moment, page_on_site, yes_no
from pat_logistics.prepared import given
from producers import perms
from producers.models import Producer
from tests.factories.accounts import advisor_of_lozere
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def rows(values):
    return JsonRows(lambda user: Producer.objects.visible_to(user), values)


def test_rows_come_in_the_order_of_their_keys_without_those_that_may_not_be_read():
    first, hidden, last = (ProducerFactory(published=published) for published in (True, False, True))
    read = rows(lambda user: {"id": F("pk"), "name": F("name")})
    keys = [last.pk, hidden.pk, first.pk, 0]
    assert [json.loads(row)["id"] for row in read(VISITOR, keys, ["id"])] == [last.pk, first.pk]
    assert read(VISITOR, [], ["id"]) == []
    assert [list(json.loads(row)) for row in read(VISITOR, [first.pk], ["name", "id"])] == [["name", "id"]]


def test_the_sql_is_written_once_for_visitors_and_anew_for_those_who_sign_in(django_assert_num_queries):
    farm = ProducerFactory(commune=CommuneFactory(mende=True))
    built = []

    def values(user):
        built.append(user)
        return {"id": F("pk"), "told": given("told")}

    read = rows(values)
    for word in ("un", "deux"):
        assert read(VISITOR, [farm.pk], ["id"], told=word) == []
    assert len(built) == 1
    advisor = advisor_of_lozere()
    assert json.loads(*read(advisor, [farm.pk], ["id"])) == {"id": farm.pk}
    assert read(VISITOR, [farm.pk], ["id"], told="") == []
    assert built[1:] == [advisor]


@pytest.mark.parametrize("month", [1, 7])
@pytest.mark.parametrize("microsecond", [0, 5, 120_000, 999_999])
@pytest.mark.parametrize("year", [1905, 1999, 2026])
def test_a_moment_is_written_as_python_writes_it(year, month, microsecond):
    moment = datetime(year, month, 31, 23, 59, 9, microsecond, tzinfo=UTC)
    farm = ProducerFactory(published_at=moment)
    found = Producer.objects.annotate(told=Moment("published_at")).get(pk=farm.pk).told
    # Before 1911 the clock of Paris was nine minutes and twenty-one seconds ahead: seconds are left out.
    assert found == localtime(moment).isoformat()[: len(found)]


def test_no_moment_is_nothing():
    ProducerFactory()
    assert Producer.objects.annotate(told=Moment("published_at")).get().told is None


def test_a_rule_is_yes_or_no_and_a_page_has_the_name_of_the_site():
    farm = ProducerFactory(published=True, slug="ferme")
    read = rows(lambda user: {"yes": yes_no(perms.published()), "url": page_on_site("producers:list")})
    [row] = read(VISITOR, [farm.pk], ["yes", "url"], site="https://pat.example")
    assert json.loads(row) == {"yes": True, "url": "https://pat.example/producteurs/ferme/"}
