"""A world with one row of everything that the datasets of farms and carriers give away."""

from datetime import date

from django.contrib.auth.models import AnonymousUser

from carriers import datasets as of_carriers
from pat_logistics.actors.datasets import ACTORS
from pat_logistics.open_data.extracts import Extract
from producers import datasets as of_producers
from tests.factories.actors import ActorFactory
from tests.factories.carriers import (
    CarrierFactory,
    DropPointFactory,
    ServiceAreaFactory,
    SolutionFactory,
    TariffGridFactory,
)
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory, StorageSiteFactory
from tests.factories.territory import CommuneFactory

VISITOR = AnonymousUser()
DATASETS = {
    dataset.code: dataset
    for dataset in (
        of_producers.PRODUCERS,
        of_producers.PRODUCT_LINES,
        of_producers.STORAGE,
        of_producers.FLOWS,
        of_carriers.CARRIERS,
        of_carriers.SOLUTIONS,
        of_carriers.AREAS,
        of_carriers.DROP_POINTS,
        of_carriers.GRIDS,
        of_carriers.BANDS,
        ACTORS,
    )
}


def open_farm(**values):
    """A farm that publishes all it may, with one of each thing."""
    everything = {"contact_published": True, "storage_published": True, "flows_published": True}
    farm = ProducerFactory(
        **{"commune": CommuneFactory(mende=True), "name": "Ferme du Vent", "slug": "ferme-du-vent"}
        | everything
        | values
    )
    line = ProductLineFactory(producer=farm, name="Tomme", labels=["organic"], packagings=["crate", "carton"])
    StorageSiteFactory(producer=farm, offered=True)
    FlowFactory(
        producer=farm, product_line=line, destination=CommuneFactory(montpellier=True), weekdays=[2, 4]
    )
    return farm


def open_company(**values):
    """A carrier that publishes itself, one service with its areas, drop point and prices."""
    carrier = CarrierFactory(
        name="Messagerie du Gévaudan", slug="messagerie", phone="04 66 00 00 00", **values
    )
    solution = SolutionFactory(carrier=carrier, name="Groupage", slug="groupage", min_kg=10)
    ServiceAreaFactory(solution=solution, departement="48", weekdays=[1, 3])
    DropPointFactory(solution=solution, name="Quai", opening="le matin")
    TariffGridFactory(solution=solution)
    return carrier


def open_canteen():
    """A canteen that takes the goods of farms, in the directory of who can help."""
    return ActorFactory(
        canteen=True, name="Collège du Vent", slug="college", commune=CommuneFactory(mende=True)
    )


def extract(code, rows=None, *, columns=(), filters=None):
    dataset = DATASETS[code]
    rows = dataset.rows(VISITOR).order_by("pk") if rows is None else rows
    return Extract(
        dataset, rows, dataset.chosen(columns), date(2026, 11, 29), "https://pat.example/", filters or {}
    )


def written(write, *args, **kwargs):
    """The whole of a file."""
    return b"".join(write(extract(*args, **kwargs)))
