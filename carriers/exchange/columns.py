"""The columns of an exchanged file. Their names are stable: people's own spreadsheets rely on them."""

from enum import StrEnum

from carriers.enums import GridPurpose, TariffBasis
from pat_logistics.exchange.columns import Column, Kind


class LineKind(StrEnum):
    """What a line of the file describes."""

    GRID = "grille"
    ZONE = "zone"
    BAND = "tranche"


PURPOSES = ((GridPurpose.TRANSPORT.value, "transport"), (GridPurpose.HANDLING.value, "passage à quai"))
BASES = (
    (TariffBasis.PARCEL.value, "par colis"),
    (TariffBasis.PER_100KG.value, "aux 100 kg"),
    (TariffBasis.PALLET.value, "par palette"),
    (TariffBasis.STOP.value, "par arrêt"),
    (TariffBasis.PERCENT.value, "part de la valeur"),
    (TariffBasis.FIXED_VARIABLE.value, "fixe et variable"),
)

LINE = Column("Ligne", "line", Kind.CHOICE, tuple((kind.value, kind.value) for kind in LineKind))
SERVICE = Column("Service", "solution", Kind.TEXT)
PURPOSE = Column("Usage", "purpose", Kind.CHOICE, PURPOSES)
VALID_FROM = Column("Valable du", "valid_from", Kind.DATE)
# Together they name a grid; they stand on each of its lines.
KEYS = (LINE, SERVICE, PURPOSE, VALID_FROM)

ZONE_CODE = Column("Zone", "code", Kind.TEXT)
ZONE_COLUMNS = (
    ZONE_CODE,
    Column("Intitulé de la zone", "label", Kind.TEXT),
    Column("Supplément de zone (%)", "surcharge_share", Kind.PERCENT),
    Column("Supplément de zone (€)", "surcharge_eur"),
)
BAND_COLUMNS = (
    Column("Zone", "zone", Kind.TEXT),
    Column("De (kg)", "min_kg"),
    Column("À (kg)", "max_kg"),
    Column("Prix (€)", "price_eur"),
    Column("Forfait", "flat", Kind.YES_NO),
)
VALID_TO = Column("Valable au", "valid_to", Kind.DATE)
GRID_COLUMNS = (
    VALID_TO,
    Column("Nom de la grille", "name", Kind.TEXT),
    Column("Mode de calcul", "basis", Kind.CHOICE, BASES),
    Column("Prix TTC", "vat_included", Kind.YES_NO),
    Column("TVA (%)", "vat_share", Kind.PERCENT),
    Column("Minimum (€)", "minimum_eur"),
    Column("Payant-pour", "payant_pour", Kind.YES_NO),
    Column("Sur devis au-delà de (kg)", "on_quote_above_kg"),
    Column("Arrondi sous 100 kg (kg)", "round_below_100_kg"),
    Column("Arrondi dès 100 kg (kg)", "round_above_100_kg"),
    Column("Poids volumétrique (kg/m³)", "volumetric_kg_per_m3"),
    Column("Part de la valeur (%)", "percent_of_value", Kind.PERCENT),
    Column("Part fixe (€)", "fixed_eur"),
    Column("Prix au km (€)", "eur_per_km"),
    Column("Prix au kg (€)", "eur_per_kg"),
    Column("Kilos par palette", "kg_per_pallet"),
    Column("Enlèvement (€)", "pickup_eur"),
    Column("Kilos par enlèvement", "pickup_capacity_kg"),
    Column("Palier à partir de (kg)", "step_from_kg"),
    Column("Palier tous les (kg)", "step_kg"),
    Column("Prix du palier (€)", "step_eur"),
    Column("Supplément frais (%)", "chilled_share", Kind.PERCENT),
    Column("Supplément surgelé (%)", "frozen_share", Kind.PERCENT),
    Column("Rendez-vous (€)", "appointment_eur"),
    Column("Hayon (€)", "tail_lift_eur"),
    Column("Week-end (€)", "weekend_eur"),
    Column("Reprise d’un vide (€)", "return_eur"),
    Column("Part du gazole (%)", "fuel_propulsion_share", Kind.PERCENT),
    Column("Indice gazole de référence", "fuel_index_base"),
    Column("Indice gazole actuel", "fuel_index_current"),
    Column("Part du gazole de froid (%)", "fuel_cold_share", Kind.PERCENT),
    Column("Indice froid de référence", "cold_index_base"),
    Column("Indice froid actuel", "cold_index_current"),
    Column("Source", "source", Kind.TEXT),
    Column("Date de la source", "source_date", Kind.DATE),
    Column("Remarque", "note", Kind.TEXT),
)
OF_LINE = {LineKind.GRID: GRID_COLUMNS, LineKind.ZONE: ZONE_COLUMNS, LineKind.BAND: BAND_COLUMNS}
# In the order of the file; « Zone » serves two kinds of lines.
EVERY_COLUMN = tuple(
    {column.header: column for column in (*KEYS, *BAND_COLUMNS, *ZONE_COLUMNS, *GRID_COLUMNS)}.values()
)
# Columns of older files, and why they are not read any more.
RETIRED = {
    "Franco (€)": "le franco est une condition de vente (qui paie le transport, et à partir de quelle "
    "commande), jamais une remise du transporteur. Cette colonne n’est plus lue : dites-le dans « Remarque »."
}
HEADERS = tuple(column.header for column in EVERY_COLUMN)
