"""What was withdrawn, for those who keep a copy."""

import django_filters

from pat_logistics.open_data.api import ListOfDataset, described
from pat_logistics.portal.open_data.datasets import DELETIONS
from pat_logistics.portal.open_data.models import PublicRow
from pat_logistics.portal.open_data.registry import TOLD


class DeletionFilterSet(django_filters.FilterSet):
    since = django_filters.IsoDateTimeFilter(
        field_name="withdrawn_at",
        lookup_expr="gte",
        help_text="Jour ou instant ISO 8601 : ce qui a été retiré depuis.",
    )
    dataset = django_filters.ChoiceFilter(
        choices=[(dataset.code, dataset.title) for dataset in TOLD], help_text="Code d’une liste."
    )

    class Meta:
        model = PublicRow
        fields = ["since", "dataset"]


@described(DELETIONS)
class DeletionViewSet(ListOfDataset):
    dataset = DELETIONS
    filterset_class = DeletionFilterSet
