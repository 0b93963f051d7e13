"""Looking for a guide, and correcting one."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cost_calc.calculator.asking import question_form
from pat_logistics.forms.own_form import OwnForm
from pat_logistics.portal.guides import sources
from pat_logistics.portal.guides.models import Guide
from pat_logistics.portal.guides.rules import unknown_rules
from pat_logistics.portal.guides.text import LONGEST_SEARCH, mistakes


class SearchForm(forms.Form):
    q = forms.CharField(
        label="Chercher un mot",
        required=False,
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class LinesField(forms.CharField):
    """A long text. Browsers send other line ends than those stored: no change of anybody's."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


class SourcesField(LinesField):
    """One source a line; cleans to the rows of `pat_logistics.portal.guides.sources`."""

    def prepare_value(self, value: Any) -> Any:
        return sources.to_lines(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return sources.from_lines(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))


class GuideForm(OwnForm):
    body = LinesField(
        label="Texte",
        max_length=20_000,
        help_text=(
            "Une ligne vide sépare deux paragraphes. « ## » commence un intertitre, « - » un élément de "
            "liste. **gras**, [texte du lien](https://exemple.fr). Une ligne "
            "« [règle atp.distance] » écrit la règle en vigueur et sa source ; les codes sont sur la page "
            "des règles de droit."
        ),
        widget=forms.Textarea(attrs={"rows": 24}),
    )
    example_query = forms.CharField(
        label="Calcul de l’exemple",
        max_length=500,
        help_text="Faites le calcul sur ce portail, puis copiez ici l’adresse de la page du résultat.",
    )
    sources = SourcesField(
        label="Sources",
        max_length=10_000,
        help_text="Une par ligne : « 21/12/2009 | Titre | https://exemple.fr ». L’adresse est facultative.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    class Meta:
        model = Guide
        fields = ["title", "summary", "body", "example_text", "example_query", "sources"]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "example_text": forms.Textarea(attrs={"rows": 4}),
        }

    def clean_body(self) -> str:
        text: str = self.cleaned_data["body"]
        found = mistakes(text)
        found += [
            f"« {code} » n’est le code d’aucune règle de droit en vigueur." for code in unknown_rules(text)
        ]
        if found:
            raise ValidationError(found)
        return text

    def clean_example_query(self) -> str:
        """The whole address or what follows its « ? »; the calculator must be able to answer it."""
        typed = self.cleaned_data["example_query"]
        try:
            query = urlsplit(typed).query or typed.removeprefix("?")
        except ValueError:
            query = typed
        if not question_form(query, timezone.localdate()).is_valid():
            raise ValidationError(
                "Le calculateur ne comprend pas cette adresse. Faites le calcul, puis copiez l’adresse "
                "entière.",
                code="unanswered",
            )
        return query
