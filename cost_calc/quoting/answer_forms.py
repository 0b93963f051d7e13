"""What a carrier answers, and what the producer writes back."""

import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from carriers.enums import AnswerKind, PriceBasis, RefusalReason
from carriers.models import QuoteAnswer, QuoteBand
from carriers.models.answers import MAX_EUR
from carriers.models.quotes import MESSAGE_LENGTH
from carriers.quotes.texts import check_text
from pat_logistics.forms.numbers import NumberInput, refuse_huge_exponent
from pat_logistics.names import validate_name
from pat_logistics.vocabulary import Weekday

BAND_ROWS = 6
NEEDS_PRICE = "Donnez votre prix, ou remplissez les tranches de poids."
NEEDS_PALLET = "Dites combien de kilos tiennent sur une palette."
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_TEXT_ERRORS = {"max_length": f"Restez sous {MESSAGE_LENGTH} caractères."}


def _number(
    label: str, *, low: str, high: int, unit: str, digits: int = 2, **more: Any
) -> forms.DecimalField:
    """A number typed the French way (« 1 234,50 ») inside bounds that make sense."""
    bounds = f"{low} et {high:,} {unit}".replace(",", " ")
    message = f"Donnez un nombre entre {bounds}, avec {digits} décimales au plus."
    errors = dict.fromkeys(
        ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits"), message
    )
    return forms.DecimalField(
        label=label, min_value=Decimal(low), max_value=high, decimal_places=digits, required=False,
        error_messages=errors, widget=NumberInput(unit=unit), validators=[refuse_huge_exponent], **more,
    )  # fmt: skip


def _text(label: str, *, required: bool = True, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=_TEXT_ERRORS,
        validators=[check_text],
        **more,
    )


def _author() -> forms.CharField:
    return forms.CharField(label="Votre nom", max_length=80, required=False, validators=[validate_name])


