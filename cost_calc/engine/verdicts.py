"""What an option is judged with: stable codes, each with its data; sentences live outside the engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from cost_calc.engine.quantities import Truth


class Severity(StrEnum):
    """How far a verdict goes."""

    BLOCKS = "blocks"
    """The option cannot be used, or has no price."""
    WARNS = "warns"
    """It can, on a condition to check."""
    INFORMS = "informs"
    """It can; this is worth knowing."""


class Code(StrEnum):
    """Every verdict the engine gives."""

    TEMPERATURE_NOT_OFFERED = "temperature-not-offered"
    UNDER_MIN_WEIGHT = "under-min-weight"
    OVER_MAX_WEIGHT = "over-max-weight"
    OVER_PAYLOAD = "over-payload"
    OVER_VOLUME = "over-volume"
    UPKEEP_NOT_COUNTED = "upkeep-not-counted"
    SEVERAL_LOADS = "several-loads"
    ONE_ADDRESS_ONLY = "one-address-only"
    NO_ROAD = "no-road"
    PLACE_NOT_SERVED = "place-not-served"
    DAY_NOT_SERVED = "day-not-served"
    TOO_OFTEN = "too-often"
    AFTER_CUT_OFF = "after-cut-off"
    TOO_SLOW = "too-slow"
    ATP_REQUIRED = "atp-required"
    COLD_NEEDED = "cold-needed"
    COLD_NOT_HELD = "cold-not-held"
    COLD_NOT_TOLD = "cold-not-told"
    OPTION_NOT_PRICED = "option-not-priced"
    LONG_DRIVE = "long-drive"
    TOO_LONG_A_DAY = "too-long-a-day"
    APPROVAL_NEEDED = "approval-needed"
    APPROVAL_LIMIT = "approval-limit"
    APPROVAL_EXCLUDED = "approval-excluded"
    APPROVAL_SLAUGHTER = "approval-slaughter"
    APPROVAL_IF_ANIMAL = "approval-if-animal"
    EGG_DIRECT_LIMIT = "egg-direct-limit"
    EGG_PACKING_CENTRE = "egg-packing-centre"
    CO_DELIVERY_TOO_FAR = "co-delivery-too-far"
    CO_DELIVERY_NOT_FARMER = "co-delivery-not-farmer"
    CO_DELIVERY_ABOVE_COST = "co-delivery-above-cost"
    ORGANIC_MIXING = "organic-mixing"
    DIRECT_COMPETITOR = "direct-competitor"
    NO_INTERMEDIARY = "no-intermediary"
    CUSTOMER_TRIP_UNPAID = "customer-trip-unpaid"
    RETURNS_NOT_TAKEN = "returns-not-taken"
    RETURNS_NOT_KNOWN = "returns-not-known"
    TOO_FAR_TO_COLLECT = "too-far-to-collect"
    ON_QUOTE = "on-quote"
    GOODS_VALUE_NEEDED = "goods-value-needed"
    NO_TARIFF = "no-tariff"
    CARBON_UNKNOWN = "carbon-unknown"
    COOL_BOXES = "cool-boxes"
    COOL_BOXES_TOO_FAR = "cool-boxes-too-far"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judgement on one option.

    Parameters
    ----------
    code, severity
        See `Code` and `Severity`.
    params
        Numbers its sentence needs.
    where
        For a batch, which shipments it holds for; True for a single shipment.
    legs
        Numbers of the legs it speaks of; empty: the service, or the whole option.
    """

    code: Code
    severity: Severity
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)
    where: Truth = True
    legs: tuple[int, ...] = ()
