"""What a service takes, how, and where: the words a carrier uses for the columns of `Solution`."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from carriers import changes
from carriers.enums import GOODS_KINDS, KIND_EXPLANATIONS, LEVEL_ONE_VEHICLES, ROUND_VEHICLES, AreaRole
from carriers.enums import SolutionKind as Kind
from carriers.forms.fields import EpciField, NumberField, OwnedForm, same_name, ticks
from carriers.models import ServiceArea, Solution
from pat_logistics.optimistic_lock import LockedForm
from pat_logistics.territory.departements import NAMES as DEPARTEMENTS
from pat_logistics.territory.forms import CommuneField
from pat_logistics.territory.land import CountryPart
from pat_logistics.vocabulary import Temperature, Weekday

PLACES = (Kind.PLATFORM, Kind.LOCKER, Kind.STORAGE)

GROUPS = (
    ("Le service", "", ["kind", "name", "summary", "description", "url"]),
    (
        "Ce qu’il prend",
        "Laissez vide ce qui n’a pas de limite. Au-delà de « sur devis », le portail n’annonce pas de prix.",
        ["temperatures", "min_kg", "max_kg", "on_quote_above_kg"],
    ),
    (
        "Délai et froid",
        "L’attestation ATP est demandée pour le froid à partir de 80 km, ou quand les produits changent "
        "de véhicule. La viande hachée se tient à +2 °C, les plats cuisinés et les abats à +3, le reste "
        "à +4 ou +8.",
        ["delay_hours", "breaks_load", "direct", "holds_celsius", "atp_attested", "atp_expires_on"],
    ),
    (
        "Un colis",
        "Si vous transportez à la pièce : ce qu’un colis peut peser et mesurer.",
        ["max_parcel_kg", "max_length_cm", "max_width_cm", "max_height_cm"],
    ),
    (
        "Agrément sanitaire",
        "Pour entreposer ou transformer des produits d’origine animale.",
        ["sanitary_approval", "approval_number"],
    ),
    ("Retour des emballages vides", "", ["returns_empties", "returns_note"]),
    (
        "Lieu",
        "Obligatoire pour une plateforme, des casiers ou un stockage. Pour une co-livraison : le lieu de "
        "rendez-vous.",
        ["commune", "latitude", "longitude"],
    ),
    (
        "Tournée partagée",
        "Pour une co-livraison entre fermes seulement : ces trois réponses sont alors obligatoires.",
        ["round_destination", "vehicle_code", "other_load_kg", "co_delivery"],
    ),
    (
        "CO₂",
        "Votre propre chiffre, s’il est connu, remplace la valeur du véhicule type.",
        ["level_one_code", "declared_kgco2e_per_tkm"],
    ),
    (
        "Contact pour ce service",
        "Vide : le contact de l’entreprise.",
        ["contact_name", "contact_phone", "contact_email"],
    ),
    ("Origine de l’information", "", ["source", "source_date"]),
)
# The first groups speak of every service; each of the others is for some, and folded.
ALWAYS_SHOWN = 3


def _weight(label: str, digits: int = 8, **options: Any) -> NumberField:
    limits: dict[str, Any] = {"min_value": 0, "max_digits": digits, "decimal_places": 2}
    return NumberField(label=label, required=False, **limits, **options)


class SolutionForm(LockedForm, OwnedForm):
    """Everything a carrier says of a service; which answers a nature needs is told at the field."""

    owner = "carrier"
    temperatures = ticks(
        Temperature.choices, "Températures", help_text="À quelles températures vous prenez les produits."
    )
    min_kg = _weight("Poids minimum par envoi (kg)")
    max_kg = _weight("Poids maximum par envoi (kg)")
    max_parcel_kg = _weight("Poids maximum d’un colis (kg)", 6)
    on_quote_above_kg = _weight("Sur devis au-delà de (kg)", help_text="0 : toujours sur devis.")
    other_load_kg = _weight("Chargement habituel des autres fermes (kg)")
    declared_kgco2e_per_tkm = NumberField(
        label="CO₂e que vous déclarez (kg par tonne et par km)",
        required=False, min_value=0, max_digits=7, decimal_places=4,
    )  # fmt: skip
    commune = CommuneField(label="Commune du lieu", required=False)
    round_destination = CommuneField(label="Destination de la tournée", required=False)
    latitude = forms.FloatField(
        label="Latitude", required=False, min_value=-90, max_value=90,
        help_text="Facultatif, pour placer le lieu au bon endroit de la carte : 44,5178.",
    )  # fmt: skip
    longitude = forms.FloatField(
        label="Longitude", required=False, min_value=-180, max_value=180,
    )  # fmt: skip
    vehicle_code = forms.ChoiceField(label="Véhicule de la tournée", required=False)
    level_one_code = forms.ChoiceField(
        label="Véhicule type, pour le CO₂", required=False,
        help_text="Sans réponse : un camion de groupage de 19 tonnes.",
    )  # fmt: skip

    class Meta:
        model = Solution
        fields = [name for _, _, names in GROUPS for name in names]
        labels = {
            "kind": "Nature",
            "name": "Nom du service",
            "summary": "En une ligne",
            "url": "Page du service sur votre site",
            "delay_hours": "Délai habituel, en heures",
            "max_length_cm": "Longueur maximale d’un colis (cm)",
            "max_width_cm": "Largeur maximale d’un colis (cm)",
            "max_height_cm": "Hauteur maximale d’un colis (cm)",
            "sanitary_approval": "Agrément sanitaire",
            "returns_empties": "Reprise des emballages vides",
            "returns_note": "Comment les reprenez-vous",
            "contact_name": "Service ou fonction",
            "contact_email": "Adresse électronique",
            "contact_phone": "Téléphone",
            "breaks_load": "Les produits changent de véhicule en route (passage à quai)",
            "direct": "Un véhicule vient exprès et va droit chez le client",
            "holds_celsius": "Produits frais tenus à",
            "atp_attested": "Véhicules attestés ATP",
            "atp_expires_on": "Attestation valable jusqu’au",
            "co_delivery": "Co-livraison entre agriculteurs, frais partagés (article R3211-3)",
            "source": "D’où viennent ces informations",
            "source_date": "À quelle date",
        }
        help_texts = {
            "summary": "Ce qu’un producteur doit savoir d’abord : où, quand, à quelle température.",
            "delay_hours": "De l’enlèvement à la livraison : 24 pour le lendemain.",
            "holds_celsius": "Au plus chaud. Vide : on vous le demandera.",
            "atp_attested": "",
            "breaks_load": "",
            "sanitary_approval": "",
            "returns_empties": "Caisses, bacs ou bocaux consignés.",
            "co_delivery": "",
            "source": "Par exemple : déclaré par l’entreprise, site internet, appel du 3 mars.",
        }
        widgets = {
            "atp_expires_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "source_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "description": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        kinds = GOODS_KINDS if not row.kind or row.kind in GOODS_KINDS else (*GOODS_KINDS, Kind(row.kind))
        self.fields["kind"] = forms.ChoiceField(
            label="Nature",
            choices=[(kind.value, Kind(kind).label) for kind in kinds],
            widget=forms.RadioSelect,
            help_text=" ".join(
                f"{str(Kind(kind).label).capitalize()} : {KIND_EXPLANATIONS[kind]}" for kind in PLACES
            ),
        )
        fields: dict[str, Any] = self.fields
        fields["vehicle_code"].choices = _choices(ROUND_VEHICLES, row.vehicle_code)
        fields["level_one_code"].choices = _choices(LEVEL_ONE_VEHICLES, row.level_one_code)
        for name in ("source", "source_date"):  # the database refuses a published service without them
            self.fields[name].required = not row.is_example
        if row.pk:
            self.watch([changes.events_of(Solution).filter(pgh_obj_id=row.pk)])

    @property
    def groups(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        """What every service answers."""
        yield from self._groups(GROUPS[:ALWAYS_SHOWN])

    @property
    def folds(self) -> Iterator[tuple[str, str, list[BoundField], bool]]:
        """What some need, and whether the fold is open: something in it is wrong, or told of this kind."""
        kind = self["kind"].value()
        needed = {"commune"} if kind in PLACES else set()
        needed |= {"commune", "round_destination"} if kind == Kind.CO_DELIVERY else set()
        for title, text, fields in self._groups(GROUPS[ALWAYS_SHOWN:]):
            told = any(field.errors or field.name in needed for field in fields)
            yield title, text, fields, told

    def _groups(
        self, groups: Iterable[tuple[str, str, list[str]]]
    ) -> Iterator[tuple[str, str, list[BoundField]]]:
        for title, text, names in groups:
            yield title, text, [self[name] for name in names]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        siblings = Solution.objects.filter(carrier=self.instance.carrier_id)
        if (self.instance.pk is None or "name" in self.changed_data) and same_name(
            siblings, self.instance, name
        ).exists():
            raise ValidationError("Vous avez déjà un service de ce nom.", code="duplicate")
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind = cleaned.get("kind")
        for field in self._missing(kind, cleaned):
            self.add_error(field, f"À remplir pour cette nature : {Kind(str(kind)).label}.")
        if cleaned.get("atp_expires_on") and not cleaned.get("atp_attested"):
            self.add_error("atp_attested", "Une date d’attestation suppose des véhicules attestés.")
        if cleaned.get("co_delivery") and kind and kind != Kind.CO_DELIVERY:
            self.add_error("co_delivery", "Cette case ne vaut que pour la co-livraison entre fermes.")
        low, high = cleaned.get("min_kg"), cleaned.get("max_kg")
        if low is not None and high is not None and high <= low:
            self.add_error("max_kg", "Le poids maximum doit dépasser le poids minimum.")
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("longitude", "Donnez la latitude et la longitude, ou aucune des deux.")
        elif cleaned.get("latitude") is not None and not cleaned.get("commune"):
            self.add_error("commune", "Donnez la commune du lieu avec sa position.")
        return cleaned

    def _missing(self, kind: str | None, cleaned: dict[str, Any]) -> Iterator[str]:
        """Fields that a nature needs, and that were left empty."""
        needed: list[str] = []
        if kind in GOODS_KINDS:
            needed.append("temperatures")
        if kind in PLACES:
            needed.append("commune")
        if kind == Kind.CO_DELIVERY:
            needed += ["commune", "round_destination", "vehicle_code", "other_load_kg"]
        empty = (name for name in needed if cleaned.get(name) in ("", None, []))
        yield from (name for name in empty if name not in self.errors)


def _choices(labels: dict[str, str], current: str) -> list[tuple[str, str]]:
    """The usual vehicles, and the one the service already has."""
    known = labels if not current or current in labels else labels | {current: current}
    return [("", "je ne sais pas"), *known.items()]


SCOPES = (
    ("commune", "une commune"),
    ("epci", "une intercommunalité"),
    ("departement", "un département"),
    *CountryPart.choices,
)


class AreaForm(OwnedForm):
    """One place where a service collects or delivers: commune, EPCI, département or part of the country."""

    owner = "solution"
    role = forms.ChoiceField(
        label="Vous y faites", choices=AreaRole.choices, widget=forms.RadioSelect,
        help_text="L’enlèvement et la livraison se décrivent à part.",
    )  # fmt: skip
    scope = forms.ChoiceField(label="Étendue", choices=SCOPES, widget=forms.RadioSelect)
    commune = CommuneField(label="Commune", required=False)
    epci = EpciField(label="Intercommunalité", required=False, help_text="Un mot de son nom suffit.")
    departement = forms.ChoiceField(
        label="Département",
        required=False,
        choices=[("", "–"), *((code, f"{code} – {name}") for code, name in DEPARTEMENTS.items())],
    )
    weekdays = ticks(
        Weekday.choices, "Jours", coerce=int, help_text="Sans réponse : les jours ne sont pas connus."
    )
    cut_off = forms.TimeField(
        label="Heure limite de commande", required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S", "%Hh%M", "%Hh"],
    )  # fmt: skip

    class Meta:
        model = ServiceArea
        fields = ["role", "commune", "epci", "departement", "weekdays", "cut_off", "delay_hours", "zone"]
        labels = {"delay_hours": "Délai, en heures", "zone": "Zone tarifaire"}
        help_texts = {
            "delay_hours": "S’il diffère du délai habituel du service.",
            "zone": "Le code de zone de votre grille. Vide : le prix de base.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        if row.pk:
            self.fields["scope"].initial = row.country_part or next(
                scope
                for scope in ("commune", "epci", "departement")
                if getattr(row, f"{scope}_id" if scope == "commune" else scope)
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        scope = cleaned.get("scope")
        part = scope if scope in CountryPart else ""
        if scope and not part and scope not in self.errors and not cleaned.get(scope):
            self.add_error(scope, "Dites laquelle, ou choisissez une autre étendue.")
        for other, empty in (("commune", None), ("epci", ""), ("departement", "")):
            if other != scope:
                cleaned[other] = empty
                self.errors.pop(other, None)
        self.instance.country_part = part
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"country_part"}
