"""What the portal brought to a company, on the page of its own space."""

from django import template

from carriers.models import Carrier
from cost_calc.quoting.carrier_return import Month, months_of

register = template.Library()


@register.simple_tag
def carrier_return(carrier: Carrier) -> list[Month]:
    return months_of(carrier)
