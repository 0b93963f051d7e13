"""Writes of the diagnosis: loading a questionnaire, beginning, saving and validating a response."""

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from needs_survey.entry import entries
from needs_survey.enums import ResponseState
from needs_survey.models import Questionnaire, SurveyResponse
from pat_logistics.accounts.models import Membership, Role, User
from pat_logistics.territory.models import HOME_DEPARTEMENT, Commune
from producers.models import Producer

DRAFTS_KEPT = timedelta(days=365)
FIRST = Path(__file__).parent / "data" / "questionnaire.json"


class ConflictError(Exception):
    """Somebody saved this section since it was opened; nothing was overwritten."""


class ResponseError(Exception):
    """A response that cannot be validated; `str()` is what to tell the person."""


def load_questionnaire() -> bool:
    """Publish the first version, unless there is one already; whether it was added."""
    if Questionnaire.objects.exists():
        return False
    data = json.loads(FIRST.read_text(encoding="utf-8"))
    row = Questionnaire(version=1, definition=data, published_at=timezone.now())
    row.full_clean()
    row.save()
    return True


@transaction.atomic
def draft_questionnaire(definition: dict[str, Any]) -> Questionnaire:
    """A version that follows the last, not published yet; the one that already holds these questions."""
    last = Questionnaire.objects.select_for_update().order_by("-version").first()
    if last and last.published_at is None and last.definition == definition:
        return last
    row = Questionnaire(version=last.version + 1 if last else 1, definition=definition)
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def begin(
    *,
    author: User,
    questionnaire: Questionnaire,
    length: str,
    key: uuid.UUID,
    producer: Producer | None = None,
) -> SurveyResponse:
    """A new draft, with what the portal knows of the producer; the same key twice is one draft."""
    already = SurveyResponse.objects.filter(key=key, author=author).first()
    if already:
        return already
    response = SurveyResponse(
        key=key,
        author=author,
        questionnaire=questionnaire,
        length=length,
        producer=producer,
        departement=producer.commune.departement if producer else departement_of(author),
    )
    if producer:
        first = questionnaire.parsed.sections[0]
        response.typed = {first.code: _known_of(producer, first.code)}
        understand(response)
    response.full_clean()
    response.save()
    return response


def departement_of(author: User) -> str:
    """Where the advisor works, until the commune of the farm is known."""
    memberships = Membership.objects.filter(user=author, role=Role.ADVISOR).order_by("pk")
    for departements in memberships.values_list("organisation__departements", flat=True):
        if departements:
            return str(departements[0])
    return HOME_DEPARTEMENT


def _known_of(producer: Producer, section: str) -> dict[str, list[str]]:
    """What a profile already says, as the first section would have typed it."""
    known = {
        "name": [producer.name],
        "commune": [producer.commune_id],
        "contact_name": [producer.contact_name],
        "phone": [producer.phone],
        "email": [producer.email],
        "legal_form": [producer.legal_form],
        "siret": [producer.siret],
        "labels": list(producer.labels),
    }
    return {f"{section}-{name}": values for name, values in known.items() if any(values)}


def understand(response: SurveyResponse) -> None:
    """Read the answers again from what was typed."""
    response.answers = {}
    for entry in entries(response.questionnaire.parsed, response.typed, short=response.is_short):
        response.answers |= entry.answers
    commune = Commune.objects.filter(pk=response.answers.get("commune", "")).first()
    if commune:
        response.departement = commune.departement


@transaction.atomic
def save_section(
    *, response: SurveyResponse, section: str, typed: Mapping[str, Sequence[str]], revision: int
) -> SurveyResponse:
    """Keep a section as it was typed, and what it means; returns the response as it is now.

    `revision` is that of the section when it was opened. Raises ConflictError when somebody else changed the
    section since, ResponseError when the response is validated.
    """
    locked = SurveyResponse.objects.select_for_update(of=("self",)).select_related("questionnaire")
    now: SurveyResponse = locked.get(pk=response.pk)
    if not now.is_draft:
        raise ResponseError("Ce diagnostic est validé : il ne change plus.")
    same = now.typed.get(section) == dict(typed)
    if same:
        return now
    if now.revisions.get(section, 0) != revision:
        raise ConflictError
    now.typed[section] = {name: list(values) for name, values in typed.items()}
    now.revisions[section] = revision + 1
    now.updated_at = timezone.now()
    understand(now)
    now.full_clean(validate_constraints=False)
    now.save(update_fields=["typed", "answers", "revisions", "departement", "updated_at"])
    return now


@transaction.atomic
def discard(*, response: SurveyResponse) -> None:
    """Forget a draft; a validated response stays."""
    now = SurveyResponse.objects.select_for_update().filter(pk=response.pk).first()
    if now is None:
        return
    if not now.is_draft:
        raise ResponseError("Ce diagnostic est validé : il ne se supprime plus.")
    now.delete()


def forget_old_drafts() -> int:
    """Delete the drafts that nobody touched for a year: what they say of a farm is kept for no reason."""
    old = SurveyResponse.objects.filter(
        state=ResponseState.DRAFT, updated_at__lt=timezone.now() - DRAFTS_KEPT
    )
    return old.delete()[0]
