"""What the portal itself gives away: the rows that it no longer gives."""

from pat_logistics.open_data.datasets import Dataset, Kind, identifier, said
from pat_logistics.portal.open_data.models import PublicRow

DELETIONS = Dataset(
    code="deletions",
    title="Retraits",
    doc=(
        "Les lignes des autres listes qui ne sont plus publiées, ou n’existent plus : effacez-les de votre "
        "copie. Une ligne publiée de nouveau sort de cette liste. Un retrait y reste un an."
    ),
    file_name="retraits",
    # Nothing but a number: everybody may read it.
    rows=lambda user: PublicRow.objects.withdrawn().order_by("withdrawn_at", "pk"),
    changed="withdrawn_at",
    columns=(
        identifier("Numéro du retrait."),
        said("dataset", "Liste", Kind.TEXT, "Code de la liste."),
        said("row_id", "Numéro de la ligne", Kind.INTEGER, "Son « id » dans cette liste."),
        said(
            "withdrawn_at", "Retirée le", Kind.MOMENT, "Quand le portail a vu qu’elle n’était plus publiée."
        ),
    ),
)
