"""The views by name, and what each lets out of the house."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from needs_survey.needs.figures import Table
from needs_survey.needs.filters import Asked
from needs_survey.needs.releases import FLOW_TABLES
from needs_survey.needs.tables import (
    KINDS,
    flow_lines,
    irritants,
    kinds,
    maturity,
    months,
    needs,
    storage,
    volumes,
)
from needs_survey.needs.territory import Territory


@dataclass(frozen=True, slots=True)
class File:
    """A table that may leave the house; `on` is what its lines are, None where they are answers of farms.

    `by_place`: answers that may leave of one grouping of communes too.
    """

    make: Callable[[Territory], Table]
    on: str | None = None
    by_place: bool = True

    def refusal(self, asked: Asked, by: str) -> str:
        """Why it may not leave as it is asked for, in words; nothing when it may."""
        if len(asked.departements) > 1:
            return "Un fichier porte sur un seul département\u00a0: choisissez-en un."
        if self.on == "pair" and by != "epci":
            return "Un fichier est par intercommunalité\u00a0: le détail par commune reste à l’écran."
        filters = set(asked.filters)
        if self.on is None:
            if filters <= ({"epci"} if self.by_place else set()):
                return ""
            if filters == {"epci"}:
                return "Ce tableau s’exporte pour tout le département\u00a0: retirez l’intercommunalité."
            return "Les réponses des fermes s’exportent sans filtre sur les livraisons."
        names = filters if {self.on, *filters} == {"pair", "epci"} else filters | {self.on}
        if any(names == set(table) for table in FLOW_TABLES):
            return ""
        return (
            "Un fichier porte un seul filtre, de ceux que son tableau ne croise pas déjà\u00a0: "
            "plusieurs permettraient de retrouver une ferme par soustraction."
        )


FLOWS = File(partial(flow_lines, by="epci"), "pair")


@dataclass(frozen=True, slots=True)
class View:
    """A page of the territory views: its tables are its charts and its files."""

    code: str
    title: str
    lead: str
    files: Mapping[str, File]
    tables: Callable[[Territory], list[Table]]


def _nth(tables: Callable[[Territory], list[Table]], place: int, *, by_place: bool = True) -> File:
    return File(lambda territory: tables(territory)[place], by_place=by_place)


VIEWS = {
    view.code: view
    for view in (
        View(
            "volumes",
            "Volumes",
            "Ce qui se livre\u00a0: mois par mois, par produit, par température et par client.",
            {"volumes": File(lambda territory: months(territory)[0], "month")}
            | {KINDS[name][0]: File(partial(kinds, name=name), name) for name in KINDS},
            volumes,
        ),
        View(
            "attentes",
            "Attentes",
            "Ce que les fermes recherchent, et les débouchés fermés.",
            {"attentes": _nth(needs, 0), "debouches": _nth(needs, 1)},
            needs,
        ),
        View(
            "froid",
            "Froid à partager",
            "Le froid libre, par intercommunalité.",
            {"froid": _nth(storage, 0)},
            storage,
        ),
        View(
            "irritants",
            "Irritants",
            "Ce qui gêne le plus dans les livraisons.",
            {"irritants": _nth(irritants, 0, by_place=False)},
            irritants,
        ),
        View(
            "maturite",
            "Maturité",
            "Où en sont les fermes de leur organisation.",
            {"maturite": _nth(maturity, 0, by_place=False)},
            maturity,
        ),
    )
}
FILES = {"flux": FLOWS} | {code: file for view in VIEWS.values() for code, file in view.files.items()}
