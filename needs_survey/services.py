"""Writes of the diagnosis: publishing a questionnaire; beginning, saving and discarding a response."""

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from needs_survey import codes
from needs_survey.checks import check_problem
from needs_survey.entry import entries
from needs_survey.enums import ResponseState
from needs_survey.models import Questionnaire, SurveyResponse
from needs_survey.prefill import known_answers, typed_of
from needs_survey.questionnaire import Definition, columns_by_question
from pat_logistics.accounts.models import Membership, Role, User
from pat_logistics.optimistic_lock import refuse_stale
from pat_logistics.territory.models import HOME_DEPARTEMENT, Commune
from producers.models import Producer

DRAFTS_KEPT = timedelta(days=365)
# Of a version that cannot be published, this many faults are told at once.
FAULTS_TOLD = 8
QUESTIONS = Path(__file__).parent / "data" / "questionnaire.json"
# Digests of the questions shipped before: a portal that publishes them untouched follows the new ones.
FORMER = {
    "423dfed4e39dc1310d5777caf16287a1cee7606ff163a167a72bedf97896f9a4",
    "9a9f0d74198a00f865a3b3300502b045875704f495570883dbd2a3b1469a718c",
    "0579e3ae25bc18595f220427d0376b634cf8787e0e0e7cf35265c3b79300b29d",
}


class ResponseError(Exception):
    """A response that cannot be validated; `str()` is what to tell the person."""


@transaction.atomic
def load_questionnaire() -> int | None:
    """Publish the shipped questions, as the first version or after those shipped before; its number.

    None when there is nothing to publish: a portal whose last version was written there keeps it.
    """
    last = Questionnaire.objects.select_for_update().order_by("-version").first()
    if last and (last.published_at is None or digest(last.definition) not in FORMER):
        return None
    data = json.loads(QUESTIONS.read_text(encoding="utf-8"))
    version = last.version + 1 if last else 1
    publish(Questionnaire(version=version, definition=data))
    return version


def publish(questionnaire: Questionnaire) -> None:
    """Make it the version that new diagnoses follow, once it has all that the portal reads of one.

    Raises ValidationError, with what is wrong.
    """
    # Another one may have been published since it was written.
    questionnaire.full_clean()
    faults = list(codes.problems(questionnaire.parsed))
    if len(faults) > FAULTS_TOLD:
        faults = [*faults[:FAULTS_TOLD], f"Et {len(faults) - FAULTS_TOLD} autres défauts de cette sorte."]
    if faults:
        raise ValidationError({"definition": faults})
    questionnaire.published_at = timezone.now()
    questionnaire.save()


def digest(definition: dict[str, Any]) -> str:
    """Of the questions, however their file is laid out."""
    return hashlib.sha256(json.dumps(definition, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def draft_questionnaire(definition: dict[str, Any]) -> Questionnaire:
    """A version that follows the last, not published yet; the one that already holds these questions.

    A form of another tool has no word for the checks: those of the last version go on.
    """
    last = Questionnaire.objects.select_for_update().order_by("-version").first()
    if last and "checks" not in definition and "checks" in last.definition:
        questions = columns_by_question(Definition.parse(definition))
        kept = [check for check in last.definition["checks"] if not check_problem(check, questions)]
        definition = definition | {"checks": kept}
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
    typed: dict[str, dict[str, list[str]]] | None = None,
) -> SurveyResponse:
    """A new draft, with what the portal knows of the producer; the same key twice is one draft.

    `typed`: what a device began it with, instead.
    """
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
        known = typed_of(questionnaire.parsed, known_answers(producer), short=response.is_short)
        response.typed = known if typed is None else typed
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
    refuse_stale(revision, now.revisions.get(section, 0))
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
