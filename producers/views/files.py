"""The list of a search as a file, with what anybody may read."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from pat_logistics.exchange.downloads import csv_list
from pat_logistics.file_addresses import misread, refused
from producers.finding import found_for
from producers.models import Producer

AT_A_TIME = 1_000
HEADERS = (
    "Nom", "Commune", "Code INSEE", "Produits", "Températures", "Signes de qualité", "Exemple inventé",
    "Mise à jour", "Page",
)  # fmt: skip


@require_safe
def producer_csv(request):
    """Every producer of the search, not only those of the page. Published profiles alone: files travel."""
    visitor = AnonymousUser()
    filters, _ = found_for(request, Producer.objects.visible_to(visitor))
    if words := misread(request.GET, filters.form):
        return refused(words)
    rows = (
        (
            producer.name,
            producer.commune.name,
            producer.commune_id,
            ", ".join(producer.family_names),
            ", ".join(producer.temperature_names),
            ", ".join(producer.label_names),
            "oui" if producer.is_example else "non",
            producer.updated_at.date().isoformat(),
            settings.SITE_URL + producer.get_absolute_url(),
        )
        for producer in filters.qs.with_cards(visitor).iterator(chunk_size=AT_A_TIME)
    )
    return csv_list(f"producteurs-{localdate():%Y-%m-%d}", HEADERS, rows)
