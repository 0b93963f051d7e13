"""The page of a commune: who carries from there, what is near."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from carriers.models import DROP_POINT_KM
from pat_logistics.portal.pages.communes import listed
from tests.factories.carriers import DropPointFactory, ServiceAreaFactory, SolutionFactory
from tests.factories.producers import ProducerFactory, StorageSiteFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mende():
    return CommuneFactory(mende=True)


def page_of(client, commune):
    response = client.get(commune.get_absolute_url())
    assert response.status_code == 200
    return " ".join(response.text.split())


def a_carrier(**values):
    line = SolutionFactory(name="Ligne des Causses", min_kg=20, **values)
    ServiceAreaFactory(solution=line, departement="48", weekdays=[2, 4])
    ServiceAreaFactory(
        solution=line, role="delivery", departement="", commune=CommuneFactory(montpellier=True)
    )
    return line


def test_who_carries_is_told_with_the_days_the_minimum_and_the_places(client, mende):
    line = a_carrier()
    page = page_of(client, mende)
    assert f'{line.get_absolute_url()}?origin={mende.pk}">Ligne des Causses</a>' in page
    assert "Vient à Mende : mardi, jeudi" in page
    assert "À partir de 20 kg par envoi." in page
    assert "Va à : Montpellier" in page


def test_the_calculator_opens_with_the_commune(client, mende):
    assert f'{reverse("cost_calc:compare")}?origin={mende.pk}"' in page_of(client, mende)


def test_a_commune_without_anything_says_none_and_what_to_do(client, mende):
    page = page_of(client, mende)
    assert "Aucun transporteur connu ne prend en charge ici" in page
    assert f"aucun point de dépôt n’est à moins de {DROP_POINT_KM}&nbsp;km" in page
    assert "Aucun lieu connu à moins de" in page
    assert "Aucun producteur n’a publié sa fiche" in page


def test_what_stands_near_is_listed_and_what_is_far_is_not(client, mende):
    DropPointFactory(solution=SolutionFactory(), name="Quai de Mende", commune=mende)
    SolutionFactory(name="Casiers de Mende", locker=True)
    SolutionFactory(name="Casiers lointains", locker=True, commune=CommuneFactory(montpellier=True))
    ProducerFactory(published=True, name="Ferme voisine", commune=mende)
    page = page_of(client, mende)
    assert all(name in page for name in ("Quai de Mende", "Casiers de Mende", "Ferme voisine"))
    assert "Casiers lointains" not in page


def test_what_is_not_published_is_not_there(client, mende):
    ProducerFactory(name="Ferme secrète", commune=mende)
    shy = ProducerFactory(published=True, name="Ferme au froid discret", commune=mende)
    StorageSiteFactory(producer=shy, offered=True)
    a_carrier(unpublished=True)
    page = page_of(client, mende)
    assert "secrète" not in page
    assert "Ligne des Causses" not in page
    assert "A de la place à partager" not in page


def test_an_old_spelling_of_the_address_leads_to_the_page(client, mende):
    response = client.get(reverse("pages:commune", args=[mende.pk, "autre-nom"]))
    assert (response.status_code, response["Location"]) == (301, "/communes/48095-mende/")


def test_an_unknown_commune_is_not_found(client):
    assert client.get("/communes/99999-nulle-part/").status_code == 404


def test_more_rows_take_no_more_queries(client, mende):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            page_of(client, mende)
        return len(captured)

    DropPointFactory(solution=a_carrier(), commune=mende)
    ProducerFactory(published=True, commune=mende)
    few = queries()
    for _ in range(12):
        line = SolutionFactory()
        ServiceAreaFactory(solution=line, departement="48")
        DropPointFactory(solution=line, commune=mende)
        ProducerFactory(published=True, commune=mende)
    assert queries() <= few <= 18


def test_search_engines_get_the_territory_and_the_neighbours_with_something_to_say(client, mende):
    CommuneFactory(insee="12001", name="Muette", departement="12")
    farm = ProducerFactory(
        published=True, commune=CommuneFactory(insee="12002", name="Parlante", departement="12")
    )
    assert list(listed()) == [mende, farm.commune]
    assert "/communes/48095-mende/</loc>" in client.get(reverse("pages:sitemap_part", args=["communes"])).text
