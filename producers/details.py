"""A producer as the API tells it, with its lines and its storage, in SQL."""

from collections.abc import Mapping

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, F, FloatField, Func, Min, OuterRef, TextField, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from pat_logistics.accounts.perms import Somebody
from pat_logistics.open_data.datasets import JsonObject, degrees
from pat_logistics.open_data.json_rows import Moment, page_on_site
from pat_logistics.prepared import given
from producers.datasets import PRODUCERS
from producers.freshness import is_to_confirm
from producers.models import ProductLine, StorageSite


def details_for(user: Somebody) -> Mapping[str, Combinable]:
    """What a row of `Producer.objects.visible_to` says to somebody; `site` and `today` are given."""
    lines = ProductLine.objects.visible_to(user).filter(producer=OuterRef("pk"))
    return {
        "id": F("pk"),
        "slug": F("slug"),
        "name": F("name"),
        "commune": JsonObject(insee=F("commune_id"), name=F("commune__name")),
        "latitude": degrees("shown_latitude"),
        "longitude": degrees("shown_longitude"),
        "labels": F("labels"),
        "families": PRODUCERS["families"].value,
        "temperatures": _temperatures(lines),
        "product_lines": _lines(lines),
        "storage_offered": _storage(user),
        "contact": _contact(),
        "refuses_intermediaries": F("refuses_intermediaries"),
        "open_to_pooling": F("open_to_pooling"),
        "is_example": F("is_example"),
        "updated_at": Moment("updated_at"),
        "confirmed_on": F("confirmed_on"),
        "to_confirm": is_to_confirm(given("today")),
        "url": page_on_site("producers:list"),
    }


def _lines(lines):
    """In the order of the model."""
    codes = ("family", "name", "temperature", "packagings", "season", "shelf_life_hours", "labels")
    told = JsonObject(**{code: F(code) for code in codes})
    return ArraySubquery(lines.order_by("family", "name").values_list(told))


def _temperatures(lines):
    """Each once, that of the first line first."""
    of_line = Func("family", "name", template="ARRAY[%(expressions)s]", output_field=ArrayField(TextField()))
    first = lines.order_by().values("temperature").annotate(first=Min(of_line)).order_by("first")
    return ArraySubquery(first.values("temperature"))


def _storage(user):
    offered = StorageSite.objects.visible_to(user).filter(producer=OuterRef("pk"), offered=True)
    told = JsonObject(kind=F("kind"), free_m3=Cast("free_m3", FloatField()), hgv_access=F("hgv_access"))
    return ArraySubquery(offered.order_by("kind", "pk").values_list(told))


def _contact():
    told = JsonObject(name=F("contact_name"), email=F("email"), phone=F("phone"), website=F("website"))
    return Case(When(shows_contact=True, then=told))
