"""What an advisor says of a list: where it comes from, and what each of its columns is."""

from typing import Any

from django import forms

from pat_logistics.exchange.records import MAX_BYTES, MAX_RECORDS
from pat_logistics.exchange.uploads import UploadForm
from pat_logistics.formats import number
from pat_logistics.names import validate_readable
from producers.enums import EntrySource
from producers.intake import targets
from producers.models import Decision, Intake, IntakeMode

NOT_READ = ("-", "ne pas lire")


class IntakeForm(UploadForm):
    """A list, and what its producers will read of it."""

    MAX_BYTES = MAX_BYTES

    file = forms.FileField(
        label="Fichier",
        help_text=(
            "CSV, Excel (.xlsx), GeoJSON ou JSON, seul ou dans un .zip : "
            f"{number(MAX_BYTES / 1_000_000)} Mo et {number(MAX_RECORDS)} lignes au plus. "
            "Rien n’est écrit avant que vous ayez relu le rapport."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.zip,.json,.geojson"}),
        allow_empty_file=True,
    )
    name = forms.CharField(
        label="Nom de la liste",
        max_length=80,
        validators=[validate_readable],
        help_text="Pour la retrouver. Exemple : annuaire bio, novembre 2026.",
    )
    source = forms.ChoiceField(
        label="D’où viennent ces informations",
        choices=EntrySource.choices,
        initial=EntrySource.PUBLIC,
        help_text="Chaque producteur le lira : la loi le demande.",
    )
    reason = forms.CharField(
        label="Pourquoi créez-vous ces fiches",
        max_length=Intake._meta.get_field("reason").max_length,
        help_text="Chaque producteur lira cette phrase. Exemple : étudier avec vous vos livraisons.",
    )
    mode = forms.ChoiceField(
        label="S’il y a des lignes refusées",
        choices=IntakeMode.choices,
        initial=IntakeMode.BY_ROW,
        widget=forms.RadioSelect,
    )


class ColumnsForm(forms.Form):
    """One list for each column of the file: what it says of a farm."""

    def __init__(self, *args: Any, intake: Intake, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headers = intake.headers
        choices = [NOT_READ, *((code, target.label) for code, target in targets.TARGETS.items())]
        for place, header in enumerate(self.headers):
            examples = " · ".join(intake.samples.get(header, ()))
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=header,
                choices=choices,
                initial=intake.columns[header] or NOT_READ[0],
                help_text=f"Exemples : {examples}" if examples else "Colonne vide",
            )

    @property
    def parts(self) -> tuple[list[forms.BoundField], list[forms.BoundField]]:
        """The columns that are read or wrong, then the others: a list of a register has dozens of them."""
        shown: tuple[list[forms.BoundField], list[forms.BoundField]] = ([], [])
        for field in self:
            is_read = (field.value() or NOT_READ[0]) != NOT_READ[0]
            shown[0 if is_read or field.errors else 1].append(field)
        return shown

    @property
    def places_a_farm(self) -> bool:
        """What is proposed, or chosen, is enough to begin with."""
        return not targets.faults({str(field.label): field.value() for field in self.parts[0]})

    @property
    def columns(self) -> dict[str, str]:
        return {
            header: self.cleaned_data.get(f"column_{place}", "").removeprefix(NOT_READ[0])
            for place, header in enumerate(self.headers)
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for header, fault in targets.faults(self.columns).items():
            self.add_error(f"column_{self.headers.index(header)}" if header else None, fault)
        return data


class DecisionForm(forms.Form):
    """Answers of a page of records, and what to do of all that still wait."""

    rest = forms.ChoiceField(
        label="Pour toutes celles qui restent à décider",
        choices=[("", "décider une par une"), *Decision.choices],
        required=False,
    )
