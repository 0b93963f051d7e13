from typing import Any

from django import forms

from pat_logistics.tokens.models import ApiToken, Scope

# How long a key serves: a year at most, so that a forgotten one ends by itself.
DURATIONS = [(30, "un mois"), (90, "trois mois"), (365, "un an")]


class TokenForm(forms.ModelForm):
    """A name to know it by, what it opens, and for how long."""

    days = forms.TypedChoiceField(
        label="Durée",
        choices=DURATIONS,
        coerce=int,
        initial=365,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une durée."},
    )

    class Meta:
        model = ApiToken
        fields = ["name", "scope"]
        labels = {"scope": "Ce qu’il ouvre"}
        widgets = {"scope": forms.RadioSelect(choices=Scope.choices)}
        help_texts = {"name": "Le programme qui s’en servira, par exemple « Export du SIG »."}
        error_messages = {"name": {"required": "Donnez-lui un nom."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"

    def _get_validation_exclusions(self) -> set[str]:
        """The user is known, and the token not revoked: a name that already serves is told at the form."""
        return super()._get_validation_exclusions() - {"user", "revoked_at"}  # type: ignore[misc]
