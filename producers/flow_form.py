"""The form of a regular delivery, which may name a customer that other farms deliver too."""

from django import forms

from pat_logistics.actors.models import Actor
from pat_logistics.columns import every_month
from pat_logistics.forms.own_form import ticks
from pat_logistics.territory.forms import CommuneField
from pat_logistics.vocabulary import CustomerType
from producers.forms import RowForm
from producers.models import Flow
from producers.outlets import outlets_near


class OutletField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return f"{obj.commune.name} : {obj.name}" if obj.commune else obj.name


class FlowForm(RowForm):
    destination = CommuneField(label="Commune de livraison")
    outlet = OutletField(
        label="Client connu",
        required=False,
        queryset=Actor.objects.none(),
        help_text=(
            "S’il est dans la liste, laissez vides sa commune et son type : il les dit. Son nom n’est jamais "
            "publié avec vos livraisons."
        ),
    )
    months = ticks(Flow, "months")
    weekdays = ticks(Flow, "weekdays")

    ERRORS_AT = {"flow_hours_in_order": "not_after", "flow_home_has_no_outlet": "customer_type"}

    class Meta:
        model = Flow
        fields = [
            "product_line",
            "outlet",
            "destination",
            "customer_type",
            "kg_per_delivery",
            "deliveries_per_year",
            "months",
            "weekdays",
            "not_before",
            "not_after",
            "lead_time_hours",
            "goods_value_eur",
            "returns_kg",
            "transport_today",
            "paid_by",
        ]
        labels = {"product_line": "Produit"}
        help_texts = {
            "deliveries_per_year": "Une fois par semaine toute l’année : 52.",
            "not_before": "Heure à partir de laquelle le client reçoit.",
            "lead_time_hours": "Temps entre la commande et la livraison. Un jour : 24.",
        }
        widgets = {
            name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            for name in ("not_before", "not_after")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["months"] = every_month()
        self.fields["product_line"].queryset = self.producer.product_lines.all()
        self.fields["product_line"].empty_label = "Choisissez un produit"
        self.fields["outlet"].queryset = outlets_near(self.producer, self.instance.outlet_id)
        self.fields["outlet"].empty_label = "pas dans la liste"

    def clean(self):
        """A known customer says where it is and of what type: what was left empty is filled by it."""
        told = super().clean()
        outlet = told.get("outlet")
        if outlet is None:
            return told
        known = {"destination": outlet.commune, "customer_type": outlet.customer_type}
        for name, value in known.items():
            if value and not self.data.get(self.add_prefix(name)):
                self.errors.pop(name, None)
                told[name] = value
        if outlet.commune and told.get("destination") not in (None, outlet.commune):
            self.add_error("destination", f"« {outlet.name} » est à {outlet.commune.name}.")
        if told.get("customer_type") not in (None, "", CustomerType.OUTSIDE, outlet.customer_type):
            label = outlet.get_customer_type_display()
            self.add_error("customer_type", f"« {outlet.name} » est de type « {label} ».")
        return told
