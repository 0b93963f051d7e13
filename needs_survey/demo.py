"""Example diagnoses and an example campaign on the example farms, so that a new portal shows how one goes.

The farms are invented and marked so; what they answer too. Days are told from the day it is loaded.
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from needs_survey.campaign.perms import advisors_of
from needs_survey.entry import entries
from needs_survey.enums import Length, ResponseState, VisitState
from needs_survey.models import Campaign, Questionnaire, SurveyResponse, Visit
from needs_survey.prefill import known_answers, typed_of
from needs_survey.questionnaire import Definition
from needs_survey.services import understand
from pat_logistics.territory.models import HOME_DEPARTEMENT
from producers.models import Producer

IRRITANTS = ("too_far", "small_volumes", "winter", "mental_load", "cold_chain", "no_carrier", "returns")
SOUGHT = ("grouping", "co_delivery", "drop_point", "regular_carrier", "shared_cold_room")
READY = ("carry", "entrust", "share_storage")
NAME = "Premiers diagnostics"
LASTS = datetime.timedelta(days=60)
# State, days from today to the appointment, whether the example advisor has it, note; one farm each.
VISITS = (
    (VisitState.PLANNED, 3, True, "Après la traite du matin"),
    (VisitState.PLANNED, 10, True, ""),
    (VisitState.PLANNED, -2, True, "Reporté par téléphone, nouvelle date à prendre"),
    (VisitState.TO_CONTACT, None, True, ""),
    (VisitState.UNREACHABLE, None, True, "Deux messages laissés"),
    (VisitState.REFUSED, None, True, "Pas cette année"),
    (VisitState.TO_CONTACT, None, False, ""),
    (VisitState.TO_CONTACT, None, False, ""),
)


@transaction.atomic
def load_campaign() -> bool:
    """Add the example, once; whether it was added."""
    if Campaign.objects.filter(is_example=True).exists():
        return False
    today = timezone.localdate()
    advisor = advisors_of(HOME_DEPARTEMENT).filter(email__endswith=".example").first()
    campaign = Campaign.objects.create(
        name=NAME,
        departement=HOME_DEPARTEMENT,
        first_day=today,
        last_day=today + LASTS,
        organiser=advisor,
        is_example=True,
    )
    farms = Producer.objects.filter(is_example=True, commune__departement=HOME_DEPARTEMENT)
    Visit.objects.bulk_create(
        Visit(
            campaign=campaign,
            producer=farm,
            state=state,
            planned_on=None if days is None else today + datetime.timedelta(days),
            advisor=advisor if is_taken else None,
            note=note,
        )
        for farm, (state, days, is_taken, note) in zip(farms.order_by("slug"), VISITS, strict=False)
    )
    return True


@transaction.atomic
def load_responses() -> int:
    """Validated diagnoses of the example farms that the campaign does not visit; how many were added."""
    questionnaire = Questionnaire.objects.current()
    farms = Producer.objects.filter(is_example=True, commune__departement=HOME_DEPARTEMENT)
    asked = farms.order_by("slug")[len(VISITS) :]
    if questionnaire is None or SurveyResponse.objects.filter(producer__in=farms).exists():
        return 0
    advisor = advisors_of(HOME_DEPARTEMENT).filter(email__endswith=".example").first()
    for rank, farm in enumerate(asked):
        done_at = timezone.now() - datetime.timedelta(days=7 + 5 * rank)
        response = SurveyResponse(
            author=advisor,
            questionnaire=questionnaire,
            producer=farm,
            departement=HOME_DEPARTEMENT,
            length=Length.LONG,
            state=ResponseState.VALIDATED,
            started_at=done_at,
            updated_at=done_at,
            validated_at=done_at,
            typed=_typed(farm, rank, questionnaire.parsed),
        )
        _confirm(response)
        understand(response)
        response.full_clean()
        response.save()
    return len(asked)


def _confirm(response: SurveyResponse) -> None:
    """The example advisor keeps the figures that are surprising together."""
    for entry in entries(response.questionnaire.parsed, response.typed, short=False):
        for told in entry.doubts:
            response.typed[entry.section.code].setdefault(told.name, []).append(told.doubt.mark)


def _typed(farm: Producer, rank: int, definition: Definition) -> dict[str, dict[str, list[str]]]:
    """What the sections would send: the farm's own goods and deliveries, and needs that vary by its rank."""

    def some(values: Sequence[str], number: int = 1) -> list[str]:
        return [values[(rank * number + step) % len(values)] for step in range(number)]

    known, alone = known_answers(farm), farm.refuses_intermediaries
    goods: dict[str, Any] = {code: known[code] for code in ("products", "deliveries") if code in known}
    return {
        "identification": {
            "identification-name": [farm.name],
            "identification-commune": [farm.commune_id],
            "identification-legal_form": [farm.legal_form],
            "identification-plan_consent": ["yes"],
            "identification-publication_consent": ["yes" if farm.published_at else "no"],
        },
        **typed_of(definition, goods, short=False),
        "organisation": {
            "organisation-delivered_by": ["self"],
            "organisation-rounds_written": some(["yes", "no", "no"]),
            "organisation-changed_organisation": some(["no", "tried", "no", "yes"]),
            **_table("rounds", [{"per_week": str(1 + rank % 2), "stops": str(3 + rank % 4),
                                 "km": str(50 + 13 * (rank % 9)), "minutes": str(110 + 20 * (rank % 7))}]),
            **_table("vehicles", [{"kind": "small_van", "cold": some(["unit", "insulated"])[0],
                                   "km_per_year": str(9000 + 1500 * (rank % 6))}]),
        },
        "time": {
            "time-minutes_orders": [str(40 + 10 * (rank % 6))],
            "time-minutes_preparing": [str(60 + 15 * (rank % 5))],
            "time-minutes_invoicing": [str(20 + 5 * (rank % 4))],
        },
        "costs": {
            "costs-cost_known": some(["no", "no", "roughly", "computed"]),
            "costs-cost_in_price": some(["no", "partly", "partly", "yes"]),
            "costs-logicout": some(["unknown", "known", "unknown", "tried"]),
        },
        "needs": {
            "needs-irritants": some(IRRITANTS, 3),
            "needs-sought": ["nothing"] if alone else some(SOUGHT, 2),
            "needs-blocked_kg_per_year": [str(200 + 150 * (rank % 5))] if rank % 3 == 0 else [],
        },
        "pooling": {"pooling-ready_to": ["nothing"] if alone else some(READY, 2)},
        "tools": {
            "tools-tools": some(["paper", "spreadsheet", "agrilocal"]),
            "tools-cold_mastered": some(["yes", "no"]),
        },
        "next": {
            "next-pioneer": some(["yes", "no", "yes"]),
            "next-refuses_intermediaries": ["yes" if alone else "no"],
        },
    }  # fmt: skip


def _table(code: str, rows: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    """The rows of a table as its form sends them."""
    typed = {
        f"{code}-{number}-{name}": [value] for number, row in enumerate(rows) for name, value in row.items()
    }
    return typed | {f"{code}-TOTAL_FORMS": [str(len(rows))], f"{code}-INITIAL_FORMS": ["0"]}
