"""« Est-ce beaucoup ? »: what a delivery costs, held against the price the goods are sold at."""

import datetime
from dataclasses import dataclass

from cost_calc.calculator.presentation import OptionRow, own_van
from cost_calc.pricing.comparison import ComparisonResult
from cost_calc.pricing.prices import SalePrice, sale_price


@dataclass(frozen=True, slots=True)
class Share:
    """What an option takes of the sale."""

    row: OptionRow
    share: float
    weight: str  # "ideal", "acceptable" or "heavy"


@dataclass(frozen=True, slots=True)
class Worth:
    """The marks of short supply chains, and where the cheapest option and the own van stand beside them."""

    price: SalePrice | None
    shares: list[Share]
    mean_share: float
    acceptable_share: float
    ideal_share: float
    source: str
    date: datetime.date


def worth(rows: list[OptionRow], result: ComparisonResult) -> Worth:
    refs = result.references
    price = sale_price(result.question, refs)
    acceptable, ideal = refs["threshold.acceptable_share"], refs["threshold.ideal_share"]
    own = own_van(rows)
    held = rows[:1] + ([own] if own and own is not rows[0] else [])
    shares = []
    if price:
        for row in held:
            share = row.eur_per_kg / price.eur_per_kg
            weight = "ideal" if share <= ideal else "acceptable" if share <= acceptable else "heavy"
            shares.append(Share(row, share, weight))
    return Worth(
        price=price,
        shares=shares,
        mean_share=refs["threshold.mean_share"],
        acceptable_share=acceptable,
        ideal_share=ideal,
        source=refs.source("threshold.mean_share"),
        date=refs.date,
    )
