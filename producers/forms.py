"""Forms of one's own farm: the profile, and each thing that belongs to it."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from pat_logistics.folding import fold
from pat_logistics.forms.fields import DaysField
from pat_logistics.forms.own_form import OwnForm, ticks
from pat_logistics.territory.forms import CommuneField
from pat_logistics.vocabulary import Month, SeasonLevel
from producers.duplicates import lookalikes, same_siret
from producers.enums import EntrySource
from producers.models import AdvisorEntry, Producer, ProductLine, StorageSite, Vehicle
from producers.seasons import season_of

# Decimals of a degree that make a metre: more say nothing of a farm.
METRE_DIGITS = 5
TAKEN_SIRET = "Une fiche porte déjà ce SIRET."


class ProfileForm(OwnForm):
    commune = CommuneField(label="Commune")
    labels = ticks(Producer, "labels")

    ERRORS_AT = {
        "producer_siret_digits": "siret",
        "producer_siret_unique": "siret",
        "producer_wishes_agree": "open_to_pooling",
    }

    class Meta:
        model = Producer
        fields = [
            "name",
            "commune",
            "legal_form",
            "siret",
            "labels",
            "description",
            "contact_name",
            "phone",
            "email",
            "website",
            "address",
            "latitude",
            "longitude",
            "refuses_intermediaries",
            "open_to_pooling",
        ]
        help_texts = {
            "name": "Tel que vos clients le connaissent.",
            "siret": "14 chiffres. Il n’est jamais publié : il évite les fiches en double.",
            "description": "Deux ou trois phrases : ce que vous faites, comment, pour qui.",
            "website": "Exemple : https://maferme.fr",
            "latitude": "Exemple : 44,51782.",
            "longitude": "Exemple : 3,50117.",
            "refuses_intermediaries": "Pour garder ses livraisons, et son lien avec le client.",
        }
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}
        labels = {
            "open_to_pooling": "Je suis prêt à partager des livraisons avec d’autres",
            "refuses_intermediaries": "Je ne veux pas d’intermédiaire",
        }

    # The profile that already has the SIRET typed.
    twin = None

    def __init__(self, *args, departements=None, reader=None, may_look=lambda: True, **kwargs):
        """`departements`: those an advisor follows, and enters profiles in; None for any.

        `reader` fills the form; `may_look` says, at each try, whether that person may look others up.
        """
        super().__init__(*args, **kwargs)
        self.departements, self.reader, self.may_look = departements, reader, may_look
        self.name_before = self.instance.name
        if "latitude" in self.fields:
            at_town_hall = not self.instance.pk or self.instance.stands_at_town_hall
            for name in ("latitude", "longitude"):
                self.fields[name].error_messages["invalid"] = "Donnez un nombre, par exemple 44,51782."
                if at_town_hall:
                    self.initial[name] = None
                elif self.initial.get(name) is not None:
                    self.initial[name] = round(self.initial[name], METRE_DIGITS)

    def clean(self):
        data = super().clean()
        one, other = self.cleaned_data.get("latitude"), self.cleaned_data.get("longitude")
        if "latitude" in self.fields and (one is None) != (other is None) and not self.errors:
            missing = "latitude" if one is None else "longitude"
            self.add_error(missing, "Donnez les deux nombres, ou aucun.")
        commune = self.cleaned_data.get("commune")
        if commune and self.departements is not None and commune.departement not in self.departements:
            followed = ", ".join(sorted(self.departements)) or "aucun"
            self.add_error("commune", f"Vous suivez ces départements : {followed}.")
        return data

    def _get_validation_exclusions(self):
        """Whether a SIRET is taken is told below, once all the rest is right."""
        return super()._get_validation_exclusions() | {"siret"}

    def _post_clean(self):
        super()._post_clean()
        if self.errors or not self._asks_of_others():
            return
        if self.may_look():
            self.look_for_others(self.cleaned_data.copy())
        else:
            self.add_error(None, "Vous avez fait beaucoup d’essais. Recommencez dans une heure.")

    def _asks_of_others(self):
        return not self.instance.pk or "siret" in self.changed_data

    def look_for_others(self, data):
        """What other profiles say of this one: they may be hidden, so that one may not try for ever."""
        self.twin = same_siret(data.get("siret"), but=self.instance.pk)
        if self.twin:
            self.add_error(
                "siret", TAKEN_SIRET if self.instance.pk else f"{TAKEN_SIRET[:-1]} : voyez ci-dessous."
            )


class NewFarm:
    """Part of the forms that create a profile: looks for the one that may exist already.

    The same SIRET is the same farm. A name that resembles another of the commune is to be confirmed.
    """

    alike = ()

    def look_for_others(self, data):
        super().look_for_others(data)
        if not self.twin and not data["is_another"]:
            self.alike = list(lookalikes(data["name"], data["commune"], self.reader))
            if self.alike:
                self.fields["is_another"].widget = forms.CheckboxInput()
                message = "Une fiche qui ressemble à celle-ci existe déjà. Vérifiez ci-dessous."
                self.add_error("is_another", message)


class CreateFarmForm(NewFarm, ProfileForm):
    """The few answers that make a profile; the rest comes later."""

    is_another = forms.BooleanField(
        label="Non, c’est une autre ferme : créer cette fiche", required=False, widget=forms.HiddenInput
    )
    labels = None

    class Meta(ProfileForm.Meta):
        fields = ["name", "commune", "legal_form", "siret"]


class AdvisedFarmForm(NewFarm, ProfileForm):
    """What an advisor enters for a producer, and what the producer is told of it."""

    is_another = CreateFarmForm.base_fields["is_another"]
    reason = forms.CharField(
        label="Pourquoi créez-vous cette fiche",
        max_length=AdvisorEntry._meta.get_field("reason").max_length,
        help_text="Le producteur lira cette phrase. Exemple : étudier avec vous vos livraisons vers Mende.",
    )
    source = forms.ChoiceField(
        label="D’où viennent ces informations",
        choices=EntrySource.choices,
        help_text="Le producteur le lira aussi : la loi le demande.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Adresse électronique du producteur"
        self.fields["email"].help_text = (
            "Si elle est donnée, nous lui écrivons aussitôt ce que vous avez noté, et ses droits. "
            "Sinon, dites-le-lui vous-même."
        )


class RowForm(OwnForm):
    """Something of a farm: its farm is set by the view, never typed."""

    def __init__(self, *args, producer, instance=None, **kwargs):
        # A new row has the defaults of its model.
        super().__init__(*args, instance=instance or self._meta.model(producer=producer), **kwargs)
        self.producer = producer


LEVELS = [("", "non précisé"), *SeasonLevel.choices]


class ProductLineForm(RowForm):
    """Twelve small lists for the season: usable with a thumb, a keyboard, and without script."""

    packagings = ticks(ProductLine, "packagings")
    shelf_life_hours = DaysField(
        label="Durée de vie (jours)",
        required=False,
        max_value=87_600,
        help_text="Le temps qu’il se garde une fois prêt. Une demi-journée\u00a0: 0,5.",
    )
    labels = ticks(ProductLine, "labels")

    ERRORS_AT = {"productline_once": "name"}

    class Meta:
        model = ProductLine
        fields = [
            "family",
            "name",
            "temperature",
            "packagings",
            "parcel_kg",
            "kg_per_year",
            "eur_per_kg",
            "shelf_life_hours",
            "labels",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for month, level in zip(Month, self.instance.season or [""] * len(Month), strict=True):
            self.fields[f"season_{month}"] = forms.ChoiceField(
                label=month.label.capitalize(), choices=LEVELS, initial=level, required=False
            )

    @property
    def season_fields(self):
        return [self[f"season_{month}"] for month in Month]

    def _conflict(self, name):
        if not name.startswith("season_"):
            return super()._conflict(name)
        stored = (self.instance.season or [""] * len(Month))[int(name.removeprefix("season_")) - 1]
        typed, words = self.cleaned_data.get(name, stored), dict(LEVELS)
        return self.fields[name].label, words[stored], words[typed]

    def clean(self):
        data = super().clean()
        levels = [self.cleaned_data.get(f"season_{month}") for month in Month]
        if None not in levels:
            self.instance.season = season_of(levels)
        return data


class StorageSiteForm(RowForm):
    ERRORS_AT = {"storagesite_free_within_volume": "free_m3"}

    class Meta:
        model = StorageSite
        fields = ["kind", "volume_m3", "free_m3", "offered", "hgv_access"]
        help_texts = {
            "free_m3": "Ce qui reste libre la plupart du temps.",
            "offered": "Visible de tous si vous publiez le stockage, de vous seul sinon.",
        }


class VehicleForm(RowForm):
    temperatures = ticks(Vehicle, "temperatures")

    ERRORS_AT = {"vehicle_fixed_costs_have_km": "km_per_year"}

    class Meta:
        model = Vehicle
        fields = [
            "kind",
            "name",
            "temperatures",
            "payload_kg",
            "volume_m3",
            "eur_per_km",
            "litres_per_100km",
            "fixed_eur_per_year",
            "km_per_year",
            "atp_expires_on",
            "shareable",
        ]
        widgets = {"atp_expires_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class ClaimForm(forms.Form):
    message = forms.CharField(
        label="Votre message au conseiller",
        help_text="Dites qui vous êtes à la ferme, et comment vous joindre pour le vérifier.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class MistakeForm(forms.Form):
    text = forms.CharField(
        label="Ce qui est à corriger",
        help_text="Dites ce qui est faux et ce qu’il faut écrire. Votre conseiller le recevra par courriel.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Écrivez ce qui est à corriger."},
    )


class AskLinkForm(forms.Form):
    email = forms.EmailField(
        label="Votre adresse électronique",
        help_text="Celle que votre conseiller a notée avec vous.",
        max_length=254,
        error_messages={"required": "Tapez votre adresse électronique."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class EraseForm(forms.Form):
    """Typing the name proves that the button was not pressed by mistake."""

    name = forms.CharField(
        label="Nom de la ferme",
        help_text="Tapez-le pour confirmer que vous voulez supprimer cette fiche.",
        max_length=200,
        error_messages={"required": "Tapez le nom de la ferme."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, producer, **kwargs):
        super().__init__(*args, **kwargs)
        self.producer = producer

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if fold(name) != fold(self.producer.name):
            raise ValidationError(f"Ce n’est pas le nom de cette fiche : « {self.producer.name} ».")
        return name


class AdvisingFilterForm(forms.Form):
    """Search of the producers an advisor follows."""

    STATES = {
        "unpublished": ("non publiées", Q(published_at=None)),
        "published": ("publiées", Q(published_at__isnull=False)),
        "nobody": ("sans titulaire", Q(organisation=None)),
        "waiting": (
            "créées par un conseiller, sans réponse",
            Q(entry__isnull=False, entry__claimed_at=None, entry__refused_at=None),
        ),
    }

    q = forms.CharField(label="Nom, produit ou commune", required=False, max_length=100)
    state = forms.ChoiceField(
        label="Fiches",
        required=False,
        choices=[("", "toutes"), *((code, label) for code, (label, _) in STATES.items())],
    )

    def narrow(self, producers, state):
        return producers.filter(self.STATES[state][1]) if state else producers
