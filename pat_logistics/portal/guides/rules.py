"""Rules of law quoted in a guide: the rows the calculator judges with, so that both always say the same."""

import re

from django.utils import timezone

from cost_calc.models import LegalRule
from pat_logistics.formats import french_day

# A paragraph that holds nothing but « [règle atp.distance] ».
_QUOTE = re.compile(r"^\[règle ([a-z_.]+)\][ \t]*$", re.MULTILINE)


def quoted(text: str) -> list[str]:
    """Codes of the rules that a text quotes."""
    return _QUOTE.findall(text)


def unknown_rules(text: str) -> list[str]:
    """Codes that a text quotes and that no rule in force has."""
    return sorted(set(quoted(text)) - set(_in_force(text)))


def with_rules(text: str) -> str:
    """The text with each rule written out as a quotation, with its source; one query when there is one."""
    if not quoted(text):
        return text
    rules = _in_force(text)
    return _QUOTE.sub(lambda match: _written(rules[match[1]]) if match[1] in rules else "", text)


def _in_force(text: str) -> dict[str, LegalRule]:
    rows = LegalRule.objects.at(timezone.localdate()).filter(code__in=set(quoted(text)))
    return {row.code: row for row in rows}


def _written(rule: LegalRule) -> str:
    source = f"[{rule.source}]({rule.url})" if rule.url else rule.source
    day = french_day(rule.valid_from)
    return f"> **{rule.label}.** {rule.text}\n>\n> Source\u00a0: {source}, depuis le {day}."
