"""What the producer chooses and adds before a quote request leaves."""

import datetime
import uuid
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone

from carriers.enums import Invoicing, Packaging
from carriers.models import QuoteStop
from carriers.models.packing import HOURS_LENGTH, PLACE_LENGTH
from carriers.models.quotes import MAX_RECIPIENTS, MESSAGE_LENGTH
from carriers.quotes.services import MAX_DEADLINE_DAYS, MIN_DEADLINE_DAYS, USUAL_DEADLINE_DAYS
from carriers.quotes.texts import check_text
from cost_calc.calculator.quantity_field import Quantity
from cost_calc.quoting.matches import Matching
from pat_logistics.formats import kg
from pat_logistics.forms.numbers import NumberInput
from pat_logistics.names import validate_readable
from pat_logistics.vocabulary import Month, Weekday
from producers.models import Producer

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


# Packages together may weigh this many times the goods, crates and ice counted, or as many times less.
MOST_APART = 1.5


def _whole(label: str, most: int) -> forms.IntegerField:
    errors = dict.fromkeys(
        ("invalid", "min_value", "max_value"), f"Donnez un nombre entier entre 1 et {most}."
    )
    return forms.IntegerField(
        label=label, min_value=1, max_value=most, required=False, widget=NumberInput, error_messages=errors
    )


def _short(label: str, length: int) -> forms.CharField:
    """One line, told in the mail to each carrier: no line end may write another line of it."""
    checks = [check_text, validate_readable]
    return forms.CharField(label=label, max_length=length, required=False, validators=checks)


