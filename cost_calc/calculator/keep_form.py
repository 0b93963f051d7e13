"""« Garder ce résultat » on the result page: with the farm of who has one, else on the device."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest

from cost_calc.calculator.keeping import KeptOption, best, real_options
from cost_calc.calculator.result_page import said
from pat_logistics.territory.models import Commune
from producers.models import Producer
from producers.perms import owned_by


@dataclass(frozen=True, slots=True)
class KeepForm:
    """`device` is what a device keeps, as `keeping.take_over` reads it back, and `now` all it compares with.

    `chosen` is the farm the question starts from; None: none, or several could be meant.
    """

    farms: list[Producer]
    chosen: Producer | None
    query: str
    device: dict[str, Any]
    now: list[KeptOption]

    @property
    def data(self) -> dict[str, Any]:
        return self.device | {"now": [asdict(one) for one in self.now]}


def farms_of(user: Any) -> list[Producer]:
    """The user's own farms, by name."""
    if not user.is_authenticated:
        return []
    return list(Producer.objects.filter(owned_by(user)).select_related("commune").order_by("sort_key", "pk"))


def farm_at(farms: Sequence[Producer], place: Commune) -> Producer | None:
    """The farm meant by a delivery that leaves from a place: the only one there, or the only one at all."""
    there = [farm for farm in farms if farm.commune_id == place.pk]
    meant = there if len(farms) > 1 else farms
    return meant[0] if len(meant) == 1 else None


def keep_form(request: HttpRequest, page: Mapping[str, Any]) -> KeepForm | None:
    """From what the page of a result shows; None where no way suits: there is nothing to keep."""
    question, query = page["question"], page["canonical"]
    now = real_options(page["rows"])
    if not now:
        return None
    farms = farms_of(request.user)
    device = {
        "query": query,
        "said": said(question),
        "references": page["result"].references.fingerprint,
        "options": [asdict(one) for one in best(now)],
    }
    return KeepForm(farms, farm_at(farms, question.origin), query, device, now)
