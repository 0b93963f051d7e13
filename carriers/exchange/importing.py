"""A file of grids against what is stored, line by line."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from carriers import changes, editing
from carriers.exchange import reading
from carriers.exchange.columns import (
    GRID_COLUMNS,
    KEYS,
    LINE,
    OF_LINE,
    PURPOSE,
    SERVICE,
    VALID_FROM,
    VALID_TO,
    LineKind,
)
from carriers.exchange.writing import lines_of
from carriers.forms.fields import NumberField
from carriers.models import Carrier, Solution, TariffGrid
from pat_logistics.exchange.columns import Column, in_form, is_understood
from pat_logistics.exchange.importing import Import, Progress
from pat_logistics.exchange.lines import Line
from pat_logistics.exchange.report import Outcome, Report, Status
from pat_logistics.exchange.sheets import UnreadableFileError
from pat_logistics.exchange.writing import shown
from pat_logistics.folding import fold
from pat_logistics.forms.numbers import as_digits
from pat_logistics.history import last_change_id

MAX_GRIDS = 200
# Service, purpose and first day.
GridKey = tuple[str, str, date]


class GridImport(Import[Line]):
    """A file of prices of a company; any refused line keeps everything out.

    `close_previous` ends a grid in the way the day before the new one begins.
    """

    IS_WHOLE = True

    def __init__(self, carrier: Carrier, *, close_previous: bool = False) -> None:
        self.carrier, self.close_previous = carrier, close_previous

    def read(self, content: bytes) -> list[Line]:
        """Each grid is checked and written by itself while the services are held: there may not be many."""
        lines = reading.read(content)
        if len({_grid_of(line) for line in lines}) > MAX_GRIDS:
            raise UnreadableFileError(f"{MAX_GRIDS} grilles par fichier au plus : partagez-le en plusieurs.")
        return lines

    def write(self, items: Sequence[Line], progress: Progress) -> Report:
        return _Writing(self.carrier, items, close_previous=self.close_previous).report(progress)


def _grid_of(line: Line) -> tuple[str, ...]:
    """The columns that tell grids apart, as written."""
    return tuple(line.cells.get(column.header, "") for column in (SERVICE, PURPOSE, VALID_FROM))


class _Writing:
    def __init__(self, carrier: Carrier, lines: Sequence[Line], *, close_previous: bool) -> None:
        solutions = Solution.objects.select_for_update(of=("self",)).filter(carrier=carrier).order_by("pk")
        self.solutions = {solution.slug: solution for solution in solutions}
        named = Counter(fold(solution.name) for solution in self.solutions.values())
        # By its address, or by its name when no other service has it.
        self.slugs = {
            fold(solution.name): slug
            for slug, solution in self.solutions.items()
            if named[fold(solution.name)] == 1
        } | {fold(slug): slug for slug in self.solutions}
        self.lines, self.close_previous = lines, close_previous
        self.today = timezone.localdate()
        self.outcomes = {line.number: Outcome(line.number, _what(line)) for line in lines}
        self.gone: dict[int, list[Outcome]] = defaultdict(list)

    def report(self, progress: Progress) -> Report:
        groups: dict[GridKey, list[Line]] = defaultdict(list)
        for line in self.lines:
            if self._makes_sense(line):
                groups[self._key(line)].append(line)
        # Grids already known first: one that now ends earlier makes room for its successor.
        found = [(self._known(key), group) for key, group in groups.items()]
        found.sort(key=lambda pair: pair[0] is None)
        for done, (known, group) in enumerate(found, start=1):
            self._take(known, group)
            progress(done, len(found))
        for line in self.lines:
            self.outcomes[line.number].notes += line.remarks
        ordered = []
        for number, outcome in sorted(self.outcomes.items()):
            ordered += [outcome, *self.gone[number]]
        return Report(ordered)

    def _makes_sense(self, line: Line) -> bool:
        outcome = self.outcomes[line.number]
        for header, fault in line.faults.items():
            outcome.refuse(fault, at=header)
        for column in KEYS:
            text = line.cells.get(column.header, "")
            if not text and column.header not in line.faults:
                outcome.refuse("cette colonne est obligatoire sur chaque ligne.", at=column.header)
            elif column.choices and text and in_form(column, text) not in dict(column.choices):
                names = ", ".join(name for _, name in column.choices)
                outcome.refuse(f"« {text[:40]} » n’est pas prévu. Écrivez : {names}.", at=column.header)
        service = line.cells.get(SERVICE.header, "")
        if slug := self.slugs.get(fold(service)):
            line.cells[SERVICE.header] = slug
        elif service:
            refusal = f"aucun de vos services ne s’appelle « {service[:60]} » (voir son adresse)."
            outcome.refuse(refusal, at=SERVICE.header)
        if outcome.status is not Status.REFUSED:
            self._check_cells(line, outcome)
        return outcome.status is not Status.REFUSED

    def _check_cells(self, line: Line, outcome: Outcome) -> None:
        """A value in a column of another kind of line would be lost without a word."""
        kind = LineKind(in_form(LINE, line.cells[LINE.header]))
        own = {column.header: column for column in (*KEYS, *OF_LINE[kind])}
        for header, text in line.cells.items():
            column = own.get(header)
            if column is None:
                outcome.refuse(f"cette colonne ne va pas avec une ligne « {kind.value} ».", at=header)
            elif not is_understood(column, text):
                outcome.refuse(f"« {text[:40]} » : écrivez oui ou non.", at=header)

    def _key(self, line: Line) -> GridKey:
        purpose = in_form(PURPOSE, line.cells[PURPOSE.header])
        day, month, year = (int(figures) for figures in line.cells[VALID_FROM.header].split("/"))
        return line.cells[SERVICE.header], purpose, date(year, month, day)

    def _known(self, key: GridKey) -> TariffGrid | None:
        service, purpose, first_day = key
        grids = TariffGrid.objects.filter(
            solution=self.solutions[service], purpose=purpose, valid_during__startswith=first_day
        )
        return grids.select_related("solution").prefetch_related("bands", "zones").first()

    def _take(self, known: TariffGrid | None, group: list[Line]) -> None:
        by_kind: dict[LineKind, list[Line]] = defaultdict(list)
        for line in group:
            by_kind[LineKind(in_form(LINE, line.cells[LINE.header]))].append(line)
        heads = by_kind[LineKind.GRID]
        if len(heads) != 1:
            reason = (
                "la grille est décrite deux fois."
                if heads
                else "il manque la ligne « grille » de ces lignes."
            )
            for line in heads[1:] or group[:1]:
                self.outcomes[line.number].refuse(reason, at=LINE.header)
            return
        head = heads[0]
        before = {_identity(line): line for line in lines_of(known)} if known else {}
        editor = editing.GridEditor(
            self.solutions[head.cells[SERVICE.header]], known, data=_form_data(known, head, by_kind)
        )
        saved = self._save(editor)
        if saved is None:
            self._refuse(editor, head, by_kind)
            return
        stored = (
            TariffGrid.objects.select_related("solution").prefetch_related("bands", "zones").get(pk=saved.pk)
        )
        after = {_identity(line): line for line in lines_of(stored)}
        self._tell(before, after, head, by_kind)
        self.outcomes[head.number].warnings = editor.warnings
        if known is not None:
            self._protect_the_past(known, before, after, head)

    def _save(self, editor: editing.GridEditor) -> TariffGrid | None:
        saved = editor.save()
        if saved is None and self.close_previous and editor.closable and len(editor.overlaps) == 1:
            closing = editor.closable.pk
            saved = editor.save(closing=closing)
        return saved

    def _refuse(self, editor: Any, head: Line, by_kind: dict[LineKind, list[Line]]) -> None:
        """Bring each error of the forms back to its line and column."""
        headers = {column.field: column.header for column in (*KEYS, *GRID_COLUMNS)}
        for name, messages in editor.form.errors.items():
            for message in messages:
                self.outcomes[head.number].refuse(message, at=headers.get(name, ""))
        for rows, kind in ((editor.bands, LineKind.BAND), (editor.zones, LineKind.ZONE)):
            if kind is LineKind.BAND and not editor.has_bands:
                continue
            columns = {column.field: column.header for column in OF_LINE[kind]}
            for message in rows.non_form_errors():
                self.outcomes[head.number].refuse(message)
            for line, form in zip(by_kind[kind], rows.forms, strict=False):
                for name, messages in form.errors.items():
                    for message in messages:
                        self.outcomes[line.number].refuse(message, at=columns.get(name, ""))
        for message in editor.errors:
            self.outcomes[head.number].refuse(message)

    def _tell(self, before: Any, after: Any, head: Line, by_kind: dict[LineKind, list[Line]]) -> None:
        order = [head, *by_kind[LineKind.ZONE], *by_kind[LineKind.BAND]]
        left = dict(after)
        for line in order:
            outcome, identity = self.outcomes[line.number], _identity_of(line)
            row = left.pop(identity, None)
            if row is None:
                outcome.refuse(
                    "cette ligne est déjà dans le fichier, ou ne compte pas pour ce mode de calcul."
                )
            elif identity not in before:
                outcome.status = Status.CREATED
            else:
                outcome.notes = _differences(before[identity], row)
                outcome.status = Status.CHANGED if outcome.notes else Status.UNCHANGED
        for identity, row in before.items():
            if identity not in after:
                name = f"{row['Ligne']} {row.get('Zone', '')} {shown(row.get('De (kg)', ''))}"
                self.gone[head.number].append(Outcome(None, " ".join(name.split()), Status.REMOVED))

    def _protect_the_past(self, known: TariffGrid, before: Any, after: Any, head: Line) -> None:
        """A grid that may have been used only changes its last day, and not for a day that is over."""
        if before == after or editing.is_open_to_correction(known, self.today):
            return
        key = (LineKind.GRID.value,)
        ends_before, ends_after = before[key]["Valable au"], after[key]["Valable au"]
        same = {**before, key: {**before[key], "Valable au": ""}} == {
            **after,
            key: {**after[key], "Valable au": ""},
        }
        if not same:
            self.outcomes[head.number].refuse(
                "cette grille a déjà servi à des calculs. Donnez une nouvelle date de début : ce sera une "
                "nouvelle version.",
                at=VALID_FROM.header,
            )
        elif (ends_before and ends_before < self.today) or (ends_after and ends_after < self.today):
            self.outcomes[head.number].refuse("cette grille a déjà servi après ce jour.", at=VALID_TO.header)


def _what(line: Line) -> str:
    parts = [line.cells.get(header, "") for header in ("Ligne", "Service", "Nom de la grille", "Zone")]
    if "De (kg)" in line.cells:
        parts.append(f"dès {as_digits(line.cells['De (kg)'], 'kg').replace('.', ',')} kg")
    return " · ".join(part[:60] for part in parts if part)


def _form_data(known: TariffGrid | None, head: Line, by_kind: dict[LineKind, list[Line]]) -> QueryDict:
    data = QueryDict(mutable=True)
    columns: tuple[Column, ...] = (PURPOSE, VALID_FROM, *GRID_COLUMNS)
    data.update({c.field: in_form(c, head.cells.get(c.header, "")) for c in columns})
    for prefix, kind in (("bands", LineKind.BAND), ("zones", LineKind.ZONE)):
        data.update({f"{prefix}-TOTAL_FORMS": str(len(by_kind[kind])), f"{prefix}-INITIAL_FORMS": "0"})
        for place, line in enumerate(by_kind[kind]):
            cells = {c.field: in_form(c, line.cells.get(c.header, "")) for c in OF_LINE[kind]}
            data.update({f"{prefix}-{place}-{name}": text for name, text in cells.items()})
    if known is not None:
        data["opened_on"] = last_change_id(changes.of_grid(known))
    return data


def _identity(line: dict[str, Any]) -> tuple[Any, ...]:
    """What makes a stored line the same one as another: never its prices."""
    if line["Ligne"] == LineKind.GRID:
        return (LineKind.GRID.value,)
    if line["Ligne"] == LineKind.ZONE:
        return (LineKind.ZONE.value, line["Zone"])
    return (LineKind.BAND.value, line["Zone"], shown(line["De (kg)"]))


def _identity_of(line: Line) -> tuple[Any, ...]:
    kind = in_form(LINE, line.cells[LINE.header])
    if kind == LineKind.GRID:
        return (kind,)
    zone = line.cells.get("Zone", "")
    if kind == LineKind.ZONE:
        return (kind, zone)
    low = NumberField(required=False).to_python(as_digits(line.cells.get("De (kg)", ""), "kg"))
    return (kind, zone, shown(low))


def _differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [
        f"{header} : {shown(before.get(header, '')) or 'vide'} → {shown(value) or 'vide'}"
        for header, value in after.items()
        if shown(before.get(header, "")) != shown(value)
    ]
