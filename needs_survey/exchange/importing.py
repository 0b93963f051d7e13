"""A file of responses against those that are there: drafts to reread, or why not."""

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import reverse

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
from pat_logistics.exchange.importing import Import, Progress
from pat_logistics.exchange.report import Outcome, Report, Status
from pat_logistics.exchange.sheets import UnreadableFileError
from pat_logistics.folding import fold
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import Month
from producers.models import Producer

UNNAMED = "sans nom"
BATCH = 500
# Under it, keys are drawn from what identifies a response, so that a file sent twice makes no double.
SPACE = uuid.UUID("5a0d2b0e-7a43-4f0c-9f0e-1d6c52b1f0a7")


@dataclass(slots=True)
class ResponseOutcome(Outcome):
    """What becomes of a response. What is `missing` refuses nothing: the draft keeps what was written."""

    WORDS = {Status.CREATED: "nouvelle", Status.UNCHANGED: "déjà là"}

    status: Status = Status.CREATED
    missing: list[str] = field(default_factory=list)
    key: uuid.UUID | None = None
    is_linked: bool = False

    @property
    def address(self) -> str:
        return reverse("survey:check", args=[self.key]) if self.is_linked else ""

    @property
    def conclusion(self) -> str:
        if self.status is Status.UNCHANGED:
            return "Importée auparavant : elle ne change pas."
        if self.missing:
            return f"À compléter : {' ; '.join(self.missing)}."
        return "" if self.faults or self.reread else "Tout y est."


class ResponseImport(Import[Incoming]):
    """A file of responses: each that is new and makes sense becomes a draft, whole or not at all."""

    def __init__(self, author: User) -> None:
        self.author = author
        self.versions = {str(row.version): row for row in Questionnaire.objects.published()}
        self.headers = {version: Headers(row.parsed) for version, row in self.versions.items()}

    def read(self, content: bytes) -> list[Incoming]:
        if not self.versions:
            raise UnreadableFileError("Aucun questionnaire n’est publié.")
        return read(content, list(self.headers.values()))

    def write(self, items: Sequence[Incoming], progress: Progress) -> Report:
        writing = _Writing(self.author, self.versions, self.headers)
        for done, incoming in enumerate(items, start=1):
            writing.take(incoming)
            progress(done, len(items))
        writing.recognise()
        # A key that somebody else has just written is left as it is.
        SurveyResponse.objects.bulk_create(writing.drafts(), ignore_conflicts=True, batch_size=BATCH)
        return Report(writing.outcomes)


