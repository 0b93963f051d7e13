"""A département of invented diagnoses, to measure the territory views.

Deterministic: the same count gives the same answers. The farms come from `producers.large`, each with ten
deliveries, and are marked `is_example`.
"""

import random
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

import producers.large
from needs_survey.enums import ResponseState
from needs_survey.models import Questionnaire, SurveyResponse
from needs_survey.services import load_questionnaire
from pat_logistics.territory.models import HOME_DEPARTEMENT
from producers.models import Producer

SLUG = "exemple-de-diagnostic"
FLOWS = (8, 9, 10, 11, 13)
STARTED = datetime(2025, 1, 1, 8, tzinfo=UTC)


def load(count: int = 5_000) -> int:
    """Add `count` farms that answered, unless that was done; how many were added."""
    if not producers.large.load(count, slug=SLUG, departement=HOME_DEPARTEMENT, flows=FLOWS):
        return 0
    load_questionnaire()
    questionnaire = Questionnaire.objects.current()
    rng = random.Random(producers.large.SEED)  # noqa: S311 - examples, not secrets
    farms = Producer.objects.filter(slug__startswith=SLUG).order_by("slug").only("pk", "name", "commune_id")
    SurveyResponse.objects.bulk_create(
        (_response(rng, farm, questionnaire) for farm in farms), batch_size=1_000
    )
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM (ANALYZE) {SurveyResponse._meta.db_table}")
    return count


def _response(rng: random.Random, farm: Producer, questionnaire: Questionnaire) -> SurveyResponse:
    when = STARTED + timedelta(hours=rng.randrange(16_000))
    return SurveyResponse(
        key=uuid.UUID(int=rng.getrandbits(128), version=4),
        questionnaire=questionnaire,
        producer=farm,
        departement=HOME_DEPARTEMENT,
        state=ResponseState.VALIDATED,
        answers={"name": farm.name, "commune": farm.commune_id, **_answers(rng, questionnaire)},
        started_at=when,
        updated_at=when,
        validated_at=when,
    )


def _answers(rng: random.Random, questionnaire: Questionnaire) -> dict[str, Any]:
    """Plausible answers to the questions that the views count; the others stay without one."""
    options = {
        question.code: [option.code for option in question.options]
        for question in questionnaire.parsed.questions
    }
    found: dict[str, Any] = {"plan_consent": "yes" if rng.random() < 0.95 else "no"}
    for code in ("irritants", "sought", "ready_to", "tools"):
        found[code] = rng.sample([each for each in options[code] if each != "nothing"], rng.randrange(1, 4))
    for code in ("cost_known", "cost_in_price", "rounds_written", "cold_mastered", "changed_organisation"):
        if rng.random() < 0.8:
            found[code] = rng.choice(options[code])
    found["pioneer"] = rng.choice(("yes", "no"))
    found["refuses_intermediaries"] = "yes" if rng.random() < 0.15 else "no"
    if rng.random() < 0.3:
        found["blocked_kg_per_year"] = str(rng.randrange(100, 5_000))
    return found
