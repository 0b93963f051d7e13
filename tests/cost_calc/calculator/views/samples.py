"""A question, and how its page is read."""

from html import unescape

from django.utils.html import strip_tags

CASE = {
    "origin": "48095",
    "destination": "34172",
    "family": "cheese",
    "mass_kg": "60",
    "times": "4",
    "period": "month",
}


def text(response):
    return unescape(response.content.decode()).replace("\u202f", " ").replace("\xa0", " ")


def said(response):
    """The text as it is read, whatever tags its figures and its links are in."""
    return " ".join(strip_tags(text(response)).split())
