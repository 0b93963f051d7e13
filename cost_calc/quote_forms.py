"""What the producer chooses and adds before a quote request leaves."""

import datetime
import uuid
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone

from carriers.models.quotes import MAX_RECIPIENTS, MESSAGE_LENGTH
from carriers.quotes.services import MAX_DEADLINE_DAYS, MIN_DEADLINE_DAYS, USUAL_DEADLINE_DAYS
from carriers.quotes.texts import check_text
from cost_calc.quantity_field import Quantity
from cost_calc.quoting import Matching
from producers.enums import Month, Weekday
from producers.models import Producer

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


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
    message = forms.CharField(
        label="Votre message",
        required=False,
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Accès au quai, horaires, emballages, retours… Les liens ne sont pas acceptés.",
        error_messages={"max_length": f"Restez sous {MESSAGE_LENGTH} caractères."},
    )
    deadline = forms.DateField(label="Répondre avant la fin du", widget=DATE)
    shares_name = forms.BooleanField(label="Le nom de la ferme et de la personne à contacter", required=False)
    shares_phone = forms.BooleanField(label="Le téléphone", required=False)
    shares_email = forms.BooleanField(label="L’adresse électronique", required=False)

    CONTACT = ("shares_name", "shares_phone", "shares_email")

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        farms: list[Producer],
        farm: Producer | None,
        matching: Matching,
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
        self.sent, self.matching = sent, matching
        choice = cast(forms.ModelChoiceField, self.fields["producer"])
        choice.queryset = Producer.objects.filter(pk__in=[one.pk for one in farms])
        choice.empty_label = "Choisissez une ferme"
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
