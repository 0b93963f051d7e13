"""Filters that every template may use: numbers, units and dates the French way (see `pat_logistics.formats`).

A value that is missing or is not a number reads « inconnu »: a hole in the data never looks like zero, and
never breaks a page.
"""

import json
import math
import re
from datetime import date, datetime
from functools import wraps
from html import unescape
from itertools import chain

from django import template
from django.forms.utils import flatatt
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext
from django.utils import timezone
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString

from pat_logistics import formats

register = template.Library()

NBSP = "\u00a0"


def _finite(value):
    """The value as a float, or None for anything that is not a finite number."""
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _number_filter(write):
    @wraps(write)
    def written(value):
        return write(_finite(value))

    return register.filter(written)


def _unbroken(write):
    """In one piece: a browser may end a line after the bar of « €/kg », whatever the spaces before it."""

    @wraps(write)
    def written(number):
        text = write(number)
        return text if text == formats.UNKNOWN else format_html('<span class="nowrap">{}</span>', text)

    return written


euro = _number_filter(formats.euro)
eur_per_kg = _number_filter(_unbroken(formats.eur_per_kg))
co2 = _number_filter(formats.co2)
co2_per_kg = _number_filter(_unbroken(formats.co2_per_kg))
kg = _number_filter(formats.kg)
km = _number_filter(formats.km)
away = _number_filter(formats.away)
minutes = _number_filter(formats.minutes)
percent = _number_filter(formats.percent)
share = _number_filter(formats.share)
plain = _number_filter(formats.plain)
exact = _number_filter(formats.exact)


@register.filter
def french_date(value):
    """22 novembre 2026, 1er mai 2026. A moment is first brought to the time zone of the portal."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if not isinstance(value, date):
        return formats.UNKNOWN
    return formats.french_day(value)


_BEFORE = re.compile(r"[ \u00a0\u202f]+([:;?!%€»])")
_AFTER = re.compile(r"«[ \u00a0\u202f]+")


@register.filter
def of(value):
    return formats.of(str(value))


@register.filter
def at(value):
    return formats.at(str(value))


@register.filter
def nbsp(value):
    """French spacing for a text typed with plain spaces: no line begins with a colon or a euro sign."""
    if value is None:
        return ""
    return _AFTER.sub(f"«{NBSP}", _BEFORE.sub(rf"{NBSP}\1", str(value)))


@register.simple_tag
def badges(*groups):
    """A list of badges: labels and lists of labels, each followed by its variant ("" for none).

    `{% badges temperatures "" labels "good" %}`; a card has half a dozen of them, and an include costs more.
    """
    found = []
    for labels, variant in zip(groups[::2], groups[1::2], strict=True):
        style = f"badge badge--{variant}" if variant else "badge"
        found += [(style, label) for label in ([labels] if isinstance(labels, str) else labels) if label]
    if not found:
        return ""
    items = format_html_join("", '<li><span class="{}">{}</span></li>', found)
    return format_html('<ul class="badges">{}</ul>', items)


@register.simple_block_tag
def words(content):
    """A text written where logic is allowed, for a tag to take: `{% words as title %}…{% endwords %}`."""
    return content.strip()


@register.filter
def as_numbers(labels, unit=""):
    """Names of columns of numbers, for `table`; `unit` is the filter that writes those that are numbers."""
    write = register.filters[unit] if unit else str
    return [f"#{write(label)}" for label in labels]


@register.simple_block_tag
def table(content, *columns, classes="", **attributes):
    """Every table of a page: its caption, the head of each column, then what it holds.

        {% table "Produit" "#Kilos" farm.managed|yesno:"#Prix," classes="table--wide" %}
          <caption>Ce que la ferme vend</caption>
          <tbody><tr><th scope="row">Tomme</th><td class="num" data-label="Kilos">12</td></tr></tbody>
        {% endtable %}

    « # » begins a column of numbers; a list gives several columns, and an empty name none. A cell says its
    column again (`data-label`), for a phone, which shows one card a row.
    """
    caption, end, rows = content.partition("</caption>")
    if not end:
        raise template.TemplateSyntaxError("a table begins with its caption")
    labels = chain.from_iterable([each] if isinstance(each, str) else each for each in columns)
    heads = [
        (flatatt({"class": "num" if label.startswith("#") else None}), label.removeprefix("#"))
        for label in labels
        if label
    ]
    named = {name.replace("_", "-"): value for name, value in attributes.items()}
    return format_html(
        "<table{}>{}\n<thead><tr>{}</tr></thead>{}</table>",
        flatatt({"class": f"table {classes}".strip(), **named}),
        SafeString(caption + end),
        format_html_join("", '<th scope="col"{}>{}</th>', heads),
        SafeString(rows),
    )


@register.simple_tag(takes_context=True)
def text_of_block(context, name):
    """What a block of the page says, once more and in one line: a page writes its title once for all."""
    block = context.render_context.get(BLOCK_CONTEXT_KEY, BlockContext()).get_block(name)
    return strip_tags(unescape(" ".join(block.render(context).split()))) if block else ""


# What could end a block of data, or begin a comment that hides the rest of the page.
_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@register.simple_tag
def json_ld(document):
    """A document of schema.org in a block of data, which no browser runs: it needs no nonce."""
    if not document:
        return ""
    text = json.dumps(document, ensure_ascii=False).translate(_IN_SCRIPT)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))


@register.filter
def page_window(page):
    """Numbers to offer around a page: 1 … 4 5 [6] 7 8 … 20."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def with_labels(row, headers):
    """Cells of a table row, each with the header of its column (a phone shows it beside the cell)."""
    return zip(row, headers, strict=True)
