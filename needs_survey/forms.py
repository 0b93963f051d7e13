from django import forms

from needs_survey.enums import Length


class BeginForm(forms.Form):
    """A new diagnosis: how long."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    length = forms.ChoiceField(
        label="Forme", choices=Length.choices, initial=Length.SHORT, widget=forms.RadioSelect
    )
