"""The links of the chain: each one turns a shipment into lines of money, carbon, time and distance."""

from cost_calc.engine.legs.carriers import CarrierLeg, Dedicated, Feeder
from cost_calc.engine.legs.common import Leg, Mover
from cost_calc.engine.legs.parcels import ParcelLeg
from cost_calc.engine.legs.places import CustomerTripLeg, HandlingLeg, NoRoadLeg
from cost_calc.engine.legs.preparation import PreparationLeg
from cost_calc.engine.legs.rounds import OwnVehicleLeg, PooledLeg

__all__ = [
    "CarrierLeg",
    "CustomerTripLeg",
    "Dedicated",
    "Feeder",
    "HandlingLeg",
    "Leg",
    "Mover",
    "NoRoadLeg",
    "OwnVehicleLeg",
    "ParcelLeg",
    "PooledLeg",
    "PreparationLeg",
]
