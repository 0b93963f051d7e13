from django import forms

from needs_survey.enums import Length
from producers.models import Producer


class BeginForm(forms.Form):
    """A new diagnosis: how long, and of whom if the portal knows the farm already."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    length = forms.ChoiceField(
        label="Forme", choices=Length.choices, initial=Length.SHORT, widget=forms.RadioSelect
    )
    producer = forms.ModelChoiceField(
        label="Ferme déjà connue du portail",
        queryset=Producer.objects.none(),
        required=False,
        empty_label="une autre ferme",
        help_text="Ce que le portail sait d’elle est déjà rempli.",
    )

    def __init__(self, *args, producers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["producer"].queryset = producers
