"""« Est-ce beaucoup ? »: what a delivery costs, held against the price the goods are sold at."""

import datetime
from dataclasses import dataclass

from cost_calc.comparison import ComparisonResult
from cost_calc.presentation import OptionRow, own_van


@dataclass(frozen=True, slots=True)
class Price:
    """What a kilo of the goods is sold at, and where that comes from (empty: the producer said it)."""

    eur_per_kg: float
    source: str = ""


def price_of(result: ComparisonResult) -> Price | None:
    """The producer's own price; None where nobody said it: another product's tells nothing of this one."""
    question = result.question
    if not question.goods_value_eur:
        return None
    return Price(question.goods_value_eur / question.mass_kg)


@dataclass(frozen=True, slots=True)
class Share:
    """What an option takes of the sale."""

    row: OptionRow
    share: float
    weight: str  # "ideal", "acceptable" or "heavy"


@dataclass(frozen=True, slots=True)
class Worth:
    """The marks of short supply chains, and where the cheapest option and the own van stand beside them."""

    price: Price | None
    shares: list[Share]
    mean_share: float
    acceptable_share: float
    ideal_share: float
    source: str
    date: datetime.date
    fingerprint: str


def worth(rows: list[OptionRow], result: ComparisonResult) -> Worth:
    refs, price = result.references, price_of(result)
    acceptable, ideal = refs["threshold.acceptable_share"], refs["threshold.ideal_share"]
    own = own_van(rows)
    held = rows[:1] + ([own] if own and own is not rows[0] else [])
    shares = []
    for row in held if price else []:
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
        fingerprint=refs.fingerprint,
    )
