"""Who can help, in the API: the filters of the list, read only."""

from pat_logistics.actors.datasets import ACTORS
from pat_logistics.actors.filters import ActorFilterSet, departement_filter
from pat_logistics.open_data.api import ListOfDataset, described
from pat_logistics.open_data.filters import PlaceFilterSet


class ActorApiFilterSet(PlaceFilterSet, ActorFilterSet):
    """The filters of the list, and those of every list; `departement` is where one acts, as on the page."""

    dataset = ACTORS
    departement = departement_filter()

    class Meta(ActorFilterSet.Meta):
        pass


@described(ACTORS)
class ActorViewSet(ListOfDataset):
    dataset = ACTORS
    filterset_class = ActorApiFilterSet
