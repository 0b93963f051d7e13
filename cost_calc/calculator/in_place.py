"""Answers changed where they stand in the sentence of the result: a small form for each."""

from dataclasses import dataclass

from django.forms import BoundField

from cost_calc.calculator.address import Answers, without
from cost_calc.calculator.forms import QuestionForm
from cost_calc.pricing.question import MAX_STOPS


@dataclass(frozen=True, slots=True)
class Edit:
    """A form that asks the same question again with a few answers changed; `others` go along hidden."""

    code: str
    title: str
    fields: list[tuple[str, BoundField]]
    others: Answers
    help_text: str = ""


def edits(form: QuestionForm, answers: Answers) -> dict[str, Edit]:
    """The forms of the result page, by code: kilos, customers, frequency, price."""
    stops = [("destination", "mass_kg"), *((f"stop_{n}", f"kg_{n}") for n in range(2, MAX_STOPS + 1))]
    told = [(place, mass) for place, mass in stops if form.cleaned_data.get(place)]
    room = stops[len(told) : len(told) + 1]
    several = len(told) > 1
    kilos = [
        (f"Kilos pour {form.cleaned_data[place]}" if several else "Kilos livrés", mass)
        for place, mass in told
    ]
    customers = [("Départ", "origin")]
    for number, (place, mass) in enumerate(told, start=1):
        customers.append((f"Client {number}" if several else "Client", place))
        customers += [("Ses kilos", mass)] if several else []
    customers += [
        pair for place, mass in room for pair in (("Un client de plus", place), ("Ses kilos", mass))
    ]
    names: dict[str, tuple[str, list[tuple[str, str]], str]] = {
        "kilos": ("Changer les kilos", kilos, ""),
        "clients": (
            "Changer les lieux",
            customers,
            "Videz un client et ses kilos pour l’enlever." if several else "",
        ),
        "frequence": ("Changer la fréquence", [(str(form[name].label), name) for name in form.FREQUENCY], ""),
        "prix": ("Votre prix", [("Votre prix de vente, par kilo", "price_eur_per_kg")], ""),
    }
    also = {"prix": ["goods_value_eur"]}
    return {
        code: Edit(
            code,
            title,
            [(label, form[name]) for label, name in fields],
            without(answers, [*(name for _, name in fields), *also.get(code, [])]),
            help_text,
        )
        for code, (title, fields, help_text) in names.items()
    }
