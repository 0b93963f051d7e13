"""What belongs to a farm, one page each: the same views list, add, edit and delete them all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.text import capfirst

from pat_logistics.formats import kg, plain
from producers.flow_form import FlowForm
from producers.forms import ProductLineForm, RowForm, StorageSiteForm, VehicleForm
from producers.models import Producer


@dataclass(frozen=True, slots=True)
class Section:
    """`cells` gives the text of a row under each header, its name first; `template` lays out the form."""

    slug: str
    related: str
    form: type[RowForm]
    title: str
    add: str
    what_for: str
    headers: tuple[str, ...]
    cells: Callable[[Any], tuple[str, ...]]
    blocks: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def model(self) -> type[Model]:
        return self.form._meta.model

    def rows(self, producer: Producer) -> QuerySet[Any]:
        found: QuerySet[Any] = getattr(producer, self.related).all()
        return found


def _line(line: Any) -> tuple[str, ...]:
    return (str(line), line.get_family_display(), line.get_temperature_display(), line.season_words)


def _site(site: Any) -> tuple[str, ...]:
    offered = "oui" if site.offered else "non"
    return (
        capfirst(site.get_kind_display()),
        f"{plain(site.volume_m3)} m³",
        f"{plain(site.free_m3)} m³",
        offered,
    )


def _vehicle(vehicle: Any) -> tuple[str, ...]:
    cold = ", ".join(vehicle.temperature_names) or "non précisé"
    payload = kg(vehicle.payload_kg) if vehicle.payload_kg else "non précisé"
    return (capfirst(str(vehicle)), vehicle.get_kind_display(), payload, cold)


def _flow(flow: Any) -> tuple[str, ...]:
    return (
        flow.destination.name,
        flow.customer,
        str(flow.product_line),
        f"{kg(flow.kg_per_delivery)}, {flow.deliveries_per_year} fois par an",
    )


SECTIONS = {
    section.slug: section
    for section in (
        Section(
            "produits",
            "product_lines",
            ProductLineForm,
            "Produits",
            "Ajouter un produit",
            "Une gamme par famille de produits. La saison montre à vos clients quand vous en avez.",
            ("Produit", "Famille", "Température", "Saison"),
            _line,
            (
                ("", ("family", "name", "temperature", "packagings", "labels")),
                ("Quantités et prix (jamais publiés)", ("kg_per_year", "eur_per_kg", "parcel_kg")),
                ("Conservation", ("shelf_life_hours",)),
            ),
        ),
        Section(
            "stockage",
            "storage_sites",
            StorageSiteForm,
            "Stockage",
            "Ajouter un lieu de stockage",
            "Vos chambres froides, congélateurs et stocks secs. La place libre peut servir à d’autres.",
            ("Type", "Volume", "Volume libre", "Proposé à d’autres"),
            _site,
            (("", ("kind", "volume_m3", "free_m3", "offered", "hgv_access")),),
        ),
        Section(
            "vehicules",
            "vehicles",
            VehicleForm,
            "Véhicules",
            "Ajouter un véhicule",
            "Avec les chiffres de votre véhicule, le calculateur donne votre coût, et non une moyenne. "
            "Rien de cela n’est publié.",
            ("Véhicule", "Type", "Charge utile", "Températures"),
            _vehicle,
            (
                ("", ("kind", "name", "temperatures", "payload_kg", "volume_m3")),
                (
                    "Ce qu’il coûte",
                    ("eur_per_km", "litres_per_100km", "fixed_eur_per_year", "km_per_year"),
                ),
                ("Froid et partage", ("atp_expires_on", "shareable")),
            ),
        ),
        Section(
            "livraisons",
            "flows",
            FlowForm,
            "Livraisons",
            "Ajouter une livraison régulière",
            "Une ligne par client ou par lieu. Les quantités et les prix ne sont jamais publiés.",
            ("Où", "Client", "Produit", "Combien"),
            _flow,
            (
                ("", ("product_line", "outlet", "destination", "customer_type")),
                ("Combien", ("kg_per_delivery", "deliveries_per_year", "goods_value_eur", "returns_kg")),
                ("Quand", ("months", "weekdays", "not_before", "not_after", "lead_time_hours")),
                ("Comment aujourd’hui", ("transport_today", "paid_by")),
            ),
        ),
    )
}
