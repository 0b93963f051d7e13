"""The lines of a calculation, one row of a table each.

A page holds hundreds of them: written here rather than in the template, which takes ten times as long.
"""

import math
from collections.abc import Callable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cost_calc.calculator.presentation import LineRow
from pat_logistics import formats

register = template.Library()

_ROW = '<tr><th scope="row">{}<p>{}{}</p>{}</th><td>{}</td><td>{}</td><td class="carbon">{}{}</td></tr>'
_NUMBERS = ' <span class="provenance">{}</span>'
_SOURCE = '<p class="provenance">{}</p>'
_MARK = '<span class="lines__mark">{}</span>'


@register.filter
def as_row(line: LineRow) -> SafeString:
    """What is counted, with its formula, its numbers and their source; then cost, time and carbon."""
    return format_html(
        _ROW,
        line.label,
        line.formula,
        format_html(_NUMBERS, line.numbers) if line.inputs else "",
        format_html(_SOURCE, line.source) if line.source else "",
        _unless_nothing(line.eur, formats.euro),
        _unless_nothing(line.minutes, formats.minutes),
        _unless_nothing(line.co2e_kg, formats.co2),
        format_html(_MARK, line.carbon_mark) if line.co2e_kg else "",
    )


def _unless_nothing(value: float, write: Callable[[float | None], str]) -> str:
    """The amount, « inconnu » where nobody knows it, and nothing where there is none."""
    if not value:
        return ""
    return write(value if math.isfinite(value) else None)
