"""What the law asks of goods and of a sale, with the thresholds in force."""

from cost_calc.engine.law import Rules, WeeklyLimit
from cost_calc.engine.shipment import Temperature
from cost_calc.pricing.adapters.carbon import made_once
from cost_calc.pricing.references import ReferenceSet
from pat_logistics.vocabulary import ProductFamily

# Which weekly quantity of the derogation a family counts in; those that are absent need no approval.
APPROVAL_CLASSES = {
    ProductFamily.FRESH_MEAT: "butcher_meat",
    ProductFamily.FROZEN_MEAT: "other",
    ProductFamily.CHARCUTERIE: "other",
    ProductFamily.CHEESE: "dairy",
    ProductFamily.YOGURT: "dairy",
    ProductFamily.READY_MEALS: "other",
    # Classes of goods, which count before their family: poultry is no butcher's meat.
    "poultry": "other",
}
# What the derogation never covers, and what it covers from an approved slaughterhouse alone.
APPROVAL_EXCLUDED = frozenset({"minced"})
APPROVAL_SLAUGHTERED = frozenset({"poultry"})
# The class of the arrêté of 21 December 2009 a family keeps to, unless the producer says a stricter one.
TEMPERATURE_CLASSES = {
    ProductFamily.FRESH_MEAT: "very_perishable",
    ProductFamily.CHARCUTERIE: "very_perishable",
    ProductFamily.CHEESE: "very_perishable",  # fresh cheese and raw milk; « affiné » is told apart
    ProductFamily.YOGURT: "very_perishable",
    ProductFamily.READY_MEALS: "prepared",
}


@made_once
def rules(refs: ReferenceSet) -> Rules:
    return Rules(
        atp_km=refs.threshold("atp.distance"),
        co_delivery_km=refs.threshold("co_delivery.radius"),
        approval_km=refs.threshold("approval.distance"),
        approval_weekly={family: _weekly(refs, name) for family, name in APPROVAL_CLASSES.items()},
        approval_excluded=APPROVAL_EXCLUDED,
        approval_slaughtered=APPROVAL_SLAUGHTERED,
        egg_families=frozenset({ProductFamily.EGGS}),
        egg_direct_km=refs.threshold("eggs.direct"),
        maybe_animal_families=frozenset({ProductFamily.OTHER, ProductFamily.DRINKS}),
        approval_extended_km=refs.threshold("approval.prefect"),
        driving_minutes=refs.threshold("driving.break"),
        day_driving_minutes=refs.threshold("driving.day"),
    )


def _weekly(refs: ReferenceSet, name: str) -> WeeklyLimit:
    reduced = f"approval.reduced.{name}"
    return WeeklyLimit(
        refs.threshold(f"approval.weekly.{name}"), refs.threshold(reduced) if reduced in refs.rules else None
    )


def max_celsius(refs: ReferenceSet, family: str, temperature: str, declared: str = "") -> float | None:
    """Warmest that goods may get unless frozen: the class declared, else the family's; None when no rule."""
    name = declared or TEMPERATURE_CLASSES.get(ProductFamily(family), "")
    if temperature == Temperature.FROZEN or not name:
        return None
    return refs.threshold(f"temperature.{name}")
