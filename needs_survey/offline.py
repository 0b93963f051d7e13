"""Drafts typed on a device without network: reading what it sends, keeping it, telling what differs."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from needs_survey import services
from needs_survey.entry import MAX_NAMES, MAX_VALUE, SectionEntry, entries, typed_values
from needs_survey.enums import Length, QuestionType
from needs_survey.models import Questionnaire, SurveyResponse, Visit, VisitQuerySet
from needs_survey.prefill import prefilled
from needs_survey.questionnaire import Definition, Section
from needs_survey.reading import read
from pat_logistics.accounts.models import User
from pat_logistics.formats import french_day
from pat_logistics.optimistic_lock import ConflictError
from pat_logistics.territory.models import Commune
from producers.models import Producer

MAX_REVISION, MAX_KEY = 1_000_000, 2**63 - 1
# More than anybody visits before having network again.
MOST_FARMS = 40
Typed = dict[str, list[str]]


class DraftError(Exception):
    """A draft that cannot be kept: `code` for the device, `status` of the answer, `str()` for the person."""

    def __init__(self, code: str, status: int, message: str) -> None:
        super().__init__(message)
        self.code, self.status = code, status


def malformed(where: str) -> DraftError:
    return DraftError("malformed", 400, f"L’envoi n’a pas pu être lu ({where}).")


UNKNOWN_VERSION = "Cette version du questionnaire n’est pas publiée."
DISCARDED = "Ce brouillon a été supprimé du portail."
TWICE_AT_ONCE = "Ce brouillon est déjà en train d’arriver. Envoyez-le encore une fois."
OTHERS = "Ce diagnostic est suivi par quelqu’un d’autre."
VALIDATED = "Ce diagnostic est déjà validé sur le portail : il ne change plus."


@dataclass(frozen=True, slots=True)
class SentSection:
    """A section as it was typed, and the revision that the device had read of it."""

    typed: Typed
    revision: int


@dataclass(frozen=True, slots=True)
class SentDraft:
    key: uuid.UUID
    version: int
    length: str
    sections: dict[str, SentSection]
    producer: int | None = None

    @classmethod
    def parse(cls, data: Any) -> Self:
        """Read what a device sent; DraftError at the first thing that makes no sense."""
        if not isinstance(data, dict):
            raise malformed("objet")
        try:
            key = uuid.UUID(data["key"])
        except (KeyError, AttributeError, TypeError, ValueError):
            raise malformed("key") from None
        length, sections = data.get("length"), data.get("sections")
        if length not in Length.values:
            raise malformed("length")
        if not isinstance(sections, dict):
            raise malformed("sections")
        version = _count(data.get("version"), "version")
        producer = None if data.get("producer") is None else _count(data["producer"], "producer", MAX_KEY)
        found = {code: _section(row) for code, row in sections.items()}
        return cls(key, version, length, found, producer)


def _section(data: Any) -> SentSection:
    if not isinstance(data, dict) or not isinstance(data.get("typed"), dict):
        raise malformed("typed")
    typed = data["typed"]
    if len(typed) > MAX_NAMES:
        raise malformed("typed")
    for name, values in typed.items():
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise malformed("typed")
        if any(len(value) > MAX_VALUE for value in values):
            raise DraftError("too_long", 400, f"Une réponse dépasse {MAX_VALUE} signes.")
        if not _storable(name, *values):
            raise malformed("typed")
    return SentSection(typed, _count(data.get("revision"), "revision"))


def _storable(*texts: str) -> bool:
    """Whether PostgreSQL can keep these texts: half a surrogate pair is no text."""
    return not any("\ud800" <= sign <= "\udfff" for text in texts for sign in text)


def _count(value: Any, where: str, most: int = MAX_REVISION) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise malformed(where)
    return value


@dataclass(frozen=True, slots=True)
class Conflict:
    """A section that somebody else saved meanwhile: what the portal holds, and both in words."""

    section: Section
    typed: Typed
    revision: int
    on_portal: list[tuple[str, str]]
    on_device: list[tuple[str, str]]


@dataclass(slots=True)
class Received:
    """The response after an envoy: revisions of the sections kept, and those that conflict."""

    response: SurveyResponse
    revisions: dict[str, int] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)


def receive_draft(author: User, sent: SentDraft) -> Received:
    """Keep each section of a draft, unless somebody else saved it since the device read it.

    The same draft twice changes nothing. Each section is kept by itself: a conflict in one holds back no
    other. Raises DraftError when the draft as a whole cannot be kept.
    """
    received = Received(_response_of(author, sent))
    definition = received.response.questionnaire.parsed
    asked = {section.code: section for section in definition.sections_of(short=received.response.is_short)}
    unknown = sorted(set(sent.sections) - set(asked))
    if unknown:
        raise malformed(f"sections, {unknown[0][:40]}")
    for code, section in sent.sections.items():
        typed = typed_values(MultiValueDict(section.typed), asked[code])
        try:
            received.response = services.save_section(
                response=received.response, section=code, typed=typed, revision=section.revision
            )
        except ConflictError:
            received.response.refresh_from_db()
            received.conflicts.append(_conflict(received.response, asked[code], typed))
        except (services.ResponseError, SurveyResponse.DoesNotExist):
            raise _closed(received.response) from None
        else:
            received.revisions[code] = received.response.revisions.get(code, 0)
    return received


def _closed(response: SurveyResponse) -> DraftError:
    """Why a draft that was open a moment ago takes nothing more."""
    if SurveyResponse.objects.filter(pk=response.pk).exists():
        return DraftError("validated", 409, VALIDATED)
    return DraftError("discarded", 410, DISCARDED)


def _response_of(author: User, sent: SentDraft) -> SurveyResponse:
    rows = SurveyResponse.objects.select_related("questionnaire")
    response = rows.filter(key=sent.key).first()
    if response is None:
        return _begun(author, sent)
    if not rows.entered_by(author).filter(pk=response.pk).exists():
        raise DraftError("others", 404, OTHERS)
    if not response.is_draft:
        raise DraftError("validated", 409, VALIDATED)
    if (response.questionnaire.version, response.length) != (sent.version, sent.length):
        raise malformed("version")
    return response


def _begun(author: User, sent: SentDraft) -> SurveyResponse:
    # The device read a revision that is not there any more: somebody deleted the draft, on purpose.
    if any(section.revision for section in sent.sections.values()):
        raise DraftError("discarded", 410, DISCARDED)
    questionnaire = Questionnaire.objects.published().filter(version=sent.version).first()
    if questionnaire is None:
        raise DraftError("version", 400, UNKNOWN_VERSION)
    try:
        return services.begin(
            author=author,
            questionnaire=questionnaire,
            length=sent.length,
            key=sent.key,
            # A farm that the author follows no more is a farm to find again at validation.
            producer=Producer.objects.managed_by(author).filter(pk=sent.producer).first(),
            typed={},
        )
    except (IntegrityError, ValidationError):
        # Two tabs sent the same new draft at once; the device will send again.
        raise DraftError("again", 503, TWICE_AT_ONCE) from None


def _conflict(response: SurveyResponse, section: Section, typed: Typed) -> Conflict:
    definition = response.questionnaire.parsed
    mine = {**response.typed, section.code: typed}
    return Conflict(
        section,
        response.typed.get(section.code, {}),
        response.revisions.get(section.code, 0),
        on_portal=_in_words(definition, section, response.typed, short=response.is_short),
        on_device=_in_words(definition, section, mine, short=response.is_short),
    )


def _in_words(
    definition: Definition, section: Section, typed: Mapping[str, Typed], *, short: bool
) -> list[tuple[str, str]]:
    """Questions of a section and what was answered; what was not understood too, with the reason."""
    found = next(entry for entry in entries(definition, typed, short=short) if entry.section == section)
    words = [
        (answer.question.label, answer.words or " / ".join(_row_in_words(row) for row in answer.rows))
        for _, answers in read(Definition(definition.title, (section,)), found.answers)
        for answer in answers
    ]
    problems = [problem for problem in found.problems() if not problem.is_missing]
    return words + [(problem.label, problem.message) for problem in problems]


def _row_in_words(row: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{label} : {words}" for label, words in row)


def blank(definition: Definition, *, short: bool) -> list[SectionEntry]:
    """Every section of a questionnaire, with nothing typed."""
    return list(entries(definition, {}, short=short))


def whole_sections(response: SurveyResponse) -> list[str]:
    """Codes of the sections that say something and lack nothing."""
    found = entries(response.questionnaire.parsed, response.typed, short=response.is_short)
    return [entry.section.code for entry in found if entry.is_whole]


def commune_labels(response: SurveyResponse) -> dict[str, str]:
    """Names of the communes of a draft by INSEE code: a device knows only those of the region."""
    codes = {
        value
        for section, typed in response.typed.items()
        for name in _commune_names(response.questionnaire.parsed, section, typed)
        for value in typed[name]
    }
    return {commune.pk: str(commune) for commune in Commune.objects.filter(pk__in=codes).order_by()}


def _commune_names(definition: Definition, code: str, typed: Typed) -> list[str]:
    section = definition.section(code)
    ends = tuple(
        f"-{question.code}"
        for asked in (section.questions if section else ())
        for question in (asked, *asked.columns)
        if question.type is QuestionType.COMMUNE
    )
    return [name for name in typed if ends and name.endswith(ends)]


def visit_of(user: User, response: SurveyResponse) -> dict[str, str] | None:
    """What the device shows of the visit the user has to make at that farm: when, where, whom to ring."""
    if response.producer_id is None:
        return None
    visit = _to_visit(user).filter(producer=response.producer_id).first()
    return visit and _visit_in_words(visit)


def farms_of(user: User, questionnaire: Questionnaire) -> list[dict[str, Any]]:
    """The farms the user has to visit, and has begun nothing of, each as its diagnosis opens; soonest first.

    About ten queries a farm: `MOST_FARMS` at most.
    """
    found: dict[int, dict[str, Any]] = {}
    for visit in _to_visit(user).with_diagnoses().filter(draft=None, diagnosis=None)[:MOST_FARMS]:
        known = prefilled(visit.producer, questionnaire)
        found.setdefault(visit.producer_id, {**known, "visit": _visit_in_words(visit)})
    return list(found.values())


def _to_visit(user: User) -> VisitQuerySet:
    rows = Visit.objects.visible_to(user).filter(advisor=user, campaign__last_day__gte=timezone.localdate())
    return rows.with_outcome().to_do().select_related("producer__commune").by_day()


def _visit_in_words(visit: Visit) -> dict[str, str]:
    farm = visit.producer
    day = f"Visite du {french_day(visit.planned_on)}" if visit.planned_on else "Visite sans date"
    parts = [day, farm.commune.name, farm.contact_name, visit.note]
    return {"text": ", ".join(filter(None, parts)), "phone": farm.phone}