class _Writing:
    def __init__(self, author: User, versions: dict[str, Questionnaire], headers: dict[str, Headers]) -> None:
        self.author, self.versions, self.headers = author, versions, headers
        self.current = max(versions, key=int)
        self.departements = set(surveyed_departements(author))
        self.home = departement_of(author)
        self.outcomes: list[ResponseOutcome] = []
        self.found: dict[uuid.UUID, SurveyResponse] = {}
        self.kept: dict[uuid.UUID, ResponseOutcome] = {}

    def take(self, incoming: Incoming) -> None:
        outcome = ResponseOutcome(incoming.line.number, UNNAMED)
        self.outcomes.append(outcome)
        version = (
            incoming.line.own(columns.FORM_VERSION) or incoming.line.own(columns.VERSION) or self.current
        )
        if version not in self.versions:
            outcome.refuse(f"Il n’y a pas de version « {version[:20]} » publiée du questionnaire.")
            return
        questionnaire, headers = self.versions[version], self.headers[version]
        reading = as_typed(incoming, headers)
        for fault in reading.faults:
            outcome.refuse(fault)
        if not reading.typed:
            outcome.refuse("Aucune réponse sur cette ligne.")
            return
        understood = list(entries(questionnaire.parsed, reading.typed, short=reading.is_short))
        answers = {code: value for entry in understood for code, value in entry.answers.items()}
        outcome.name = str(answers.get("name", "")) or UNNAMED
        for entry in understood:
            self._tell(entry, reading, outcome)
        departement = self._departement(answers, outcome)
        if answers.get("plan_consent") == NO:
            outcome.refuse("Ce producteur a refusé l’usage de ses réponses : elles ne sont pas gardées.")
        outcome.key = self._key(incoming, reading)
        if (before := self.kept.get(outcome.key)) and not (before.reread and not outcome.reread):
            outcome.refuse("Cette réponse est deux fois dans le fichier : la première compte.")
        elif before:
            before.refuse("Cette réponse est corrigée plus bas dans le fichier : la seconde compte.")
            del self.found[outcome.key]
        if outcome.status is Status.CREATED:
            self.kept[outcome.key] = outcome
            self.found[outcome.key] = SurveyResponse(
                key=outcome.key,
                author=self.author,
                questionnaire=questionnaire,
                departement=departement,
                length=Length.SHORT if reading.is_short else Length.LONG,
                typed=reading.typed,
                answers=answers,
                revisions=dict.fromkeys(reading.typed, 1),
            )

    def _tell(self, entry: SectionEntry, reading: Reading, outcome: ResponseOutcome) -> None:
        for problem in entry.problems():
            if problem.is_missing:
                outcome.missing.append(problem.label)
            elif problem.is_doubt:
                outcome.notes.append(
                    f"{problem.label} : {problem.message} À confirmer ou à corriger en relisant."
                )
            else:
                place = _place(problem, reading)
                outcome.reread.append(f"{problem.label}{place} : {problem.message}{_choices(problem)}")
        outcome.notes += [f"{note}." for note in entry.former_names()]
        outcome.reread += [
            f"{label} : gardé, mais ne compte pas tant qu’une autre réponse, restée vide ou différente, ne "
            "fait pas poser la question."
            for label in _unasked(entry)
        ]

    def _departement(self, answers: dict[str, object], outcome: ResponseOutcome) -> str:
        commune = Commune.objects.filter(pk=answers.get("commune", "")).first()
        if commune is None:
            return self.home
        if commune.departement not in self.departements:
            outcome.refuse(f"{commune} est hors des départements que vous conseillez.")
        return commune.departement

    def _key(self, incoming: Incoming, reading: Reading) -> uuid.UUID:
        """An identifier of a collecting tool is that of everybody, one of a file that of who sends it."""
        tool, own = incoming.identity
        if tool:
            return uuid.uuid5(SPACE, f"tool:{tool}")
        mark = f"id:{own}" if own else json.dumps(reading.typed, sort_keys=True)
        return uuid.uuid5(SPACE, f"{self.author.pk}:{mark}")

    def recognise(self) -> None:
        """Those that a former file, or the same one, already brought."""
        known = SurveyResponse.objects.filter(key__in=self.found).order_by()
        stored = set(known.values_list("key", flat=True))
        mine = SurveyResponse.objects.entered_by(self.author).filter(key__in=stored)
        linked = set(mine.order_by().values_list("key", flat=True))
        for outcome in self.outcomes:
            if outcome.key in stored and outcome.status is Status.CREATED:
                outcome.status, outcome.is_linked = Status.UNCHANGED, outcome.key in linked
        self._find_farms()

    def _find_farms(self) -> None:
        """A farm the author keeps is known by its SIRET; a diagnosis under the same name may be a double."""
        lines = (outcome for outcome in self.outcomes if outcome.status is Status.CREATED)
        new = [(outcome, self.found[outcome.key]) for outcome in lines if outcome.key]
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
        for outcome, row in new:
            row.producer = of_siret.get(row.answers.get("siret", ""))
            if row.producer:
                outcome.notes.append(
                    f"Même SIRET que la fiche « {row.producer.name} » : elle y sera rattachée."
                )
            if row.name and (fold(row.name), row.answers.get("commune")) in known:
                outcome.notes.append("Un diagnostic de cette ferme existe déjà : vérifiez avant d’importer.")

    def drafts(self) -> list[SurveyResponse]:
        return [
            self.found[outcome.key]
            for outcome in self.outcomes
            if outcome.status is Status.CREATED and outcome.key
        ]


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
