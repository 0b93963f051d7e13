"""Where a profile stands: what is public, and what would make it more useful."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from producers.consent import CURRENT, WORDINGS
from producers.enums import PublicationGroup
from producers.models import Producer
from producers.services import publication_column


@dataclass(frozen=True, slots=True)
class GroupState:
    """A publication group: since when it is public (None: it is not), and the sentence to agree to."""

    code: str
    label: str
    since: datetime | None
    sentence: str


def publication_state(producer: Producer) -> list[GroupState]:
    """The five groups, the profile first."""
    return [
        GroupState(
            group.value, group.label, getattr(producer, publication_column(group)), WORDINGS[CURRENT][group]
        )
        for group in PublicationGroup
    ]


def still_missing(producer: Producer) -> list[tuple[str, str]]:
    """Sentences on what the profile lacks, with the page where to add it. Nothing is an obligation."""
    profile = reverse("farm:profile", args=[producer.pk])
    publication = reverse("farm:publication", args=[producer.pk])
    products, vehicles, flows = (
        reverse("farm:rows", args=[producer.pk, slug]) for slug in ("produits", "vehicules", "livraisons")
    )
    has_contact = producer.phone or producer.email
    checks = (
        (producer.description, "Présentez la ferme en deux ou trois phrases.", profile),
        (has_contact, "Donnez un téléphone ou une adresse électronique.", profile),
        (producer.siret, "Donnez le SIRET : il évite les fiches en double.", profile),
        (producer.product_lines.exists(), "Décrivez au moins un produit et sa saison.", products),
        (producer.vehicles.exists(), "Décrivez votre véhicule, pour calculer votre vrai coût.", vehicles),
        (producer.flows.exists(), "Notez vos livraisons régulières, pour chercher mieux.", flows),
        (producer.published_at, "Publiez la fiche pour qu’on vous trouve.", publication),
    )
    return [(sentence, url) for present, sentence, url in checks if not present]
