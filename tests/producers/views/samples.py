"""The directory, and a farm that has something to show of everything."""

import re

from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory, StorageSiteFactory
from tests.factories.territory import CommuneFactory

LIST = "/producteurs/"


def html(response):
    assert response.status_code == 200
    return response.content.decode()


def full_producer(**values):
    producer = ProducerFactory(contact_published=True, storage_published=True, flows_published=True, **values)
    ProductLineFactory(producer=producer)
    StorageSiteFactory(producer=producer, offered=True)
    FlowFactory(producer=producer, destination=CommuneFactory(montpellier=True))
    return producer


def names(response):
    return re.findall(r'card__title"><a href="[^"]+">([^<]+)<', html(response))
