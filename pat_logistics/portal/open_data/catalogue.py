"""The catalogue of the open data, as DCAT-AP: what portals of data (data.gouv.fr) harvest.

DCAT-AP 2.1.1 (https://semiceu.github.io/DCAT-AP/releases/2.1.1/), with the authority tables of the EU.
"""

from django.conf import settings
from django.urls import reverse
from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, BNode, Graph, Literal, Namespace, URIRef

from pat_logistics.open_data.datasets import Dataset
from pat_logistics.open_data.extracts import LICENCE_URL
from pat_logistics.open_data.files import FORMATS
from pat_logistics.portal.open_data import dumps
from pat_logistics.portal.open_data.dumps import Dump
from pat_logistics.portal.open_data.registry import DATASETS

AUTHORITY = "http://publications.europa.eu/resource/authority/"
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
THEMES = ("AGRI", "TRAN")
KEYWORDS = ("logistique", "circuits courts", "producteurs", "transport", "projet alimentaire territorial")
TITLE = "Données ouvertes de PAT Logistique"
# Those of which the EU has a code.
FILE_TYPES = {"csv": "CSV", "xlsx": "XLSX", "geojson": "GEOJSON", "gpkg": "GPKG", "jsonl": "JSON"}


def catalogue() -> Graph:
    graph = Graph()
    for prefix, namespace in {
        "dcat": DCAT, "dct": DCTERMS, "foaf": FOAF, "spdx": SPDX, "vcard": VCARD,
    }.items():  # fmt: skip
        graph.bind(prefix, namespace)
    self = URIRef(absolute(reverse("open_data:index")))
    publisher = BNode()
    graph.add((publisher, RDF.type, FOAF.Organization))
    graph.add((publisher, FOAF.name, Literal(settings.PUBLISHER["name"])))
    graph.add((self, RDF.type, DCAT.Catalog))
    _say(graph, self, TITLE, "Ce que publient producteurs, transporteurs et opérateurs, par liste.")
    graph.add((self, DCTERMS.publisher, publisher))
    graph.add((self, FOAF.homepage, URIRef(settings.SITE_URL + "/")))
    graph.add((self, DCTERMS.license, URIRef(LICENCE_URL)))
    of_today = dumps.latest()
    for dataset in DATASETS.values():
        there = _dataset(
            graph, dataset, publisher, [dump for dump in of_today if dump.dataset == dataset.code]
        )
        graph.add((self, DCAT.dataset, there))
    return graph


def _dataset(graph: Graph, dataset: Dataset, publisher: BNode, made: list[Dump]) -> URIRef:
    page = absolute(reverse("open_data:dataset", args=[dataset.code]))
    there = URIRef(page)
    graph.add((there, RDF.type, DCAT.Dataset))
    _say(graph, there, dataset.title, dataset.doc)
    contact = BNode()
    graph.add((contact, RDF.type, VCARD.Organization))
    graph.add((contact, VCARD.fn, Literal(settings.PUBLISHER["name"])))
    graph.add((contact, VCARD.hasEmail, URIRef(f"mailto:{settings.CONTACT_EMAIL}")))
    for what, value in [
        (DCTERMS.identifier, Literal(page)),
        (DCTERMS.publisher, publisher),
        (DCTERMS.license, URIRef(LICENCE_URL)),
        (DCTERMS.accrualPeriodicity, URIRef(f"{AUTHORITY}frequency/DAILY")),
        (DCTERMS.spatial, URIRef(f"{AUTHORITY}country/FRA")),
        (DCAT.contactPoint, contact),
        (DCAT.landingPage, URIRef(page)),
        *((DCAT.theme, URIRef(f"{AUTHORITY}data-theme/{theme}")) for theme in THEMES),
        *((DCAT.keyword, Literal(word, lang="fr")) for word in KEYWORDS),
        *((DCTERMS.modified, Literal(day, datatype=XSD.date)) for day in {dump.day for dump in made}),
    ]:
        graph.add((there, what, value))
    for name, form in FORMATS.items():
        if dataset.place is not None or not form.is_map:
            address = absolute(list_of(dataset)) + f"?format={name}"
            told = _distribution(graph, dataset, name, f"{dataset.title} ({name}), à l’instant", address)
            graph.add((there, DCAT.distribution, told))
    for dump in made:
        address = absolute(reverse("open_data:file", args=[dump.day, dump.name]))
        told = _distribution(graph, dataset, dump.format, f"{dump.name}, du {dump.day}", address)
        graph.add((there, DCAT.distribution, told))
        checksum = BNode()
        graph.add((told, DCAT.byteSize, Literal(dump.size, datatype=XSD.decimal)))
        graph.add((told, DCTERMS.modified, Literal(dump.day, datatype=XSD.date)))
        graph.add((told, SPDX.checksum, checksum))
        graph.add((checksum, RDF.type, SPDX.Checksum))
        graph.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
        graph.add((checksum, SPDX.checksumValue, Literal(dump.sha256, datatype=XSD.hexBinary)))
    return there


def _distribution(graph: Graph, dataset: Dataset, name: str, title: str, address: str) -> URIRef:
    told, media_type = URIRef(address), FORMATS[name].content_type.partition(";")[0]
    kind = FILE_TYPES.get(FORMATS[name].ending)
    for what, value in [
        (RDF.type, DCAT.Distribution),
        (DCTERMS.title, Literal(title, lang="fr")),
        (DCAT.accessURL, told),
        (DCAT.downloadURL, told),
        (DCTERMS.license, URIRef(LICENCE_URL)),
        (DCAT.mediaType, URIRef(f"https://www.iana.org/assignments/media-types/{media_type}")),
        (DCTERMS["format"], URIRef(f"{AUTHORITY}file-type/{kind}") if kind else Literal(name)),
    ]:
        graph.add((told, what, value))
    if name == "csv":
        schema = absolute(reverse("open_data:schema", args=[dataset.code]))
        graph.add((told, DCTERMS.conformsTo, URIRef(schema)))
    return told


def _say(graph: Graph, thing: URIRef, title: str, description: str) -> None:
    graph.add((thing, DCTERMS.title, Literal(title, lang="fr")))
    graph.add((thing, DCTERMS.description, Literal(description, lang="fr")))
    graph.add((thing, DCTERMS.language, URIRef(f"{AUTHORITY}language/FRA")))


def list_of(dataset: Dataset) -> str:
    """The address of its list in the API, without the name of the site."""
    return f"{reverse('api:root')}{dataset.code}/"


def absolute(path: str) -> str:
    return str(settings.SITE_URL) + path
