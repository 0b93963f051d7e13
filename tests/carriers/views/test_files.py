"""The list of a search, as a file."""

import pytest
from django.urls import reverse

from carriers.views import files
from tests.factories.carriers import (
    DropPointFactory,
    SolutionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue():
    """Four solutions that the filters tell apart."""
    line = SolutionFactory(name="Ligne fraîche", from_mende_to_montpellier=True)
    DropPointFactory(solution=SolutionFactory(name="Quai", temperatures=["frozen"]))
    SolutionFactory(name="Casiers", locker=True)
    SolutionFactory(name="Logicoût", tool=True)
    return line


def test_the_file_of_a_search_holds_its_solutions_in_their_order(client, catalogue, monkeypatch):
    monkeypatch.setattr(files, "AT_A_TIME", 1)
    SolutionFactory(name="Service secret", unpublished=True)
    response = client.get(reverse("carriers:csv"), {"temperature": "chilled"})
    header, *lines = response.content.decode("utf-8-sig").splitlines()
    assert header.startswith("Nom;Nature;Transporteur;")
    assert [line.split(";")[0] for line in lines] == ["Casiers", "Ligne fraîche"]
