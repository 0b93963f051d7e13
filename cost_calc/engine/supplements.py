"""What a price list adds to the base price: each supplement is a line of the bill."""

from cost_calc.engine.bands import FuelIndexation, StopSteps, Zone
from cost_calc.engine.bill import Bill
from cost_calc.engine.lines import Component, Formula
from cost_calc.engine.quantities import Quantity, anywhere, maximum


def add_steps(bill: Bill, steps: StopSteps, taxable_kg: Quantity, picked_kg: Quantity | None) -> None:
    """The steps started by the mass, then the pickup of `picked_kg`; None when it is paid already."""
    if steps.step_eur:
        count = steps.steps(taxable_kg)
        bill.add(
            Component.WEIGHT_STEPS,
            count * steps.step_eur,
            Formula.STARTED_STEPS,
            (
                ("taxable_kg", taxable_kg, "kg"),
                ("from_kg", steps.from_kg, "kg"),
                ("step_kg", steps.step_kg, "kg"),
                ("steps", count, ""),
                ("step_eur", steps.step_eur, "€"),
            ),
        )
    if steps.pickup_eur and picked_kg is not None:
        loads = steps.loads(picked_kg)
        bill.add(
            Component.PICKUP,
            loads * steps.pickup_eur,
            Formula.PICKUP_PER_LOAD,
            (("loads", loads, ""), ("pickup_eur", steps.pickup_eur, "€")),
        )


def add_minimum(bill: Bill, minimum_eur: float) -> None:
    """The complement up to the least transport price."""
    missing = maximum(0.0, minimum_eur - bill.subtotal)
    if anywhere(missing > 0):
        inputs = (("minimum_eur", minimum_eur, "€"), ("price_eur", bill.subtotal, "€"))
        bill.add(Component.MINIMUM, missing, Formula.UP_TO_MINIMUM, inputs)


def add_zone(bill: Bill, zone: Zone | None, price_eur: Quantity) -> None:
    if zone is None or not (zone.surcharge_share or zone.surcharge_eur):
        return
    bill.add(
        Component.ZONE_SURCHARGE,
        price_eur * zone.surcharge_share + zone.surcharge_eur,
        Formula.SHARE_OF_PRICE,
        (
            ("price_eur", price_eur, "€"),
            ("share", zone.surcharge_share, ""),
            ("amount_eur", zone.surcharge_eur, "€"),
        ),
    )


def add_temperature(bill: Bill, share: float, price_eur: Quantity) -> None:
    if share:
        bill.add(
            Component.TEMPERATURE_SURCHARGE,
            price_eur * share,
            Formula.SHARE_OF_PRICE,
            (("price_eur", price_eur, "€"), ("share", share, "")),
        )


def add_fuel(bill: Bill, fuel: FuelIndexation | None, *, cold: bool) -> None:
    """A share of all that precedes it, supplements of zone and temperature included."""
    change = 0.0 if fuel is None else fuel.change(cold=cold)
    if change:
        bill.add(
            Component.FUEL_SURCHARGE,
            bill.subtotal * change,
            Formula.FUEL_INDEXATION,
            (("price_eur", bill.subtotal, "€"), ("share", change, "")),
        )


def add_returns(bill: Bill, return_eur: float, pieces: Quantity) -> None:
    """Each empty piece taken back, at the price the list gives it."""
    if return_eur and anywhere(pieces > 0):
        bill.add(
            Component.RETURNS,
            pieces * return_eur,
            Formula.PRICE_PER_RETURN,
            (("pieces", pieces, ""), ("return_eur", return_eur, "€")),
        )
