"""What a portal of data harvests: every list, every file of the night, and checksums that hold."""

import datetime
import hashlib
from urllib.parse import urlsplit

import pytest
from rdflib import DCAT, DCTERMS, RDF, Graph

from pat_logistics.portal.open_data import dumps
from pat_logistics.portal.open_data.catalogue import SPDX
from pat_logistics.portal.open_data.registry import DATASETS
from tests.open_data.samples import open_canteen, open_company, open_farm

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # The library's own reader of JSON-LD.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
]


def harvest(client, kind):
    answer = client.get(f"/data/catalogue.{kind}")
    assert answer.status_code == 200
    return Graph().parse(data=answer.content, format={"jsonld": "json-ld", "rdf": "xml"}[kind])


@pytest.mark.parametrize("kind", ["jsonld", "rdf"])
def test_a_harvest_finds_every_list_and_file_and_each_checksum_holds(client, data_folder, kind):
    open_farm()
    open_company()
    open_canteen()
    made = dumps.make_dumps(datetime.date(2026, 11, 30))
    graph = harvest(client, kind)
    [self] = graph.subjects(RDF.type, DCAT.Catalog)
    assert len(set(graph.objects(self, DCAT.dataset))) == len(DATASETS)
    checked = 0
    for told, checksum in graph.subject_objects(SPDX.checksum):
        answer = client.get(urlsplit(str(graph.value(told, DCAT.downloadURL))).path)
        content = answer.getvalue()
        assert hashlib.sha256(content).hexdigest() == str(graph.value(checksum, SPDX.checksumValue))
        assert len(content) == int(graph.value(told, DCAT.byteSize))
        checked += 1
    assert checked == len(made)


@pytest.mark.parametrize("kind", ["jsonld", "rdf"])
def test_each_list_says_what_a_harvester_asks_for(client, data_folder, kind):
    graph = harvest(client, kind)
    for dataset in graph.subjects(RDF.type, DCAT.Dataset):
        for what in (
            DCTERMS.title,
            DCTERMS.description,
            DCTERMS.license,
            DCTERMS.publisher,
            DCAT.contactPoint,
        ):
            assert graph.value(dataset, what), (dataset, what)
        for told in graph.objects(dataset, DCAT.distribution):
            for what in (DCAT.accessURL, DCTERMS["format"], DCTERMS.license, DCAT.mediaType):
                assert graph.value(told, what), (told, what)
            if not graph.value(told, DCAT.byteSize):
                address = urlsplit(str(graph.value(told, DCAT.accessURL)))
                assert client.get(f"{address.path}?{address.query}").status_code == 200
