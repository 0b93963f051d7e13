"""A file of responses: first what it would write, then the writing; a response is whole or not at all."""

import hashlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import transaction
from django.db.models import Q

from needs_survey.entry import Problem, SectionEntry, entries
from needs_survey.enums import Length
from needs_survey.exchange import columns
from needs_survey.exchange.answers import Reading, as_typed
from needs_survey.exchange.columns import Headers
from needs_survey.exchange.responses import Incoming, read
from needs_survey.fields import NO
from needs_survey.models import Questionnaire, SurveyResponse
from needs_survey.perms import surveyed_departements
from needs_survey.services import departement_of
from pat_logistics.accounts.models import User
from pat_logistics.exchange.sheets import UnreadableFileError
from pat_logistics.folding import fold
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import Month
from producers.models import Producer

# Under it, keys are drawn from what identifies a response, so that a file sent twice makes no double.
SPACE = uuid.UUID("5a0d2b0e-7a43-4f0c-9f0e-1d6c52b1f0a7")


class Status(StrEnum):
    NEW = "nouvelle"
    KNOWN = "déjà là"
    REFUSED = "refusée"

    def words(self, number: int) -> str:
        return self.value if number < 2 or self is Status.KNOWN else f"{self.value}s"


@dataclass(slots=True)
class Told:
    """What happens to a response of the file: faults refuse it.

    What is to reread, the notes and what is missing do not: the draft keeps what was written, to correct.
    """

    number: int
    name: str = ""
    status: Status = Status.NEW
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reread: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    key: uuid.UUID | None = None
    is_linked: bool = False

    def refuse(self, message: str) -> None:
        self.status = Status.REFUSED
        self.faults.append(message)


@dataclass(frozen=True, slots=True)
class Report:
    lines: list[Told]

    def number(self, status: Status) -> int:
        return sum(line.status is status for line in self.lines)

    @property
    def new(self) -> int:
        return self.number(Status.NEW)

    @property
    def refused(self) -> int:
        return self.number(Status.REFUSED)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """« nouvelles », 2: the words agree with their number."""
        return [(status.words(number), number) for status in Status if (number := self.number(status))]


def fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def run(author: User, content: bytes, *, apply: bool) -> Report:
    """Write the responses of a file that are new and make sense, or report what writing it would do.

    Raises UnreadableFileError when the file as a whole makes no sense.
    """
    versions = {str(row.version): row for row in Questionnaire.objects.published()}
    headers = {version: Headers(row.parsed) for version, row in versions.items()}
    if not versions:
        raise UnreadableFileError("Aucun questionnaire n’est publié.")
    incoming = read(content, list(headers.values()))
    importer = _Import(author, versions, headers)
    report = Report([importer.take(each) for each in incoming])
    importer.recognise(report)
    if apply:
        with transaction.atomic():
            # A key that somebody else has just written is left as it is.
            SurveyResponse.objects.bulk_create(importer.drafts(report), ignore_conflicts=True)
    return report


