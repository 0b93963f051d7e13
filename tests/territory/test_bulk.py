"""The whole register of communes, written in one go."""

import dataclasses

import pytest

from pat_logistics.territory.bulk import write_communes
from pat_logistics.territory.models import Commune
from pat_logistics.territory.reference import shipped_communes

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def rows():
    found = {row.insee: row for row in shipped_communes() if row.departement == "48"}
    return [found["48095"], found["48061"]]


def test_the_report_tells_what_is_new_what_changed_and_what_the_rows_leave_out(rows):
    mende, florac = rows
    assert write_communes([mende]).created == {"48095"}
    written = write_communes([dataclasses.replace(mende, population=1), florac])
    assert (written.created, written.updated, written.gone) == ({"48061"}, {"48095"}, set())
    assert write_communes([florac]).gone == {"48095"}
    assert Commune.objects.count() == 2


def test_a_row_that_says_what_is_known_is_not_written(rows):
    write_communes(rows)
    written = write_communes(rows)
    assert not written.created | written.updated | written.gone


def test_a_name_with_a_quote_a_comma_or_an_accent_arrives_as_it_is(rows):
    name = 'L’"Hospitalet", à l’Œuvre'
    former = [{"code": "48999", "name": name, "kind": "delegated"}]
    write_communes([dataclasses.replace(rows[0], name=name, former=former, postal_codes=[])])
    commune = Commune.objects.get()
    assert (commune.name, commune.former, commune.postal_codes) == (name, former, [])
