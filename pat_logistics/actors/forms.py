"""What is typed of an actor: by an advisor, or by whoever runs it."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pat_logistics.accounts.perms import Somebody
from pat_logistics.actors.enums import ActorKind, Origin
from pat_logistics.actors.models import Actor, ActorClaim
from pat_logistics.actors.perms import may_enter
from pat_logistics.folding import fold
from pat_logistics.forms.own_form import OwnForm, ticks
from pat_logistics.territory.departements import NAMES
from pat_logistics.territory.forms import CommuneField
from pat_logistics.vocabulary import CustomerType

# Told of a source, which only who checks it may change.
_CODES = {fold(code): code for code in NAMES} | {fold(name): code for code, name in NAMES.items()}
OF_SOURCE = ("source_url", "source_date", "confidence")


GROUPS = (
    ("Qui", ("name", "is_another", "kind", "what_it_does")),
    ("Où", ("commune", "address", "area", "everywhere", "departements")),
    ("Le joindre", ("phone", "email", "website")),
    (
        "S’il achète ou reçoit les produits des fermes",
        (
            "customer_type", "weekdays", "not_before", "not_after", "lead_time_hours", "minimum_kg",
            "minimum_eur", "temperatures", "asks_approval", "asks",
        ),
    ),
    ("D’où ça vient", (*OF_SOURCE, "is_right")),
)  # fmt: skip


class DepartementsField(forms.CharField):
    """Départements typed by number or by name; cleans to their codes."""

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else ", ".join(value)

    def clean(self, value: Any) -> list[str]:
        typed = [part for part in re.split(r"[,;\n]", super().clean(value)) if part.strip()]
        codes = [_CODES.get(fold(part)) for part in typed]
        if unknown := [part.strip() for part, code in zip(typed, codes, strict=True) if code is None]:
            raise ValidationError(
                f"Nous ne connaissons pas ce département : {', '.join(unknown)[:80]}.", code="unknown"
            )
        return sorted({code for code in codes if code})


class ActorForm(OwnForm):
    """One entry. What an advisor says of the source, whoever runs it does not touch."""

    commune = CommuneField(label="Commune", required=False, help_text="Vide s’il n’a pas de lieu.")
    departements = DepartementsField(
        label="Départements où il agit",
        required=False,
        help_text="Noms ou numéros, séparés par des virgules : « 48, Gard ». Vide : celui de sa commune.",
    )
    weekdays = ticks(Actor, "weekdays")
    temperatures = ticks(Actor, "temperatures")
    asks_approval = forms.TypedChoiceField(
        label="Demande l’agrément sanitaire pour les produits animaux",
        required=False,
        choices=[("", "inconnu"), ("yes", "oui"), ("no", "non")],
        coerce=lambda answer: {"yes": True, "no": False}.get(answer),
        empty_value=None,
    )
    is_right = forms.BooleanField(
        label="Vérifié aujourd’hui : tout ce que dit la fiche est juste", required=False
    )
    is_another = forms.BooleanField(
        label="C’est un autre, du même nom", required=False, widget=forms.HiddenInput
    )

    ERRORS_AT = {
        "actor_customer_is_no_home": "customer_type",
        "actor_market_is_market": "customer_type",
        "actor_outlet_has_type": "customer_type",
        "actor_terms_of_customers": "customer_type",
        "actor_area_one_way": "everywhere",
        "actor_hours_in_order": "not_after",
        "actor_source_date_shape": "source_date",
        "actor_source_told": "source_url",
    }

    class Meta:
        model = Actor
        fields = [
            "name", "kind", "what_it_does", "commune", "address", "area", "everywhere", "departements",
            "phone", "email", "website", "customer_type", "weekdays", "not_before", "not_after",
            "lead_time_hours", "minimum_kg", "minimum_eur", "temperatures", "asks_approval", "asks",
            *OF_SOURCE,
        ]  # fmt: skip
        widgets = {
            "what_it_does": forms.Textarea(attrs={"rows": 4, "maxlength": 600}),
            "not_before": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "not_after": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }
        help_texts = {
            "name": "Un organisme, une entreprise, un lieu, un outil : jamais une personne.",
            "what_it_does": "Une ou deux phrases : ce qu’il fait pour qui vend ou livre.",
            "area": "Par exemple : « sud Lozère », « samedi matin ».",
            "phone": "Numéro public : standard ou service.",
            "email": "Adresse publique : service plutôt que personne.",
            "website": "Exemple : https://lozere.fr",
            "customer_type": "S’il achète aux fermes. Un particulier n’a pas de fiche.",
            "source_url": "La page publique où c’est écrit, s’il y en a une.",
            "source_date": "2026, 2026-03 ou 2026-03-15.",
            "asks": "Par exemple : bon de livraison avec le numéro de lot.",
        }

    def __init__(self, *args: Any, user: Somebody, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.instance.origin = Origin.ADVISOR if may_enter(user) else Origin.KEEPER
        kinds: Any = self.fields["kind"]
        kinds.choices = [("", "Choisissez"), *kinds.choices[1:]]
        types: Any = self.fields["customer_type"]
        types.choices = [("", "n’achète pas aux fermes"), *types.choices[1:]]
        approval: Any = self.fields["asks_approval"]
        approval.choices = [("", "inconnu"), *approval.choices[1:]]
        if not may_enter(user):
            for name in OF_SOURCE:
                del self.fields[name]
        if self.instance.pk and self.instance.asks_approval is not None:
            self.initial["asks_approval"] = "yes" if self.instance.asks_approval else "no"

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Its fields in the order of reading, those that this reader has."""
        for legend, names in GROUPS:
            if fields := [self[name] for name in names if name in self.fields]:
                yield legend, fields

    def _get_validation_exclusions(self) -> set[str]:
        """Some constraints bear on columns that this reader does not type."""
        excluded: set[str] = super()._get_validation_exclusions()
        return excluded - {"origin", *OF_SOURCE}

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("kind") == ActorKind.MARKET and not told.get("customer_type"):
            told["customer_type"] = CustomerType.MARKET.value
        if self._is_new() and told.get("name") and not told.get("is_another"):
            same = Actor.objects.filter(sort_key=fold(told["name"]), commune=told.get("commune"))
            if same.exclude(pk=self.instance.pk).exists():
                self.fields["is_another"].widget = forms.CheckboxInput()
                self.add_error(
                    "name",
                    "Une fiche porte déjà ce nom à cet endroit : cherchez-la, et corrigez-la plutôt. Si c’en "
                    "est un autre, cochez la case plus bas.",
                )
        return told

    def _is_new(self) -> bool:
        """Twins matter when the name or the commune is new, not at each later correction."""
        return self.instance.pk is None or bool({"name", "commune"} & set(self.changed_data))


class ClaimForm(forms.ModelForm):
    class Meta:
        model = ActorClaim
        fields = ["message"]
        labels = {"message": "Qui êtes-vous, et comment le vérifier ?"}
        help_texts = {"message": "Votre fonction, et un numéro public où vous rappeler."}
        widgets = {"message": forms.Textarea(attrs={"rows": 4, "maxlength": 1000})}
