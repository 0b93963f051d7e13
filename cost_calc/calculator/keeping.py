"""Keeping a result: what is kept of it, for how many, and what has changed since.

A farm's results are rows of the portal; those of a visitor stay on the device (`static/js/keep.js`), in the
same shape, and a farm may take them over.
"""

import datetime
import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cost_calc.calculator import presentation
from cost_calc.calculator.address import canonical_query
from cost_calc.calculator.asking import question_form
from cost_calc.calculator.forms import QuestionForm
from cost_calc.calculator.result_page import said
from cost_calc.models import KeptResult
from cost_calc.pricing.comparison import ComparisonResult, compare_shipment
from cost_calc.pricing.question import Question
from pat_logistics import formats
from pat_logistics.accounts.models import User
from pat_logistics.names import validate_readable
from producers.models import Producer

MOST_OF_A_FARM = 200
MOST_AT_ONCE = 50
# Ways kept of one result: the cheapest ones, and those that answer another question best.
CHEAPEST, MOST_OPTIONS = 5, 9
QUERY_LENGTH = 2000
# No device kept a result before: a date further back is not one.
OLDEST = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
FINGERPRINT = re.compile("[0-9a-f]{12}")
_HIGHEST = 1e7


class KeepError(Exception):
    """A result that cannot be kept, with what to tell the person."""


@dataclass(frozen=True, slots=True)
class KeptOption:
    """What one way cost that day. `co2e_kg_per_kg` is None where the carbon is not known."""

    id: str
    label: str
    eur_per_kg: float
    eur: float
    minutes: float
    co2e_kg_per_kg: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """One way then and now; `now` is None when it is no longer among those that suit."""

    then: KeptOption
    now: KeptOption | None

    @property
    def share(self) -> float | None:
        """0.06 for 6 % more than then; None when it cannot be told."""
        if self.now is None or not self.then.eur_per_kg:
            return None
        return self.now.eur_per_kg / self.then.eur_per_kg - 1

    @property
    def words(self) -> str:
        """« +6 % », « −2,5 % », « sans changement »; empty when it cannot be told."""
        if self.share is None:
            return ""
        if abs(self.share) < 0.0005:
            return "sans changement"
        return ("+" if self.share > 0 else "") + formats.percent(self.share)


def kept_option(row: presentation.OptionRow) -> KeptOption:
    carbon = row.co2e_kg_per_kg
    return KeptOption(
        row.id,
        row.label,
        round(row.eur_per_kg, 4),
        round(row.total_eur, 2),
        round(row.minutes, 1),
        None if math.isnan(carbon) else round(carbon, 4),
    )


def real_options(rows: Iterable[presentation.OptionRow]) -> list[KeptOption]:
    """Those that hold without goods nobody said there are, the cheapest first."""
    return [kept_option(row) for row in rows if not row.priced.way.hypothetical]


def best(options: Sequence[KeptOption]) -> list[KeptOption]:
    """The few to keep: the cheapest, the quickest, the cleanest, and the own van."""
    if not options:
        return []
    clean = [one for one in options if one.co2e_kg_per_kg is not None]
    wanted = {one.id for one in options[:CHEAPEST]} | {"own", "own-round"}
    wanted.add(min(options, key=lambda one: one.minutes).id)
    wanted |= {min(clean, key=lambda one: one.co2e_kg_per_kg or 0.0).id} if clean else set()
    return [one for one in options if one.id in wanted]


def changes(then: Iterable[dict[str, Any]], now: Iterable[KeptOption]) -> list[Change]:
    """Each way that was kept, with what it costs today."""
    found = {one.id: one for one in now}
    return [Change(KeptOption(**one), found.get(one["id"])) for one in then]


def asked(query: str) -> QuestionForm:
    """The form of a question kept as a query; its place names and vehicles are those of today."""
    return question_form(query[: QUERY_LENGTH + 1], timezone.localdate())


def priced(question: Question, at: datetime.date) -> tuple[ComparisonResult, list[KeptOption]]:
    """A question with its real options on a date. Raises as `compare_shipment`."""
    result = compare_shipment(question, at=at)
    rows = [presentation.option_row(n, row, result) for n, row in enumerate(result.feasible, start=1)]
    return result, real_options(rows)