class PriceForm(forms.Form):
    """A price for the whole delivery, or prices by weight band."""

    basis = forms.ChoiceField(label="Votre prix est donné", choices=PriceBasis.choices)
    price_eur = _number(
        "Prix hors taxes", low="0", high=MAX_EUR, unit="€",
        help_text="En euros, pour toute la livraison décrite. Laissez vide si vous remplissez les tranches.",
    )  # fmt: skip
    minimum_eur = _number("Minimum par livraison", low="0", high=MAX_EUR, unit="€", help_text="En euros.")
    kg_per_pallet = _number(
        "Kilos par palette", low="1", high=3_000, unit="kg", digits=1,
        help_text="À dire si votre prix est par palette.",
    )  # fmt: skip
    weekdays = forms.TypedMultipleChoiceField(
        label="Vos jours de passage",
        choices=Weekday.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    delay_hours = forms.IntegerField(
        label="Délai de livraison",
        min_value=1,
        max_value=2_160,
        required=False,
        widget=NumberInput,
        help_text="En heures, de l’enlèvement à la remise au client.",
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Donnez un nombre d’heures entre 1 et 2 160."
        ),
    )
    conditions = _text(
        "Vos conditions", required=False, help_text="Emballage, horaires, hayon, indexation, paiement…"
    )
    valid_until = forms.DateField(label="Prix valable jusqu’au", required=False, widget=DATE)
    co2e_kg = _number(
        "CO₂e de cette livraison", low="0", high=100_000, unit="kg", digits=3,
        help_text="En kilos, si vous le connaissez. Sinon le portail l’estime.",
    )  # fmt: skip
    author_name = _author()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rank in range(1, BAND_ROWS + 1):
            self.fields[f"from_{rank}"] = _number(f"Tranche {rank}, de", low="0", high=200_000, unit="kg")
            self.fields[f"to_{rank}"] = _number(f"Tranche {rank}, à", low="0", high=200_000, unit="kg")
            self.fields[f"eur_{rank}"] = _number(f"Tranche {rank}, prix", low="0", high=MAX_EUR, unit="€")
        # A price is needed unless the bands give it, kilos of a pallet where the price is of one.
        if not any(field.value() for row in self.band_rows for field in row):
            self.fields["price_eur"].required = True
            self.fields["price_eur"].error_messages["required"] = NEEDS_PRICE
        if self["basis"].value() == PriceBasis.PALLET:
            self.fields["kg_per_pallet"].required = True
            self.fields["kg_per_pallet"].error_messages["required"] = NEEDS_PALLET

    @property
    def terms_fields(self):
        return [self[name] for name in ("delay_hours", "valid_until", "co2e_kg", "author_name")]

    @property
    def band_rows(self):
        return [
            [self[f"{name}_{rank}"] for name in ("from", "to", "eur")] for rank in range(1, BAND_ROWS + 1)
        ]

    @property
    def has_bands(self) -> bool:
        """Whether the bands must be open: something in them was typed, or is wrong."""
        return any(field.value() or field.errors for row in self.band_rows for field in row)

    def clean_valid_until(self) -> datetime.date | None:
        until, today = self.cleaned_data["valid_until"], timezone.localdate()
        if until and not today <= until <= today + datetime.timedelta(days=1830):
            raise forms.ValidationError("Choisissez une date entre aujourd’hui et dans cinq ans.")
        return until

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.bands = self._bands(data)
        price = data.get("price_eur")
        if price is not None and self.bands:
            self.add_error("price_eur", "Donnez un prix ou des tranches, pas les deux.")
        elif price is None and not self.bands and not self.errors:
            self.add_error("price_eur", NEEDS_PRICE)
        return data

    def _bands(self, data: dict[str, Any]) -> list[QuoteBand]:
        """The rows that were filled; each must start where the one before ends, or later."""
        bands: list[QuoteBand] = []
        for rank in range(1, BAND_ROWS + 1):
            low, high, eur = (data.get(f"{name}_{rank}") for name in ("from", "to", "eur"))
            if low is None and high is None and eur is None:
                continue
            if eur is None:
                self._refuse(f"eur_{rank}", "Quel est le prix de cette tranche ?")
                continue
            low = low if low is not None else (bands[-1].max_kg if bands and bands[-1].max_kg else Decimal(0))
            if high is not None and high <= low:
                self._refuse(f"to_{rank}", "La tranche doit finir plus haut qu’elle ne commence.")
            if bands and (bands[-1].max_kg is None or low < bands[-1].max_kg):
                self._refuse(f"from_{rank}", "Cette tranche recouvre celle d’avant.")
            bands.append(QuoteBand(min_kg=low, max_kg=high, price_eur=eur))
        return bands

    def _refuse(self, name: str, message: str) -> None:
        if name not in self.errors:
            self.add_error(name, message)

    def answer(self) -> QuoteAnswer:
        """The answer of a valid form, not saved yet."""
        data = self.cleaned_data
        names = (
            "basis", "price_eur", "minimum_eur", "kg_per_pallet", "co2e_kg", "weekdays", "delay_hours",
            "conditions", "valid_until", "author_name",
        )  # fmt: skip
        kind = AnswerKind.BANDS if self.bands else AnswerKind.PRICE
        return QuoteAnswer(kind=kind, **{name: data[name] for name in names})


def price_initial(answer: QuoteAnswer | None) -> dict[str, Any]:
    """The last offer as the form shows it, to be corrected."""
    if answer is None or not answer.is_offer:
        return {}
    initial: dict[str, Any] = {name: getattr(answer, name, None) for name in PriceForm.base_fields}
    for rank, band in enumerate(answer.bands.all()[:BAND_ROWS], start=1):
        initial |= {f"from_{rank}": band.min_kg, f"to_{rank}": band.max_kg, f"eur_{rank}": band.price_eur}
    return initial


class RefusalForm(forms.Form):
    reason = forms.ChoiceField(
        label="Pourquoi", choices=[("", "Choisissez…"), *RefusalReason.choices],
        error_messages={"required": "Choisissez une raison : elle aide le producteur."},
    )  # fmt: skip
    conditions = _text("Un mot de plus", required=False, rows=3)
    author_name = _author()

    def answer(self) -> QuoteAnswer:
        data = self.cleaned_data
        return QuoteAnswer(
            kind=AnswerKind.REFUSAL,
            refusal_reason=data["reason"],
            conditions=data["conditions"],
            author_name=data["author_name"],
        )


class MessageForm(forms.Form):
    """A question, or the reply to one."""

    text = _text("Votre question")
    author_name = _author()


class ReplyForm(forms.Form):
    text = _text("Votre réponse", rows=3)


class DeadlineForm(forms.Form):
    deadline = forms.DateField(label="Nouveau délai", widget=DATE)
