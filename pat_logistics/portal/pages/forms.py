"""How forms are drawn, and the sample form of the components page."""

from django import forms
from django.forms.renderers import DjangoTemplates
from django.template.loader import get_template

from pat_logistics.forms.numbers import NumberInput


class PortalRenderer(DjangoTemplates):
    """Fields and forms drawn by our components, widgets by Django's own templates."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

    def get_template(self, template_name):
        if template_name.startswith("components/"):
            return get_template(template_name)
        return super().get_template(template_name)


class SampleForm(forms.Form):
    """One field of each kind, shown on the components page."""

    name = forms.CharField(label="Nom de la ferme", help_text="Tel que vos clients le connaissent.")
    mass_kg = forms.DecimalField(label="Poids livré (kg)", min_value=0, initial=60, widget=NumberInput)
    family = forms.ChoiceField(label="Produit", choices=[("cheese", "fromage"), ("eggs", "œufs")])
    temperature = forms.ChoiceField(
        label="Température",
        choices=[("ambient", "ambiante"), ("chilled", "frais (0 à +4 °C)"), ("frozen", "surgelé (−18 °C)")],
        widget=forms.RadioSelect,
        initial="chilled",
    )
    days = forms.MultipleChoiceField(
        label="Jours de livraison",
        choices=[("mon", "lundi"), ("wed", "mercredi"), ("fri", "vendredi")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    own_van = forms.BooleanField(label="Je livre avec mon propre véhicule", required=False)
    note = forms.CharField(label="Précisions", widget=forms.Textarea(attrs={"rows": 3}), required=False)
