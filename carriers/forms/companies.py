"""What a company says of itself, and where its services go."""

from collections.abc import Callable
from typing import Any

from django import forms

from carriers import changes
from carriers.forms.fields import OwnedForm, same_name
from carriers.models import Carrier, DropPoint
from pat_logistics import formats
from pat_logistics.optimistic_lock import LockedForm
from pat_logistics.territory.forms import CommuneField

ALREADY_REGISTERED = (
    "Une entreprise est déjà inscrite avec ce SIRET. Si c’est la vôtre, écrivez-nous (« Nous écrire », en "
    "bas de page) : nous vous rattachons à sa fiche."
)


class CompanyForm(LockedForm, forms.ModelForm):
    """The page of a company. Its SIRET tells it from all others; else its name and its commune do."""

    commune = CommuneField(
        label="Commune", required=False, help_text="Celle de votre dépôt ou de votre siège."
    )
    is_another = forms.BooleanField(
        label="Mon entreprise en est une autre, du même nom", required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Carrier
        fields = ["name", "siret", "commune", "description", "phone", "email", "website"]
        labels = {
            "name": "Nom de l’entreprise",
            "siret": "SIRET",
            "description": "Présentation",
            "phone": "Téléphone",
            "email": "Adresse électronique",
            "website": "Site internet",
        }
        help_texts = {
            "name": "Tel que vos clients le connaissent.",
            "siret": "14 chiffres. Il évite d’inscrire deux fois la même entreprise.",
            "description": "Ce que vous transportez, où, depuis quand : quelques phrases simples.",
            "phone": "Visible de tous, avec l’adresse électronique et le site, une fois la fiche publiée.",
        }

    def __init__(self, *args: Any, may_look: Callable[[], bool] = lambda: True, **kwargs: Any) -> None:
        """`may_look` says, at each try, whether this person may look other companies up."""
        super().__init__(*args, **kwargs)
        self.may_look = may_look
        if self.instance.pk:
            self.watch([changes.events_of(Carrier).filter(pgh_obj_id=self.instance.pk)])

    def _get_validation_exclusions(self) -> set[str]:
        """Whether a SIRET is taken is told below, once all the rest is right."""
        excluded: set[str] = super()._get_validation_exclusions() | {"siret"}  # type: ignore[misc]
        return excluded

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors or not (self._is_new() or "siret" in self.changed_data):
            return
        if self.may_look():
            self._look_for_others()
        else:
            self.add_error(None, "Vous avez fait beaucoup d’essais. Recommencez dans une heure.")

    def _look_for_others(self) -> None:
        """What other companies say of this one: they may be hidden, so that one may not try for ever."""
        told = self.cleaned_data
        others = Carrier.objects.exclude(pk=self.instance.pk)
        if told["siret"] and others.filter(siret=told["siret"]).exists():
            self.add_error("siret", ALREADY_REGISTERED)
            return
        commune = told["commune"]
        if told["is_another"] or not self._is_new():
            return
        if same_name(others.filter(commune=commune), self.instance, told["name"]).exists():
            self.fields["is_another"].widget = forms.CheckboxInput()
            place = f" {formats.at(commune.name)}" if commune else ""
            self.add_error(
                "name",
                f"Une entreprise de ce nom est déjà inscrite{place}. Si c’est la vôtre, écrivez-nous "
                "(lien « Nous écrire » en bas de page). Sinon, cochez la case plus bas.",
            )

    def _is_new(self) -> bool:
        """Twins matter when the name or the commune is new, not at each later correction."""
        row = self.instance
        return row.pk is None or "name" in self.changed_data or "commune" in self.changed_data


class DropPointForm(OwnedForm):
    """A place where producers bring their goods. Without a position, that of the town hall."""

    owner = "solution"
    commune = CommuneField(label="Commune")
    latitude = forms.FloatField(
        label="Latitude", required=False, min_value=-90, max_value=90,
        help_text="Pour le placer au bon endroit de la carte, par exemple 44,5178. Sinon : la mairie.",
    )  # fmt: skip
    longitude = forms.FloatField(
        label="Longitude", required=False, min_value=-180, max_value=180,
        help_text="Par exemple 3,5012.",
    )  # fmt: skip

    class Meta:
        model = DropPoint
        fields = ["name", "commune", "opening", "latitude", "longitude"]
        labels = {"name": "Nom du point de dépôt", "opening": "Jours et heures d’ouverture"}
        help_texts = {"opening": "Par exemple : du lundi au vendredi, de 8 h à 12 h."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A point that stands at its town hall moves with its commune.
        row = self.instance
        if row.pk and (row.latitude, row.longitude) == (row.commune.latitude, row.commune.longitude):
            self.initial["latitude"] = self.initial["longitude"] = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
        commune = cleaned.get("commune")
        if (latitude is None) != (longitude is None) and not self.errors:
            self.add_error("longitude", "Donnez la latitude et la longitude, ou aucune des deux.")
        elif latitude is None and commune:
            cleaned |= {"latitude": commune.latitude, "longitude": commune.longitude}
        return cleaned
