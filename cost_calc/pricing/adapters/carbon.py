"""Energies, carriers' vehicles and parcels, as carbon counts them."""

import functools
from dataclasses import replace

from cost_calc.engine.carbon import EnergyFactor, LevelOneRow, ParcelModel, ParcelModelLeg, SpeedCurve
from cost_calc.engine.shipment import Temperature
from cost_calc.models import Energy
from cost_calc.pricing.references import ReferenceSet

# Level-1 row of a van up to 3.5 t, the closest to a producer's own.
VAN_LEVEL_ONE = "van_express_parcels"
# Level-1 row of the lorry that collects goods and takes them to the last door.
FEEDER_LEVEL_ONE = "rigid_7t5_general"
# Level-1 rows assumed for a carrier that does not say what it drives.
USUAL_LEVEL_ONE = {
    Temperature.AMBIENT: "rigid_19t_groupage",
    Temperature.CHILLED: "rigid_19t_refrigerated_groupage",
    Temperature.FROZEN: "rigid_19t_refrigerated_groupage",
}
UNITS = {Energy.ELECTRICITY: "kWh"}
# Made once of each set of values (see `ReferenceSet`), for all the requests that use it.
made_once = functools.lru_cache(maxsize=128)


def energy_codes(code: str) -> tuple[str, str]:
    """Names of the two values an energy needs: what a unit emits, and what it costs."""
    return f"energy.{code}", f"energy.{code}.eur"


@made_once
def energy_factor(refs: ReferenceSet, code: str) -> EnergyFactor:
    name, _ = energy_codes(code)
    return EnergyFactor(code, refs[name], UNITS.get(Energy(code), "l"), refs.source(name))


@made_once
def level_one_row(refs: ReferenceSet, code: str) -> LevelOneRow:
    prefix = f"level1.{code}"
    return LevelOneRow(
        mean_load_t=refs[f"{prefix}.mean_load_t"],
        l_per_km_traction=refs[f"{prefix}.l_per_km_traction"],
        l_per_km_cold=refs[f"{prefix}.l_per_km_cold"],
        code=code,
        label=refs.values[f"{prefix}.mean_load_t"].label.partition(" : ")[0],
        source=refs.source(f"{prefix}.mean_load_t"),
    )


@made_once
def feeder_row(refs: ReferenceSet, *, cold: bool) -> LevelOneRow:
    """What a carrier collects and delivers with, and what its cold unit adds."""
    row = level_one_row(refs, FEEDER_LEVEL_ONE)
    if not cold:
        return row
    uplift = "truck.cold_uplift"
    return replace(
        row,
        l_per_km_cold=row.l_per_km_traction * refs[uplift],
        source=f"{row.source} ; {refs.source(uplift)}",
    )


@made_once
def parcel_model(refs: ReferenceSet) -> ParcelModel:
    """ADEME's parcel: two trunk legs by lorry, one leg by van, and the last round to the home."""
    return ParcelModel(
        legs=(
            _parcel_leg(refs, "truck", "truck_km_1"),
            _parcel_leg(refs, "truck", "truck_km_2"),
            _parcel_leg(refs, "van", "van_km"),
            _parcel_leg(refs, "van", "van_km_home", home_only=True),
        ),
        detour=refs["parcel.daf"],
        source=refs.source("parcel.daf"),
    )


def _parcel_leg(
    refs: ReferenceSet, vehicle: str, distance: str, *, home_only: bool = False
) -> ParcelModelLeg:
    curve = SpeedCurve(tuple(refs[f"parcel.{vehicle}.poly{degree}"] for degree in range(5)))
    return ParcelModelLeg(
        distance_km=refs[f"parcel.{distance}"],
        factor_g_per_km=float(curve.g_per_km(refs[f"parcel.{vehicle}.speed_kmh"])),
        empty_ratio=refs["parcel.empty_ratio"],
        load_t=refs[f"parcel.{vehicle}.load_t"],
        infrastructure_g_per_tkm=refs[f"parcel.{vehicle}.infrastructure_g_per_tkm"],
        home_only=home_only,
    )
