"""The territory views as tables: what a page, a chart, a map and a file all show."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import capfirst

from needs_survey.maturity import Band
from needs_survey.models import Questionnaire
from needs_survey.needs.answered import solutions_for
from needs_survey.needs.figures import Line, Table, biggest_first, figure_of
from needs_survey.needs.releases import Counter
from needs_survey.needs.rows import Sum
from needs_survey.needs.sources import NO_SEASON, UNKNOWN_BAND
from needs_survey.needs.territory import Territory
from needs_survey.questionnaire import Question
from pat_logistics.territory.groupings import short
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import CustomerType, Month, ProductFamily, Temperature

ELSEWHERE = "hors d’une intercommunalité connue"
TOTAL = "Total"


def months(territory: Territory) -> list[Table]:
    """Kilos delivered each month: those of a year, shared alike between the months of a delivery."""
    found, asked, whole = territory.flows.by("month"), territory.asked, territory.flows.total()
    # A month without anything tells the season of a farm that is alone in what is asked.
    nothing = None if whole is None else Sum(0.0, 0)
    wanted = [month for month in Month if asked.month in (None, month.value)]
    lines = [
        Line((capfirst(month.label),), (figure_of(found.get(month.value, nothing), "kg"),))
        for month in wanted
    ]
    if not asked.month and NO_SEASON in found:
        lines.append(Line(("Saison non précisée",), (figure_of(found[NO_SEASON], "kg"),)))
    return [
        Table(
            "volumes",
            "Volumes livrés par mois",
            ("Mois",),
            ("Volume",),
            lines,
            None if asked.month else Line((TOTAL,), (figure_of(whole, "kg"),)),
            "Les kilos de l’année sont partagés également entre les mois de chaque livraison. Ceux dont les "
            "mois ne sont pas précisés sont à part.",
        )
    ]


# What a volume may be of, beside its places and months.
KINDS = {
    "family": ("familles", "Volumes par produit", "Produit", ProductFamily),
    "temperature": ("temperatures", "Volumes par température", "Température", Temperature),
    "customer": ("clients", "Volumes par client", "Client", CustomerType),
}


def kinds(territory: Territory, name: str) -> Table:
    """Kilos of a year by product, temperature or customer."""
    code, title, header, choices = KINDS[name]
    labels = dict(choices.choices)
    lines = [
        Line((capfirst(str(labels.get(value, value))),), (figure_of(each, "kg"),))
        for value, each in territory.flows.by(name).items()
    ]
    total = Line((TOTAL,), (figure_of(territory.flows.total(), "kg"),))
    return Table(code, title, (header,), ("Volume",), biggest_first(lines), total)


def volumes(territory: Territory) -> list[Table]:
    return [*months(territory), *(kinds(territory, name) for name in KINDS)]


def flow_lines(territory: Territory, by: str, most: int | None = None) -> Table:
    """Kilos from place to place: communes, or groupings of communes when `by` is "epci".

    With `most`, the greatest alone, and what the others add up to: between communes there are thousands.
    """
    found = territory.flows.by("pair" if by == "epci" else "way")
    names = names_of({code for key in found for code in key}, by)
    kilos = sorted((each.value if each else 0.0 for each in found.values()), reverse=True)
    # As many as are asked for, and those that weigh as much as the last of them: names part those.
    least = kilos[most - 1] if most and len(kilos) > most else -math.inf
    lines = biggest_first(
        Line(tuple(names.get(code, ELSEWHERE) for code in key), (figure_of(each, "kg"),), key)
        for key, each in found.items()
        if (each.value if each else 0.0) >= least
    )[:most]
    return Table(
        "flux",
        "Flux de livraison",
        ("Départ", "Arrivée"),
        ("Volume du mois" if territory.asked.month else "Volume par an",),
        lines,
        Line((TOTAL, ""), (figure_of(territory.flows.total(), "kg"),)),
        left_out=(len(kilos) - len(lines), sum(kilos[len(lines) :])),
    )


def names_of(codes: Iterable[str], by: str) -> dict[str, str]:
    wanted = {code for code in codes if code}
    if by == "epci":
        rows = Commune.objects.filter(epci__in=wanted).order_by().values_list("epci", "epci_name").distinct()
        return {code: short(name) for code, name in rows}
    return dict(Commune.objects.filter(pk__in=wanted).order_by().values_list("pk", "name"))


def _question(code: str) -> Question | None:
    """A question as the current version words it."""
    current = Questionnaire.objects.current()
    return current.parsed.question(code) if current else None


def _choices(code: str, chosen: Iterable[str]) -> list[tuple[str, str]]:
    """Codes and words of the choices of a question; those of older versions, by their code."""
    question = _question(code)
    known = {option.code: option.label for option in question.options} if question else {}
    for each in sorted(chosen):
        known.setdefault(each, each)
    return list(known.items())


def _places(territory: Territory, found: Mapping[str, Any]) -> list[tuple[str, str]]:
    return sorted((territory.named(code), code) for code in found)


def needs(territory: Territory) -> list[Table]:
    """What farms look for, by grouping of communes, and the kilos that they cannot deliver."""
    said = territory.answers
    asked, wishes = said.by("epci"), said.by("sought")
    choices = _choices("sought", wishes)
    of_wish = {code: said.by("epci", sought=code) for code, _ in choices}
    wished = {code: said.total(sought=code) for code, _ in choices}

    def wishing(place: str, code: str) -> Sum | None:
        """That nobody wishes it there says what a farm alone there, or alone in its wish, does not want."""
        alone = asked[place] is None or wished[code] is None
        return of_wish[code].get(place, None if alone else Sum(0.0, 0))

    lines = [
        Line(
            (name,),
            (
                figure_of(asked[place]),
                *(figure_of(wishing(place, code)) for code, _ in choices),
            ),
            (place,),
        )
        for name, place in _places(territory, asked)
    ]
    totals = (said.total(), *wished.values())
    return [
        Table(
            "attentes",
            "Ce que les fermes recherchent",
            ("Intercommunalité",),
            ("Fermes interrogées", *(capfirst(label) for _, label in choices)),
            lines,
            Line((TOTAL,), tuple(figure_of(each) for each in totals)),
            "Nombre de fermes. Une ferme peut rechercher plusieurs choses.",
            solutions_for(choices),
        ),
        _by_place(
            territory,
            territory.blocked,
            "debouches",
            "Débouchés que la logistique ferme",
            "Volume par an",
            "kg",
        ),
    ]


def _by_place(
    territory: Territory, counter: Counter, code: str, title: str, measure: str, unit: str, note: str = ""
) -> Table:
    """Sums by grouping of communes."""
    found = counter.by("epci")
    lines = [
        Line((name,), (figure_of(found[place], unit),), (place,)) for name, place in _places(territory, found)
    ]
    total = Line((TOTAL,), (figure_of(counter.total(), unit),))
    return Table(code, title, ("Intercommunalité",), (measure,), lines, total, note)


def storage(territory: Territory) -> list[Table]:
    """Free cold volume that farms offer, by grouping of communes."""
    return [
        _by_place(
            territory,
            territory.cold,
            "froid",
            "Froid libre à partager",
            "Volume libre",
            "m³",
            "Chambres froides et congélateurs que les fermes proposent à d’autres.",
        )
    ]


def irritants(territory: Territory) -> list[Table]:
    """How many farms name each trouble, most named first."""
    counts = territory.answers
    choices = _choices("irritants", counts.by("irritant"))
    lines = [
        Line((capfirst(label),), (figure_of(counts.total(irritant=code)),), (code,))
        for code, label in choices
    ]
    return [
        Table(
            "irritants",
            "Ce qui gêne le plus",
            ("Irritant",),
            ("Fermes",),
            biggest_first(lines),
            Line(("Fermes interrogées",), (figure_of(counts.total()),)),
            "Chaque ferme en cite trois au plus.",
            solutions_for(choices),
        )
    ]


def maturity(territory: Territory) -> list[Table]:
    """How many farms are at each band of the maturity score."""
    counts = territory.answers
    bands = [*((band.value, band.label) for band in Band), (UNKNOWN_BAND, UNKNOWN_BAND)]
    lines = [Line((capfirst(str(label)),), (figure_of(counts.total(band=value)),)) for value, label in bands]
    return [
        Table(
            "maturite",
            "Maturité logistique",
            ("Maturité",),
            ("Fermes",),
            lines,
            Line(("Fermes interrogées",), (figure_of(counts.total()),)),
            "Sur 12 points : faible de 0 à 4, moyenne de 5 à 8, forte de 9 à 12. "
            "Inconnue quand les réponses qui manquent peuvent encore la changer.",
        )
    ]
