"""What the deliveries of a farm cost, for the pages of the apps below, which cannot ask the calculator."""

from django import template
from django.utils import timezone

from cost_calc.calculator.farm_deliveries import deliveries_or_none

register = template.Library()


@register.simple_tag
def deliveries_of(producer, section="livraisons"):
    """The deliveries with their prices; None in another section, or when a reference value is missing."""
    return deliveries_or_none(producer, timezone.localdate()) if section == "livraisons" else None
