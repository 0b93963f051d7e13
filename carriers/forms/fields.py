"""Fields and rules that the forms of a company's space share."""

from decimal import Decimal, Overflow
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from pat_logistics.folding import fold
from pat_logistics.forms.numbers import NumberInput, refuse_huge_exponent, typed_the_french_way, written
from pat_logistics.territory.groupings import groupings_named
from pat_logistics.territory.models import Commune
from pat_logistics.territory.words import MAX_TEXT

EPCI_CHOICES_SHOWN = 6
MAX_SHARE = 9
SHARE_STEP = Decimal("0.0001")
PERCENT_BOUNDS = "Écrivez un pourcentage entre 0 et 900, par exemple 25."


class NumberField(forms.DecimalField):
    """A number typed the French way: « 1 234,5 » and « 1234.5 » are the same."""

    widget = NumberInput
    default_validators = [refuse_huge_exponent]

    def __init__(self, *, cents: bool = False, **kwargs: Any) -> None:
        self.cents = cents
        super().__init__(**kwargs)
        self.error_messages["invalid"] = "Écrivez un nombre, par exemple 12,50."

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else written(value, cents=self.cents)


class PercentField(NumberField):
    """A share of one, typed and shown as a percentage: 0.25 in the database is « 25 »."""

    def to_python(self, value: Any) -> Any:
        number = super().to_python(value)
        if number is None or not number.is_finite():
            return number
        try:
            return number / 100
        except Overflow as error:
            raise ValidationError(PERCENT_BOUNDS, code="percent") from error

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if value < 0 or value > MAX_SHARE:
            raise ValidationError(PERCENT_BOUNDS, code="percent")
        if value != value.quantize(SHARE_STEP):
            raise ValidationError("Pas plus de deux décimales : 20,45 pour 20,45 %.", code="decimals")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return written(Decimal(str(value)) * 100)


class EpciField(forms.CharField):
    """A grouping of communes by its name or its SIREN; cleans to the SIREN."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_TEXT, **kwargs)
        self.widget.attrs["list"] = "epcis"

    def prepare_value(self, value: Any) -> Any:
        """The name of a stored SIREN; what was typed stays as typed."""
        if isinstance(value, str) and value.isdecimal():
            names = Commune.objects.filter(epci=value).order_by("insee").values_list("epci_name", flat=True)
            return names.first() or value
        return value

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        found = groupings_named(text)
        if len(found) == 1:
            return found[0][0]
        if not found:
            raise ValidationError(
                "Nous ne connaissons pas cette intercommunalité. Tapez un mot de son nom, par exemple "
                "« Gévaudan ».",
                code="unknown",
            )
        names = " ; ".join(name for _, name in found[:EPCI_CHOICES_SHOWN])
        more = " ; …" if len(found) > EPCI_CHOICES_SHOWN else ""
        raise ValidationError(
            f"Plusieurs intercommunalités répondent : {names}{more}. Tapez le nom entier.", code="ambiguous"
        )


def ticks(choices: Any, label: str, **options: Any) -> forms.TypedMultipleChoiceField:
    """An array column as check boxes."""
    return forms.TypedMultipleChoiceField(
        choices=choices, label=label, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


class OwnedForm(forms.ModelForm):
    """A form on a row that belongs to another, which the view has set: its constraints are checked too."""

    owner: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed_the_french_way(self.fields)

    def _get_validation_exclusions(self) -> set[str]:
        exclusions: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclusions - {self.owner}


def same_name(rows: QuerySet[Any], row: Model, name: str) -> QuerySet[Any]:
    """Other rows of the same name, however it is written."""
    return rows.filter(sort_key=fold(name)).exclude(pk=row.pk)
