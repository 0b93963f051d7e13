"""The list of a search, as a file."""

import pytest
from django.urls import reverse

from carriers.views import files
from tests.factories.carriers import (
    SolutionFactory,
)

pytestmark = pytest.mark.django_db


def test_the_file_of_a_search_holds_its_solutions_in_their_order(client, catalogue, monkeypatch):
    monkeypatch.setattr(files, "AT_A_TIME", 1)
    SolutionFactory(name="Service secret", unpublished=True)
    response = client.get(reverse("carriers:csv"), {"temperature": "chilled"})
    header, *lines = response.content.decode("utf-8-sig").splitlines()
    assert header.startswith("Nom;Nature;Transporteur;")
    assert [line.split(";")[0] for line in lines] == ["Casiers", "Ligne fraîche"]
