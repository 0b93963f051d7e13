"""Rounds of several customers, and what is read of the ways to make them."""

from cost_calc.pricing.question import Stop
from pat_logistics.territory.models import Commune

BY_OWN_VAN = {
    "points-de-depot-frais-drop",
    "plateforme-du-bas-languedoc",
    "casiers-frais-de-castelnau",
    "groupement-gevaudan-montpellier",
    "chronofresh",
}

MENDE, FLORAC, LANGOGNE, MARVEJOLS, MONTPELLIER = "48095", "48061", "48080", "48092", "34172"


def stops(*pairs):
    return tuple(Stop(Commune.objects.get(pk=code), kg) for code, kg in pairs)


def own(result):
    return next(row for row in result.priced if row.option.id == "own")


def by_id(result):
    return {row.option.id: row for row in result.priced}


def eur_per_kg(result, option="own"):
    return float(by_id(result)[option].eur_per_kg)


def codes(row):
    return {verdict.code.value for verdict in row.verdicts}
