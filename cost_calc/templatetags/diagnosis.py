"""Figures of a year, and addresses short enough to be copied from paper."""

from urllib.parse import urlsplit

from django import template
from django.conf import settings

from pat_logistics import formats

register = template.Library()


@register.filter
def whole_euro(value):
    """Euros of a year: the cents of an estimate say nothing."""
    return formats.measure(value, "€")


@register.filter
def signed_euro(value):
    """« −1 240 € » is saved, « +80 € » is paid more."""
    text = whole_euro(value)
    return f"+{text}" if value > 0 and not text.startswith("0") else text


@register.filter
def hours(value):
    """Minutes of a year in hours; under ten, with its minutes."""
    if value is None or abs(value) < 600:
        return formats.minutes(value)
    return formats.measure(value / 60, "h")


@register.filter
def over(way, per_year):
    """Euros of a year of one way; « inconnu » without a frequency."""
    return whole_euro(None if per_year is None else way.eur * per_year)


@register.filter
def uncapitalised(text):
    return text[:1].lower() + text[1:]


@register.filter
def short_address(thing):
    """« exemple.fr/solutions/12 », as one reads it on paper."""
    return urlsplit(settings.SITE_URL).netloc + thing.get_short_url()
