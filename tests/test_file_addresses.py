"""A file is understood whole or refused; a page leads only to files that it understood."""

import pytest

from tests.factories.carriers import SolutionFactory
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db
FILES = ["/producteurs/liste.csv", "/solutions/liste.csv"]
MAPS = ["/producteurs/carte.json", "/solutions/carte.json"]
PAGES = ["/producteurs/", "/solutions/"]


def refusal_of(client, address, asked):
    response = client.get(address, asked)
    assert response.status_code == 400
    return response.json()["error"] if address.endswith("json") else response.content.decode()


@pytest.mark.parametrize("address", [*FILES, *MAPS, "/calculer/valeurs/valeurs.csv"])
def test_a_parameter_unknown_to_a_file_is_named_with_those_it_knows(client, address):
    words = refusal_of(client, address, {"departement": "48"})
    assert "departement=48" in words
    assert "Paramètres possibles" in words


@pytest.mark.parametrize("address", [*FILES, *MAPS])
def test_a_filter_that_means_nothing_gives_no_file(client, address):
    assert "Température" in refusal_of(client, address, {"temperature": "boiling"})
    assert "ne se donne qu’une fois" in refusal_of(client, address, {"q": ["miel", "pain"]})


@pytest.mark.parametrize("address", FILES)
def test_a_file_is_not_of_one_page(client, address):
    assert "page=2" in refusal_of(client, address, {"page": "2"})


@pytest.mark.parametrize("address", MAPS)
def test_a_map_has_no_other_format_than_its_own_and_geojson(client, address):
    assert "geojson" in refusal_of(client, address, {"format": "kml"})
    assert client.get(address, {"format": "geojson"}).status_code == 200


@pytest.mark.parametrize("address", [*FILES, *MAPS])
def test_several_choices_of_a_facet_and_a_commune_without_script_are_understood(client, address):
    place = "commune" if "producteurs" in address else "origin"
    asked = {"temperature": ["chilled", "frozen"], place: "", f"{place}_typed": ""}
    assert client.get(address, asked).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_a_page_leads_to_the_file_and_to_the_map_of_what_it_understood(client, address):
    ProducerFactory(published=True)
    SolutionFactory()
    said = client.get(address, {"q": "", "utm_source": "mail", "page": "1"}).context
    assert (said["csv_url"], said["map_url"]) == (f"{address}liste.csv?q=", f"{address}carte.json?q=")
    faulty = client.get(address, {"temperature": "boiling"})
    assert (faulty.context["csv_url"], faulty.context["map_url"]) == ("", f"{address}carte.json?")
    assert "liste.csv" not in faulty.content.decode()
