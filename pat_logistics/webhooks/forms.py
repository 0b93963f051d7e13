from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pat_logistics.webhooks import destinations, topics
from pat_logistics.webhooks.models import LONGEST_ADDRESS, Subscription


class SubscriptionForm(forms.ModelForm):
    """A name to know it by, where to write, and about which lists.

    `may_look_up` says whether this person may still make the portal look a name up.
    """

    datasets = forms.MultipleChoiceField(
        label="Listes suivies",
        choices=topics.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
        error_messages={"required": "Choisissez une liste au moins."},
    )

    class Meta:
        model = Subscription
        fields = ["name", "address", "datasets"]
        help_texts = {
            "name": "Le programme qui est prévenu, par exemple « Carte de l’agglomération ».",
            "address": "Où le portail envoie ses messages : https://, sur l’internet public.",
        }
        error_messages = {
            "name": {"required": "Donnez-lui un nom."},
            "address": {
                "required": "Donnez l’adresse qui reçoit les messages.",
                "max_length": "Cette adresse est trop longue.",
            },
        }

    def __init__(self, *args: Any, may_look_up: Callable[[], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_look_up = may_look_up
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["address"].widget = forms.URLInput(
            attrs={"autocomplete": "off", "maxlength": LONGEST_ADDRESS}
        )

    def clean_address(self) -> str:
        """Checked as each sending checks it: a wrong one is told to whoever types it."""
        address: str = self.cleaned_data["address"]
        if "address" in self.changed_data:
            destination = destinations.read(address)
            if not self.may_look_up():
                raise ValidationError("Trop d’essais : recommencez dans une heure.", code="quota")
            try:
                destinations.resolved(destination)
            except destinations.DestinationError as error:
                raise ValidationError(str(error), code="destination") from error
        scheme, rest = address[: len("https://")], address[len("https://") :]
        return scheme.lower() + rest

    def _get_validation_exclusions(self) -> set[str]:
        """The user is known: a name that already serves is told at the form."""
        return super()._get_validation_exclusions() - {"user"}  # type: ignore[misc]
