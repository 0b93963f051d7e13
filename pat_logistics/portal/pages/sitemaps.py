"""What search engines are told to read: pages, places, and what farms and carriers publish."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet

from carriers.models import Carrier, Solution
from pat_logistics.actors.models import Actor
from pat_logistics.portal.pages.communes import listed
from pat_logistics.portal.pages.site_map import Page, public_pages
from pat_logistics.territory.models import Commune
from producers.models import Producer

if TYPE_CHECKING:
    _Sitemap = Sitemap[Any]
else:
    _Sitemap = Sitemap


class OfPortal(_Sitemap):
    """Addresses are those of the portal, whatever name it was asked by."""

    # A file is made and sent at once: the standard allows 50 000 addresses, which would take seconds.
    limit = 10_000

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class Pages(OfPortal):
    def items(self) -> list[Page]:
        return [page for section in public_pages() for page in section.pages]

    def location(self, item: Page) -> str:
        return item.url


class Communes(OfPortal):
    def items(self) -> QuerySet[Commune]:
        return listed().only("insee", "name")


class Published(OfPortal):
    """What a visitor may read. Invented examples are for who tries the portal, not for a search engine."""

    model: ClassVar[Any]

    def items(self) -> QuerySet[Any]:
        rows = self.model.objects.visible_to(AnonymousUser()).filter(is_example=False)
        return rows.order_by("pk").only("slug")


class Producers(Published):
    model = Producer

    def items(self) -> QuerySet[Producer]:
        return super().items().only("slug", "updated_at")

    def lastmod(self, item: Producer) -> datetime:
        return item.updated_at

    def get_latest_lastmod(self) -> datetime | None:
        """One query; Django would read every farm."""
        return self.items().order_by().aggregate(last=Max("updated_at"))["last"]


class Carriers(Published):
    model = Carrier


class Solutions(Published):
    model = Solution


class Actors(Published):
    model = Actor


SITEMAPS = {
    "pages": Pages,
    "communes": Communes,
    "producteurs": Producers,
    "transporteurs": Carriers,
    "solutions": Solutions,
    "qui-peut-aider": Actors,
}
