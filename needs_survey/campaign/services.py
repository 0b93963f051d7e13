"""Writes of a campaign: which farms are on its list, and who visits them."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from needs_survey.models import Campaign, Visit
from pat_logistics.accounts.models import User
from producers.models import Producer


@transaction.atomic
def add_producers(*, campaign: Campaign, producers: "QuerySet[Producer]") -> int:
    """Put farms on the list, each once; returns how many were not on it yet."""
    if not Campaign.objects.select_for_update().filter(pk=campaign.pk).exists():
        return 0
    # A farm that is being erased meanwhile is not added.
    farms = producers.order_by("pk").select_for_update(of=("self",), no_key=True)
    listed = set(campaign.visits.values_list("producer", flat=True))
    new = [pk for pk in farms.values_list("pk", flat=True) if pk not in listed]
    Visit.objects.bulk_create(Visit(campaign=campaign, producer_id=pk) for pk in new)
    return len(new)


@transaction.atomic
def remove(*, visits: Iterable[Visit]) -> int:
    """Take farms off the list, with what was noted of their visits; the diagnoses stay."""
    _, by_model = Visit.objects.filter(pk__in=[visit.pk for visit in visits]).delete()
    return by_model.get(Visit._meta.label, 0)


@transaction.atomic
def assign(*, visits: Iterable[Visit], advisor: User | None) -> int:
    """Give visits to an advisor, or to nobody; returns how many changed hands."""
    chosen = Visit.objects.filter(pk__in=[visit.pk for visit in visits])
    same = chosen.filter(advisor=advisor).order_by().values("pk")
    return chosen.exclude(pk__in=same).update(advisor=advisor)


def take(*, visit: Visit, advisor: User) -> bool:
    """Take a visit that is nobody's; False when a colleague has it. Twice is once."""
    Visit.objects.filter(pk=visit.pk, advisor=None).update(advisor=advisor)
    return Visit.objects.filter(pk=visit.pk, advisor=advisor).exists()
