"""A farm with its van, and its deliveries."""

from tests.factories.producers import FlowFactory, ProducerFactory, VehicleFactory
from tests.factories.territory import CommuneFactory


def flow_of(line, place, **values):
    values = {"kg_per_delivery": 60, "deliveries_per_year": 52, "goods_value_eur": None} | values
    return FlowFactory(producer=line.producer, product_line=line, destination=place, **values)


def equipped_farm():
    farm = ProducerFactory(commune=CommuneFactory(mende=True))
    VehicleFactory(
        producer=farm, kind="reefer", temperatures=["chilled"], payload_kg=800, volume_m3=6,
        eur_per_km="0.4100", litres_per_100km="9.5", fixed_eur_per_year=None, km_per_year=None,
    )  # fmt: skip
    return farm