def keep(*, producer: Producer, user: User, query: str, name: str = "") -> KeptResult:
    """Price the question now and keep what it gives; kept twice in a day, the last one stays.

    Raises
    ------
    KeepError
        The question is not whole, the name cannot be read, or the farm keeps too many.
    """
    form = asked(query)
    if not form.is_valid():
        raise KeepError("Cette question n’est pas complète\u00a0: refaites le calcul, puis gardez-le.")
    question = form.question()
    result, options = priced(question, timezone.localdate())
    if not options:
        raise KeepError("Aucune solution ne convient\u00a0: il n’y a pas de résultat à garder.")
    kept = KeptResult(
        producer=producer,
        kept_by=user,
        name=name.strip(),
        said=said(question),
        query=canonical_query(form),
        options=[asdict(one) for one in best(options)],
        references=result.references.fingerprint,
    )
    _checked(kept)
    with _one_farm_at_a_time(producer):
        same = KeptResult.objects.filter(
            producer=producer, query=kept.query, kept_at__date=timezone.localdate()
        ).first()
        if same:
            kept.pk, kept.name = same.pk, kept.name or same.name
        elif KeptResult.objects.filter(producer=producer).count() >= MOST_OF_A_FARM:
            raise KeepError(f"La ferme garde déjà {MOST_OF_A_FARM} résultats\u00a0: supprimez-en un d’abord.")
        kept.save()
    return kept


def take_over(*, producer: Producer, user: User, text: str) -> int:
    """Put in the farm the results a device kept; how many were taken. What makes no sense is left there.

    Raises
    ------
    KeepError
        Nothing that can be read was sent, or it is too many.
    """
    try:
        sent = json.loads(text)
    except (ValueError, RecursionError):
        sent = None
    if not isinstance(sent, list) or not sent:
        raise KeepError("Rien n’est arrivé de cet appareil\u00a0: rouvrez cette page et recommencez.")
    if len(sent) > MOST_AT_ONCE:
        raise KeepError(f"Au plus {MOST_AT_ONCE} résultats à la fois.")
    found = [kept for one in sent if (kept := _from_device(one, producer, user))]
    with _one_farm_at_a_time(producer):
        if KeptResult.objects.filter(producer=producer).count() + len(found) > MOST_OF_A_FARM:
            raise KeepError(f"Au plus {MOST_OF_A_FARM} résultats par ferme\u00a0: supprimez-en d’abord.")
        here = set(KeptResult.objects.filter(producer=producer).values_list("query", "kept_at"))
        new = [kept for kept in found if (kept.query, kept.kept_at) not in here]
        KeptResult.objects.bulk_create(new)
    return len(found)


@contextmanager
def _one_farm_at_a_time(producer: Producer) -> Iterator[None]:
    """So that two clicks make one row, and the limit holds."""
    with transaction.atomic():
        if not Producer.objects.select_for_update(of=("self",)).filter(pk=producer.pk).first():
            raise KeepError("Cette ferme vient d’être effacée.")
        yield


def _checked(kept: KeptResult) -> None:
    try:
        kept.full_clean(exclude=["producer", "kept_by"])
    except ValidationError as error:
        raise KeepError(" ".join(error.messages)) from error


def _from_device(one: Any, producer: Producer, user: User) -> KeptResult | None:
    """A result as the device wrote it, checked as anything that comes from outside; None if it is wrong."""
    if not isinstance(one, dict):
        return None
    query, options, at = one.get("query"), one.get("options"), one.get("at")
    if not isinstance(query, str) or not isinstance(options, list) or not isinstance(at, str):
        return None
    try:
        moment = parse_datetime(at)
        read = [_option(option) for option in options[:MOST_OPTIONS]]
    except (TypeError, ArithmeticError, ValueError, KeyError, ValidationError):
        return None
    if not read or moment is None or timezone.is_naive(moment) or not OLDEST <= moment <= timezone.now():
        return None
    form = asked(query)
    if not query.isascii() or not form.is_valid():
        return None
    name, references = one.get("name"), str(one.get("references", ""))
    kept = KeptResult(
        producer=producer,
        kept_by=user,
        name=name.strip() if isinstance(name, str) else "",
        said=said(form.question()),
        query=canonical_query(form),
        options=[asdict(option) for option in read],
        references=references if FINGERPRINT.fullmatch(references) else "",
        kept_at=moment,
    )
    try:
        _checked(kept)
    except KeepError:
        return None
    return kept


def _option(raw: Any) -> KeptOption:
    """One way of a device. Raises TypeError, ArithmeticError, ValueError, KeyError or ValidationError."""
    carbon = raw["co2e_kg_per_kg"]
    for text in (raw["id"], raw["label"]):
        if not isinstance(text, str):
            raise TypeError
        validate_readable(text)
    return KeptOption(
        raw["id"][:80],
        raw["label"][:200],
        _number(raw["eur_per_kg"]),
        _number(raw["eur"]),
        _number(raw["minutes"]),
        None if carbon is None else _number(carbon),
    )


def _number(raw: Any) -> float:
    value = float(raw)
    if isinstance(raw, bool) or not -_HIGHEST < value < _HIGHEST:  # nan is not either
        raise ValueError(raw)
    return value
