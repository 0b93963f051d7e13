"""Transport somebody sells: a carrier, from the farm or from a drop point, and parcel post."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from carriers.enums import AreaRole, GridPurpose, SolutionKind
from carriers.models import Solution
from cost_calc.engine.compare import OptionKind
from cost_calc.engine.legs import CarrierLeg, Dedicated, Feeder, ParcelLeg
from cost_calc.engine.lines import Component, Origin
from cost_calc.engine.shipment import Temperature
from cost_calc.pricing import adapters
from cost_calc.pricing.case import DEFAULT_VEHICLE, YOUR_VEHICLE, Case, Drop, Named
from cost_calc.pricing.question import OwnMeans
from cost_calc.pricing.ways import Step, Trip, Way
from pat_logistics.territory.models import Commune

# A jar and its carton weigh too: a parcel is paid by what the scales of the counter show.
GROSS_KILOS = (
    "Vos kilos sont pris emballage compris : pesez le colis fait, il peut passer à la tranche suivante."
)


def carrier(case: Case, solution: Solution) -> Iterator[Way]:
    origin = case.question.origin
    drop = case.drop_point(solution)
    for start, kind in ((origin, OptionKind.CARRIER), (drop, OptionKind.DROP_POINT)):
        if start is None or (kind is OptionKind.CARRIER and drop and not collects(case, solution)):
            continue
        at_farm = kind is OptionKind.CARRIER
        transport = transport_legs(case, solution, start, at_farm=at_farm)
        service = case.service(solution, at_farm=at_farm)
        first: Named = (
            (case.hand_over("handling.carrier_minutes"), Step("Remise à la ferme"))
            if at_farm
            else (case.own_leg_to(start, solution), Step(YOUR_VEHICLE, f"jusqu’au dépôt ({start.name})"))
        )
        trips = [Trip("carrier", (start, stop)) for stop in case.stops]
        if not at_farm:
            trips.insert(0, Trip("own", (origin, start, origin)))
        yield case.way(solution, kind, [first, *transport], trips, service)


def collects(case: Case, solution: Solution) -> bool:
    return solution.area_for(case.question.origin, AreaRole.COLLECTION) is not None


def transport_legs(case: Case, solution: Solution, start: Commune, *, at_farm: bool) -> list[Named]:
    """One carrier leg per stop."""
    carbon = _carbon(case, solution, start, at_farm=at_farm) if case.counts_carbon else {}
    return [
        (
            CarrierLeg(
                tariff=tariff,
                distance_km=case.roads(start, commune).distance_km,
                zone=zone,
                options=tuple(code for code in case.question.options if code in tariff.options),
                mass_kg=mass_kg,
                pickup=number == 0,
                distance_provenance=case.roads.provenance((start, commune)),
                returns=bool(solution.returns_empties),
                **carbon.get(number, {}),
            ),
            Step("Transport", between(start, commune)),
        )
        for number, (tariff, zone, mass_kg, commune) in enumerate(
            drops(case, solution, start, at_farm=at_farm)
        )
    ]


def _carbon(case: Case, solution: Solution, start: Commune, *, at_farm: bool) -> dict[int, dict[str, Any]]:
    """What the emission of each stop's transport is counted with, by the place of the stop."""
    code = solution.level_one_code
    if f"level1.{code}.mean_load_t" not in case.refs.values:  # not given, or mistyped in the admin
        code = adapters.USUAL_LEVEL_ONE[case.temperature]
    row = adapters.level_one_row(case.refs, code)
    figure = solution.declared_kgco2e_per_tkm
    declared = None if figure is None else float(figure)
    quay = case.drop_point(solution) if at_farm and solution.breaks_load else None
    dedicated = _dedicated(case, start) if solution.direct else {}
    feeders = _feeders(case, solution, start, quay, at_farm=at_farm)
    found = {}
    for number, stop in enumerate(case.stops):
        # What goes by ship or by plane does not emit what a lorry does.
        by_sea = case.roads(start, stop).by_sea
        found[number] = {
            "carbon_class": None if by_sea else row,
            "factor": case.diesel,
            "feeders": feeders,
            "dedicated": dedicated.get(number),
            "trunk_km": case.roads(quay, stop).distance_km if quay else None,
            "declared_kgco2e_per_tkm": None if by_sea else declared,
            "declared_by": f"déclaré par {solution.name}",
        }
    return found