class _Import:
    def __init__(self, author: User, versions: dict[str, Questionnaire], headers: dict[str, Headers]) -> None:
        self.author, self.versions, self.headers = author, versions, headers
        self.current = max(versions, key=int)
        self.departements = set(surveyed_departements(author))
        self.home = departement_of(author)
        self.found: dict[uuid.UUID, SurveyResponse] = {}
        self.told: dict[uuid.UUID, Told] = {}

    def take(self, incoming: Incoming) -> Told:
        told = Told(incoming.line.number)
        version = (
            incoming.line.own(columns.FORM_VERSION) or incoming.line.own(columns.VERSION) or self.current
        )
        if version not in self.versions:
            told.refuse(f"Il n’y a pas de version « {version[:20]} » publiée du questionnaire.")
            return told
        questionnaire, headers = self.versions[version], self.headers[version]
        reading = as_typed(incoming, headers)
        for fault in reading.faults:
            told.refuse(fault)
        if not reading.typed:
            told.refuse("Aucune réponse sur cette ligne.")
            return told
        understood = list(entries(questionnaire.parsed, reading.typed, short=reading.is_short))
        answers = {code: value for entry in understood for code, value in entry.answers.items()}
        told.name = str(answers.get("name", ""))
        for entry in understood:
            self._tell(entry, reading, told)
        departement = self._departement(answers, told)
        if answers.get("plan_consent") == NO:
            told.refuse("Ce producteur a refusé l’usage de ses réponses : elles ne sont pas gardées.")
        told.key = self._key(incoming, reading)
        if (before := self.told.get(told.key)) and not (before.reread and not told.reread):
            told.refuse("Cette réponse est deux fois dans le fichier : la première compte.")
        elif before:
            before.refuse("Cette réponse est corrigée plus bas dans le fichier : la seconde compte.")
            del self.found[told.key]
        if told.status is Status.NEW:
            self.told[told.key] = told
            self.found[told.key] = SurveyResponse(
                key=told.key,
                author=self.author,
                questionnaire=questionnaire,
                departement=departement,
                length=Length.SHORT if reading.is_short else Length.LONG,
                typed=reading.typed,
                answers=answers,
                revisions=dict.fromkeys(reading.typed, 1),
            )
        return told

    def _tell(self, entry: SectionEntry, reading: Reading, told: Told) -> None:
        for problem in entry.problems():
            if problem.is_missing:
                told.missing.append(problem.label)
            elif problem.is_doubt:
                told.notes.append(
                    f"{problem.label} : {problem.message} À confirmer ou à corriger en relisant."
                )
            else:
                place = _place(problem, reading)
                told.reread.append(f"{problem.label}{place} : {problem.message}{_choices(problem)}")
        told.notes += [f"{note}." for note in entry.former_names()]
        told.reread += [
            f"{label} : gardé, mais ne compte pas tant qu’une autre réponse, restée vide ou différente, ne "
            "fait pas poser la question."
            for label in _unasked(entry)
        ]

    def _departement(self, answers: dict[str, object], told: Told) -> str:
        commune = Commune.objects.filter(pk=answers.get("commune", "")).first()
        if commune is None:
            return self.home
        if commune.departement not in self.departements:
            told.refuse(f"{commune} est hors des départements que vous conseillez.")
        return commune.departement

    def _key(self, incoming: Incoming, reading: Reading) -> uuid.UUID:
        """An identifier of a collecting tool is that of everybody, one of a file that of who sends it."""
        tool, own = incoming.identity
        if tool:
            return uuid.uuid5(SPACE, f"tool:{tool}")
        mark = f"id:{own}" if own else json.dumps(reading.typed, sort_keys=True)
        return uuid.uuid5(SPACE, f"{self.author.pk}:{mark}")

    def recognise(self, report: Report) -> None:
        """Those that a former file, or the same one, already brought."""
        known = SurveyResponse.objects.filter(key__in=self.found).order_by()
        stored = set(known.values_list("key", flat=True))
        mine = SurveyResponse.objects.entered_by(self.author).filter(key__in=stored)
        linked = set(mine.order_by().values_list("key", flat=True))
        for told in report.lines:
            if told.key in stored and told.status is Status.NEW:
                told.status, told.is_linked = Status.KNOWN, told.key in linked
        self._find_farms(report)

    def _find_farms(self, report: Report) -> None:
        """A farm the author keeps is known by its SIRET; a diagnosis under the same name may be a double."""
        lines = (told for told in report.lines if told.status is Status.NEW)
        new = [(told, self.found[told.key]) for told in lines if told.key]
        numbers = [row.answers["siret"] for _, row in new if "siret" in row.answers]
        farms = Producer.objects.managed_by(self.author).filter(siret__in=numbers)
        of_siret = {farm.siret: farm for farm in farms.order_by("pk")}
        entered = SurveyResponse.objects.entered_by(self.author).order_by()
        communes = [row.answers["commune"] for _, row in new if "commune" in row.answers]
        there = entered.filter(Q(answers__commune__in=communes) | Q(answers__commune__isnull=True))
        known = {
            (fold(name or ""), commune)
            for name, commune in there.values_list("answers__name", "answers__commune")
        }
        for told, row in new:
            row.producer = of_siret.get(row.answers.get("siret", ""))
            if row.producer:
                told.notes.append(f"Même SIRET que la fiche « {row.producer.name} » : elle y sera rattachée.")
            if row.name and (fold(row.name), row.answers.get("commune")) in known:
                told.notes.append("Un diagnostic de cette ferme existe déjà : vérifiez avant d’importer.")

    def drafts(self, report: Report) -> list[SurveyResponse]:
        return [self.found[told.key] for told in report.lines if told.status is Status.NEW and told.key]


def _choices(problem: Problem) -> str:
    """The communes to choose from, with the code to write in the file."""
    listed = " ; ".join(match.in_words for match in problem.candidates)
    return f" {listed}." if listed else ""


def _place(problem: Problem, reading: Reading) -> str:
    """Where in the file: the column, with the line when it stands in a sheet of its own."""
    table = problem.code if problem.row else ""
    name = problem.column if problem.row else problem.code
    names = [name, *(f"{name}_{month}" for month in Month.values)]
    where = [(table, problem.row, each) for each in names]
    found = [reading.places[each] for each in where if each in reading.places]
    more = " et suivantes" if len(found) > 1 else ""
    return f" ({found[0]}{more})" if found else ""


def _unasked(entry: SectionEntry) -> Iterator[str]:
    """Questions that were answered though their condition does not hold: their answers do not count."""
    for asked in entry.asked():
        if asked.is_asked:
            continue
        if asked.rows is not None:
            given = bool(asked.rows.is_bound and asked.rows.filled())
        else:
            given = any(each.data for each in asked.fields)
        if given:
            yield asked.question.label
