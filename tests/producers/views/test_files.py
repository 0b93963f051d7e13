"""The list of a search, as a file."""

import pytest
from django.urls import reverse

from producers.views import files
from tests.factories.accounts import advisor_of_lozere
from tests.factories.producers import ProducerFactory
from tests.factories.territory import CommuneFactory
from tests.producers.views.samples import LIST, full_producer, html

pytestmark = pytest.mark.django_db


def test_the_file_of_a_long_search_is_whole(client, monkeypatch):
    monkeypatch.setattr(files, "AT_A_TIME", 2)
    farms = [full_producer(name=f"Ferme {number}") for number in range(5)]
    _, *lines = client.get(reverse("producers:csv")).content.decode("utf-8-sig").splitlines()
    assert sorted(line.split(";")[0] for line in lines) == [farm.name for farm in farms]


def test_the_file_of_a_search_holds_what_anybody_may_read(client):
    farm = full_producer(name="Ferme du Vent", commune=CommuneFactory(mende=True))
    ProducerFactory(name="Ferme secrète")
    client.force_login(advisor_of_lozere())
    assert reverse("producers:csv") in html(client.get(LIST, {"q": "vent"}))
    response = client.get(reverse("producers:csv"), {"q": "ferme"})
    header, *lines = response.content.decode("utf-8-sig").splitlines()
    assert header.startswith("Nom;Commune;Code INSEE;")
    assert [line.split(";")[:3] for line in lines] == [["Ferme du Vent", "Mende", "48095"]]
    assert farm.get_absolute_url() in lines[0]