def _dedicated(case: Case, start: Commune) -> dict[int, Dedicated]:
    """A vehicle sent for these goods alone, by the place of each stop: as a producer's own, and back empty.

    Its way to the farm is not known, and not counted.
    """
    tour = case.tour(start)
    if case.roads.by_sea(tour.places):
        return {}
    row = case.refs.vehicle(DEFAULT_VEHICLE[case.temperature])
    vehicle = adapters.vehicle(row, case.refs, OwnMeans())
    weights = [stop.mass_kg * case.roads(start, stop.commune).distance_km for stop in case.question.stops]
    return {
        number: Dedicated(
            vehicle,
            tour.distance_km,
            weight / sum(weights) if len(weights) > 1 else 1.0,
            case.roads.provenance(tour.places),
        )
        for number, weight in enumerate(weights)
    }


def between(start: Commune, end: Commune) -> str:
    """« Langogne → Florac »."""
    return f"{start.name} → {end.name}"


def drops(case: Case, solution: Solution, start: Commune, *, at_farm: bool) -> Iterator[Drop]:
    """Each stop with its price; a price by the kilometre says nothing of a crossing of the sea."""
    for drop in case.priced(solution, start, GridPurpose.TRANSPORT, at_farm=at_farm):
        tariff, _, mass_kg, commune = drop
        crossing = bool(tariff.eur_per_km) and case.roads(start, commune).by_sea
        yield (adapters.ON_QUOTE, "", mass_kg, commune) if crossing else drop


def _feeders(
    case: Case, solution: Solution, start: Commune, quay: Commune | None, *, at_farm: bool
) -> tuple[Feeder, ...]:
    """Who collects and who delivers at the door, where the goods change vehicle on the way.

    A platform is itself the place where they change.
    """
    if not solution.breaks_load or solution.kind == SolutionKind.PLATFORM:
        return ()
    row = adapters.feeder_row(case.refs, cold=case.temperature is not Temperature.AMBIENT)
    collection, last = "carrier.collection_km", "carrier.last_km"
    feeders = [Feeder(Component.CARBON_LAST_LEG, case.refs[last], row, case.assumed(last))]
    if at_farm:
        origin = Origin(case.roads.provenance((start, quay))) if quay else case.assumed(collection)
        km = case.roads(start, quay).distance_km if quay else case.refs[collection]
        feeders.append(Feeder(Component.CARBON_COLLECTION, km, row, origin))
    return tuple(feeders)


def parcel(case: Case, solution: Solution) -> Iterator[Way]:
    origin = case.question.origin
    drop = case.drop_point(solution)
    counter = drop or origin
    van = adapters.level_one_row(case.refs, adapters.VAN_LEVEL_ONE)
    said = case.question.preparation
    minutes, time = case.known(said.minutes_per_parcel, "handling.parcel_minutes")
    eur = said.eur_per_parcel or 0.0
    named: list[Named] = [
        (
            case.own_leg_to(counter, solution, loading=False),
            Step(YOUR_VEHICLE, f"jusqu’au guichet ({counter.name})"),
        )
    ]
    named += [
        (
            ParcelLeg(
                tariff=tariff,
                packing_eur=eur + minutes / 60 * case.eur_per_hour,
                parcel_model=None if case.roads(counter, commune).by_sea else case.parcel_model,
                uplift=case.refs["parcel.cold_uplift"],
                distance_km=case.roads(counter, commune).distance_km,
                carbon_class=None if case.roads(counter, commune).by_sea else van,
                factor=case.diesel,
                zone=zone,
                mass_kg=mass_kg,
                options=tuple(code for code in case.question.options if code in tariff.options),
                addresses=float(case.question.addresses),
                eur_per_parcel=eur,
                minutes_per_parcel=minutes,
                time_origin=time,
                eur_per_hour=case.eur_per_hour,
                hour_origin=case.hour,
                distance_provenance=case.roads.provenance((counter, commune)),
            ),
            Step("Colis", between(counter, commune)),
        )
        for tariff, zone, mass_kg, commune in drops(case, solution, counter, at_farm=False)
    ]
    trips = [Trip("own", (origin, counter, origin))]
    trips += [Trip("carrier", (counter, stop)) for stop in case.stops]
    service = replace(case.service(solution, at_farm=drop is None), many_addresses=True)
    way = case.way(solution, OptionKind.PARCEL, named, trips, service)
    yield replace(way, assumption=GROSS_KILOS)
