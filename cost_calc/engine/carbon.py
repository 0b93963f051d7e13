"""Greenhouse gas of a transport: the two method sets, the parcel model, sharing out a round.

The factors and rows are data: each comes with its source, and none is written here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.quantities import (
    ANY_NUMBER,
    DISTANCE_KM,
    MASS_KG,
    RATE,
    SHARE_BELOW_ONE,
    SOME_RATE,
    TONNE_KM,
    FloatArray,
    Quantity,
    Range,
    as_array,
    check_items,
    check_numbers,
    check_scalars,
    total,
)

GRAMS_PER_KG = 1000.0
KG_PER_TONNE = 1000.0


class CarbonMethod(StrEnum):
    """The two sets of values, never added together: they do not count the same things."""

    FR_LEVEL_1 = "fr_level_1"
    """Level-1 values of the arrêté of 10 April 2012: one table row per kind of vehicle and use."""
    CONSUMPTION = "consumption_wtw"
    """Energy really used, times its well-to-wheel factor (arrêté of 26 April 2017)."""


def carbon_method(method: CarbonMethod | str) -> CarbonMethod:
    """The method of that code, or `InvalidInput`."""
    try:
        return CarbonMethod(method)
    except ValueError:
        raise InvalidInput("method", "unknown", value=method) from None


@dataclass(frozen=True, slots=True)
class EnergyFactor:
    """Well-to-wheel emission of one unit of energy.

    Parameters
    ----------
    code
        Stable name of the energy.
    kgco2e_per_unit
        kgCO2e per litre or per kWh.
    unit
        ``l`` or ``kWh``.
    source
        Text and date the value comes from.
    """

    code: str
    kgco2e_per_unit: float
    unit: str = "l"
    source: str = ""

    def __post_init__(self) -> None:
        check_numbers(self, "energy_factor", kgco2e_per_unit=RATE)
        check_scalars(self, "energy_factor", "kgco2e_per_unit")


@dataclass(frozen=True, slots=True)
class LevelOneRow:
    """One kind of vehicle and use: what it carries on average (empty running included) and what it burns.

    Source: arrêté of 10 April 2012, annexe II.
    """

    mean_load_t: float
    l_per_km_traction: float
    l_per_km_cold: float = 0.0
    code: str = ""
    label: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        check_numbers(
            self, "level_one_row", mean_load_t=SOME_RATE, l_per_km_traction=RATE, l_per_km_cold=RATE
        )
        check_scalars(self, "level_one_row", "mean_load_t", "l_per_km_traction", "l_per_km_cold")

    def co2e_kg(self, *, mass_kg: Quantity, distance_km: Quantity, factor: EnergyFactor) -> Quantity:
        """(traction + cold) × km × mass / mean load × factor, in kgCO2e."""
        litres_per_km = self.l_per_km_traction + self.l_per_km_cold
        load_share = mass_kg / (self.mean_load_t * KG_PER_TONNE)
        return distance_km * load_share * (litres_per_km * factor.kgco2e_per_unit)


@dataclass(frozen=True, slots=True)
class SpeedCurve:
    """Emission of a vehicle per kilometre as a polynomial of its mean speed.

    Source: ADEME, publicodes-impact-livraison 0.7.0; coefficients by rising degree, in g/km.
    """

    coefficients: tuple[float, ...]

    def __post_init__(self) -> None:
        field = "speed_curve.coefficients"
        checked = tuple(as_array(field, self.coefficients, ANY_NUMBER).tolist())
        if not checked:
            raise InvalidInput(field, "required")
        object.__setattr__(self, "coefficients", checked)

    def g_per_km(self, speed_kmh: Quantity) -> Quantity:
        """Emission in g/km at that speed (Horner's scheme)."""
        speed = Range(0.0, 200.0, above=True).check("speed_curve.speed_kmh", speed_kmh)
        result: Quantity = 0.0
        for coefficient in reversed(self.coefficients):
            result = result * speed + coefficient
        return result


@dataclass(frozen=True, slots=True)
class ParcelModelLeg:
    """One vehicle of a parcel's way.

    Parameters
    ----------
    distance_km, empty_ratio
        Kilometres loaded, and the share of the vehicle's kilometres that run empty.
    load_t
        Mean load of the vehicle.
    factor_g_per_km
        Emission of the vehicle, usually `SpeedCurve.g_per_km` at its mean speed.
    infrastructure_g_per_tkm
        Road and making of the vehicle.
    home_only
        True for the last round, which a parcel left at a relay does not take.
    """

    distance_km: float
    factor_g_per_km: float
    empty_ratio: float
    load_t: float
    infrastructure_g_per_tkm: float = 0.0
    home_only: bool = False

    def __post_init__(self) -> None:
        check_numbers(
            self,
            "parcel_model_leg",
            distance_km=DISTANCE_KM,
            factor_g_per_km=RATE,
            empty_ratio=SHARE_BELOW_ONE,
            load_t=SOME_RATE,
            infrastructure_g_per_tkm=RATE,
        )
        check_scalars(
            self,
            "parcel_model_leg",
            "distance_km",
            "factor_g_per_km",
            "empty_ratio",
            "load_t",
            "infrastructure_g_per_tkm",
        )

    def co2e_g(self, mass_kg: Quantity, detour: float) -> Quantity:
        """Usage + infrastructure, grams: t × EF × (detour × d) / (1 − r) / load + infra × d × t."""
        tonnes = mass_kg / KG_PER_TONNE
        driven_km = with_empty_return(detour * self.distance_km, self.empty_ratio)
        usage = tonnes * self.factor_g_per_km * driven_km / self.load_t
        return usage + self.infrastructure_g_per_tkm * self.distance_km * tonnes


@dataclass(frozen=True, slots=True)
class ParcelModel:
    """Parcel post, ambient: trunk and local legs, delivered to the home or to a relay; linear in the mass.

    Source: ADEME, publicodes-impact-livraison 0.7.0 (MIT). `detour` is its distance adjustment factor.
    """

    legs: tuple[ParcelModelLeg, ...]
    detour: float = 1.0
    source: str = ""

    def __post_init__(self) -> None:
        check_numbers(self, "parcel_model", detour=Range(1.0, 10.0))
        check_scalars(self, "parcel_model", "detour")
        check_items(self, "parcel_model", legs=ParcelModelLeg)

    def co2e_kg(self, mass_kg: Quantity, delivery: str = "home") -> Quantity:
        """Emission in kgCO2e of a parcel delivered to "home" or "relay"."""
        if delivery not in ("home", "relay"):
            raise InvalidInput("parcel_model.delivery", "unknown", value=delivery)
        mass = MASS_KG.check("parcel_model.mass_kg", mass_kg)
        return total([leg.co2e_g(mass, self.detour) for leg in self._legs_to(delivery)]) / GRAMS_PER_KG

    def length_km(self, delivery: str = "home") -> float:
        """Kilometres of the mean parcel of the model, whatever the real trip."""
        return sum(leg.distance_km for leg in self._legs_to(delivery))

    def _legs_to(self, delivery: str) -> list[ParcelModelLeg]:
        return [leg for leg in self.legs if delivery == "home" or not leg.home_only]


def with_empty_return(quantity: Quantity, empty_ratio: float) -> Quantity:
    """What a loaded kilometre costs once it bears its empty ones: quantity / (1 − r)."""
    empty = SHARE_BELOW_ONE.check("empty_ratio", empty_ratio)
    return quantity / (1.0 - empty)


def allocate(
    total_kg: float, quantities_kg: Sequence[float] | FloatArray, direct_km: Sequence[float] | FloatArray
) -> FloatArray:
    """Share a round's whole emission, empty running included, by quantity × direct distance.

    Parameters
    ----------
    total_kg
        Emission of the round, kgCO2e.
    quantities_kg
        Loaded plus unloaded at each stop, shape (n,).
    direct_km
        Shortest feasible or great-circle distance from the depot to each stop, shape (n,) — never the
        kilometres driven along the round, which would punish whoever is served last.

    Returns
    -------
    Shape (n,), kgCO2e; adds up to `total_kg`.

    Source: ISO 14083 and GHG Protocol scope 3 guidance (example 4.3).
    """
    whole = TONNE_KM.check("allocation.total_kg", total_kg)
    masses = as_array("allocation.quantities_kg", quantities_kg, TONNE_KM)
    distances = as_array("allocation.direct_km", direct_km, TONNE_KM)
    if masses.shape != distances.shape:
        raise InvalidInput("allocation.direct_km", "shape", expected=masses.shape)
    activity = masses * distances
    if not activity.sum() > 0:
        raise InvalidInput("allocation.quantities_kg", "too_small", minimum=0.0)
    shares: FloatArray = whole * activity / activity.sum()
    return shares
