"""Answer codes tied to their use: what the portal reads of a questionnaire, checked when one is published.

A question whose code is not here is kept, shown and exported like any other; nothing is worked out from it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from needs_survey.applying.wanted import DELIVERIES_PER_YEAR, LEAD_TIME_HOURS, SHELF_LIFE_HOURS, TEMPERATURES
from needs_survey.applying.wanted import VEHICLES as VEHICLES_SAID
from needs_survey.fields import NO, YES
from needs_survey.questionnaire import Definition, Question
from pat_logistics.vocabulary import CustomerType, Label, Packaging, ProductFamily, SeasonLevel, Weekday
from producers.enums import LegalForm, Payer, StorageKind, TransportToday

# What answers are for, as the sentence « elle sert … » ends.
CONSENT = "à respecter les accords donnés"
FARM = "à remplir la ferme"
DIAGNOSIS = "au bilan de la ferme"
MATURITY = "à la maturité logistique"
TERRITORY = "aux vues du territoire"
GROUPS = "à réunir les groupes pionniers"


@dataclass(frozen=True, slots=True)
class Use:
    """What needs the answers to a question, or to a column of a table.

    `known`: the only choices understood; empty when any will do. `read`: those that mean something by
    themselves, and must be among the choices.
    """

    of: str
    known: Collection[str] = ()
    read: Collection[str] = ()
    columns: Mapping[str, "Use"] = field(default_factory=dict)


def _each(of: str, *codes: str) -> dict[str, Use]:
    return {code: Use(of) for code in codes}


YES_NO = (YES, NO)
USES: Mapping[str, Use] = {
    "plan_consent": Use(CONSENT),
    "publication_consent": Use(CONSENT),
    **_each(FARM, "name", "commune", "contact_name", "phone", "email", "siret"),
    "legal_form": Use(FARM, LegalForm.values),
    "labels": Use(FARM, (*Label.values, "none")),
    "refuses_intermediaries": Use(FARM, YES_NO, read=YES_NO),
    "products": Use(
        FARM,
        columns={
            **_each(FARM, "label", "kg_per_year", "eur_per_kg", "parcel_kg"),
            "family": Use(FARM, ProductFamily.values),
            "season": Use(FARM, SeasonLevel.values),
            "temperature": Use(FARM, TEMPERATURES),
            "packaging": Use(FARM, Packaging.values),
            "shelf_life": Use(FARM, SHELF_LIFE_HOURS),
        },
    ),
    "deliveries": Use(
        FARM,
        columns={
            **_each(FARM, "commune", "kg_per_delivery", "eur_per_delivery", "hours"),
            "customer_type": Use(FARM, CustomerType.values),
            "family": Use(FARM, ProductFamily.values),
            "frequency": Use(FARM, DELIVERIES_PER_YEAR),
            "weekdays": Use(FARM, tuple(map(str, Weekday.values))),
            "order_delay": Use(FARM, LEAD_TIME_HOURS),
            "payer": Use(FARM, Payer.values),
        },
    ),
    "delivered_by": Use(FARM, TransportToday.values),
    "vehicles": Use(
        FARM,
        columns={
            "kind": Use(FARM, VEHICLES_SAID),
            "cold": Use(FARM, ("none", "insulated", "unit"), read=("unit",)),
            "km_per_year": Use(FARM),
            "energy": Use(DIAGNOSIS, read=("electric",)),
        },
    ),
    "storage": Use(
        FARM,
        columns={
            **_each(FARM, "m3", "free_m3"),
            # A dock stays among the answers: no site of a farm is one.
            "kind": Use(FARM, (*StorageKind.values, "dock")),
            "lorry_access": Use(FARM, YES_NO, read=YES_NO),
        },
    ),
    **_each(FARM, "litres_per_100km", "purchase_eur", "rent_eur_per_month", "insurance_eur_per_year"),
    **_each(DIAGNOSIS, "maintenance_eur_per_year", "eur_per_hour", "turnover_share_pct"),
    "rounds": Use(DIAGNOSIS, columns=_each(DIAGNOSIS, "label", "per_week", "stops", "km", "minutes")),
    **_each(DIAGNOSIS, "minutes_orders", "minutes_preparing", "minutes_loading", "minutes_driving"),
    **_each(DIAGNOSIS, "minutes_unloading", "minutes_invoicing", "minutes_returns", "minutes_vehicle"),
    "approval": Use(DIAGNOSIS, read=("yes", "unknown")),
    "transport_status": Use(DIAGNOSIS, read=("mutual_help", "unknown")),
    "logicout": Use(DIAGNOSIS, read=("unknown",)),
    "cost_known": Use(MATURITY, ("no", "roughly", "computed"), read=("no", "roughly")),
    "cost_in_price": Use(MATURITY, ("no", "partly", "yes")),
    "rounds_written": Use(MATURITY, YES_NO),
    "tools": Use(MATURITY, read=("paper",)),
    "cold_mastered": Use(MATURITY, ("yes", "no", "not_needed"), read=("no",)),
    "ready_to": Use(MATURITY, read=("nothing",)),
    "changed_organisation": Use(MATURITY, ("no", "tried", "yes")),
    **_each(TERRITORY, "irritants", "sought", "blocked_kg_per_year"),
    "pioneer": Use(GROUPS, YES_NO, read=(YES,)),
}


def problems(definition: Definition) -> Iterator[str]:
    """What the portal needs of a questionnaire and does not find in it, in French and by its place."""
    for code, use in USES.items():
        question = definition.question(code)
        if question is None:
            yield f"La question « {code} » manque : elle sert {use.of}."
            continue
        yield from _of_choices(f"« {code} »", question, use)
        columns = {column.code: column for column in question.columns}
        for name, of_column in use.columns.items():
            if name in columns:
                yield from _of_choices(f"« {code} », colonne « {name} »", columns[name], of_column)
            else:
                yield f"« {code} » : la colonne « {name} » manque : elle sert {of_column.of}."


def _of_choices(where: str, question: Question, use: Use) -> Iterator[str]:
    offered = [option.code for option in question.options]
    for choice in offered if use.known else ():
        if choice not in use.known:
            yield f"{where} : le portail ne comprend que {', '.join(use.known)}, pas « {choice} »."
    for choice in use.read:
        if choice not in offered:
            yield f"{where} : le choix « {choice} » manque : il sert {use.of}."