class AskForm(forms.Form):
    """The wishes of the producer; the delivery itself is in the address of the page."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    producer = forms.ModelChoiceField(label="Pour quelle ferme", queryset=Producer.objects.none())
    solutions = forms.MultipleChoiceField(
        label="Solutions à interroger",
        error_messages={"required": "Cochez au moins une solution à interroger."},
    )
    months = forms.TypedMultipleChoiceField(
        label="Mois de livraison",
        choices=Month.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins un mois de livraison."},
    )
    weekdays = forms.TypedMultipleChoiceField(
        label="Jours possibles",
        choices=Weekday.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ne cochez rien si tous les jours conviennent.",
    )
    first_on = forms.DateField(label="Première livraison souhaitée", required=False, widget=DATE)
    goods_value_eur = Quantity(
        label="Valeur des produits par livraison", low=0, high=1_000_000, unit="€",
        help_text="Seulement si vous voulez la dire aux transporteurs (assurance, prix au pourcentage).",
    )  # fmt: skip
    packages = _whole("Combien de colis", 9_999)
    packaging = forms.ChoiceField(
        label="En quoi", choices=[("", "Non précisé"), *Packaging.choices], required=False
    )
    package_kg = Quantity(label="Kilos chacun", low=0.01, high=44_000, unit="kg")
    length_cm = _whole("Longueur (cm)", 1_500)
    width_cm = _whole("Largeur (cm)", 1_500)
    height_cm = _whole("Hauteur (cm)", 400)
    collect_at = _short("Lieu d’enlèvement", PLACE_LENGTH)
    collect_hours = _short("Heures d’enlèvement", HOURS_LENGTH)
    invoicing = forms.ChoiceField(
        label="Facture souhaitée", choices=[("", "Pas de préférence"), *Invoicing.choices], required=False
    )
    message = forms.CharField(
        label="Votre message",
        required=False,
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Accès au quai, retours, habitudes du client… Les liens ne sont pas acceptés.",
        error_messages={"max_length": f"Restez sous {MESSAGE_LENGTH} caractères."},
    )
    deadline = forms.DateField(label="Répondre avant la fin du", widget=DATE)
    shares_name = forms.BooleanField(label="Le nom de la ferme et de la personne à contacter", required=False)
    shares_phone = forms.BooleanField(label="Le téléphone", required=False)
    shares_email = forms.BooleanField(label="L’adresse électronique", required=False)
    shares_places = forms.BooleanField(label="Les lieux exacts d’enlèvement et de livraison", required=False)

    CONTACT = ("shares_name", "shares_phone", "shares_email", "shares_places")
    SIZES = ("length_cm", "width_cm", "height_cm")
    OF_REQUEST = (
        "token", "producer", "months", "weekdays", "first_on", "goods_value_eur", "packages", "packaging",
        "package_kg", *SIZES, "collect_at", "collect_hours", "invoicing", "message", "deadline", *CONTACT,
    )  # fmt: skip

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        farms: list[Producer],
        farm: Producer | None,
        matching: Matching,
        stops: list[QuoteStop],
        wishes: dict[str, list[int]],
    ) -> None:
        """`farm` is the one the delivery leaves from; None when it is to choose among several."""
        self.today = timezone.localdate()
        first: dict[str, Any] = {
            "token": uuid.uuid4(),
            "producer": farm,
            "solutions": matching.first_choice,
            "months": Month.values,
            "deadline": self.today + datetime.timedelta(days=USUAL_DEADLINE_DAYS),
        }
        super().__init__(sent, initial=first | wishes)
        self.sent, self.matching, self._stops = sent, matching, stops
        for stop in stops:
            town = stop.commune.name if len(stops) > 1 else "de livraison"
            self.fields[f"place_{stop.rank}"] = _short(f"Lieu {town}", PLACE_LENGTH)
            self.fields[f"hours_{stop.rank}"] = _short(f"Heures {town}", HOURS_LENGTH)
        choice = cast(forms.ModelChoiceField, self.fields["producer"])
        choice.queryset = Producer.objects.filter(pk__in=[one.pk for one in farms])
        choice.empty_label = "Choisissez une ferme"
        choice.error_messages["required"] = "Choisissez la ferme qui demande."
        if len(farms) == 1:
            choice.widget = forms.HiddenInput()
        solutions = cast(forms.MultipleChoiceField, self.fields["solutions"])
        solutions.choices = [(str(match.solution.pk), match.solution.name) for match in matching.askable]
        solutions.error_messages["invalid_choice"] = (
            "Une des solutions cochées ne peut plus être interrogée pour cette livraison."
        )

    @property
    def contact_fields(self):
        return [self[name] for name in self.CONTACT]

    @property
    def packing_fields(self):
        return [self[name] for name in ("packages", "packaging", "package_kg")]

    @property
    def tells_when(self) -> bool:
        """Whether its fold must be open: the year is not whole, a day or a date was said, or is wrong."""
        months = {str(month) for month in self["months"].value() or []}
        told = months != {str(month) for month in Month.values} or self["weekdays"].value()
        fields = [self["months"], self["weekdays"], self["first_on"]]
        return bool(told or self["first_on"].value() or any(field.errors for field in fields))

    @property
    def tells_packing(self) -> bool:
        """Whether its fold must be open: something in it was typed, or is wrong."""
        places = [field for row in self.place_rows for field in row]
        others = [self["goods_value_eur"], self["invoicing"]]
        fields = [*self.packing_fields, *self.size_fields, *places, *others]
        return any(field.value() or field.errors for field in fields)

    @property
    def size_fields(self):
        return [self[name] for name in self.SIZES]

    @property
    def place_rows(self):
        """Where and when, one row an end of the way: the farm, then each customer."""
        rows = [[self["collect_at"], self["collect_hours"]]]
        return rows + [[self[f"place_{stop.rank}"], self[f"hours_{stop.rank}"]] for stop in self._stops]

    @property
    def stops(self) -> list[QuoteStop]:
        """The customers of a valid form, with what was told of their places."""
        for stop in self._stops:
            stop.place = self.cleaned_data[f"place_{stop.rank}"]
            stop.hours = self.cleaned_data[f"hours_{stop.rank}"]
        return self._stops

    @property
    def ticked(self) -> set[str]:
        """Identifiers of the solutions ticked now, typed or proposed."""
        return set(self["solutions"].value() or [])

    @property
    def chosen(self) -> list[Any]:
        """The matches of a valid form, in the order of the page."""
        return [
            row for row in self.matching.askable if str(row.solution.pk) in self.cleaned_data["solutions"]
        ]

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Every value as it was sent, for the page that checks it to carry along."""
        return [(name, value) for name in self.fields for value in (self.sent or QueryDict()).getlist(name)]

    def clean_solutions(self) -> list[str]:
        solutions = self.cleaned_data["solutions"]
        extra = len(solutions) - MAX_RECIPIENTS
        if extra > 0:
            raise forms.ValidationError(
                f"Une demande part à {MAX_RECIPIENTS} solutions au plus : décochez-en {extra}."
            )
        return solutions

    def clean_first_on(self) -> datetime.date | None:
        first_on = self.cleaned_data["first_on"]
        if first_on and not self.today <= first_on <= self.today + datetime.timedelta(days=730):
            raise forms.ValidationError("Choisissez une date d’ici deux ans.")
        return first_on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        told = [name for name in self.SIZES if data.get(name) is not None]
        for name in self.SIZES if told else ():
            if name not in told and name not in self.errors:
                self.add_error(name, "Donnez les trois dimensions, ou aucune.")
        count, each = data.get("packages"), data.get("package_kg")
        mass = float(sum(stop.mass_kg for stop in self._stops))
        if count and each and not mass / MOST_APART <= count * float(each) <= mass * MOST_APART:
            self.add_error(
                "package_kg",
                f"{count} × {kg(each)} font {kg(count * float(each))}, pour une livraison de {kg(mass)} : "
                "corrigez l’un ou l’autre.",
            )
        return data

    def clean_message(self) -> str:
        check_text(self.cleaned_data["message"])
        return self.cleaned_data["message"]

    def clean_deadline(self) -> datetime.date:
        deadline = self.cleaned_data["deadline"]
        if not MIN_DEADLINE_DAYS <= (deadline - self.today).days <= MAX_DEADLINE_DAYS:
            raise forms.ValidationError(
                f"Laissez de {MIN_DEADLINE_DAYS} à {MAX_DEADLINE_DAYS} jours pour répondre."
            )
        return deadline
