"""A commune told at each reading of a prepared queryset."""

import pytest

from pat_logistics.prepared import Prepared
from pat_logistics.territory.given import given_commune, part_of, values_of
from pat_logistics.territory.land import CountryPart
from pat_logistics.territory.models import Commune
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


def test_a_queryset_asks_for_the_codes_of_the_commune_that_is_told():
    one, other = CommuneFactory(departement="48", epci="200000001"), CommuneFactory(departement="12", epci="")
    place = given_commune("place")
    same_epci = Prepared(lambda: Commune.objects.filter(epci=place.epci))
    same_departement = Prepared(lambda: Commune.objects.filter(departement=place.departement))
    assert same_epci(**values_of("place", one)) == [one]
    # Where there is none, nothing has the same.
    assert same_epci(**values_of("place", other)) == []
    assert same_departement(**values_of("place", other)) == [other]


def test_a_queryset_looks_around_the_place_that_is_told():
    near, far = CommuneFactory(latitude=44.5, longitude=3.5), CommuneFactory(latitude=45.5, longitude=3.5)
    place = given_commune("place")
    within = Prepared(lambda: Commune.objects.within_km(place.latitude, place.longitude, 20))
    assert [within(**values_of("place", commune)) for commune in (near, far)] == [[near], [far]]


def test_the_part_of_the_country_is_that_of_the_code():
    assert part_of(Commune(pk="2A004")) == CountryPart.CORSICA
    assert values_of("place", Commune(pk="97411"))["place_country_part"] == CountryPart.OVERSEAS
