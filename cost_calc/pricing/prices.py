"""What a kilo of the goods is sold at: the producer's own price, else that of its family if it is known."""

from dataclasses import dataclass

from cost_calc.pricing.question import Question
from cost_calc.pricing.references import ReferenceSet

FAMILY_PRICE = "goods.eur_per_kg"


@dataclass(frozen=True, slots=True)
class SalePrice:
    """Euros per kilo excluding VAT, and where they come from (empty: the producer said it)."""

    eur_per_kg: float
    source: str = ""


def sale_price(question: Question, refs: ReferenceSet) -> SalePrice | None:
    """The price to hold a delivery against; None where nobody knows it: another product's tells nothing."""
    if question.goods_value_eur:
        return SalePrice(question.goods_value_eur / question.mass_kg)
    code = f"{FAMILY_PRICE}.{question.family}"
    return SalePrice(refs[code], refs.source(code)) if code in refs.values else None
