"""Every list that leaves the portal, in the order in which people read of them."""

from carriers.datasets import AREAS, BANDS, CARRIERS, DROP_POINTS, GRIDS, SOLUTIONS
from pat_logistics.actors.datasets import ACTORS
from pat_logistics.portal.open_data.datasets import DELETIONS
from producers.datasets import FLOWS, PRODUCERS, PRODUCT_LINES, STORAGE

DATASETS = {
    dataset.code: dataset
    for dataset in (
        PRODUCERS, PRODUCT_LINES, STORAGE, FLOWS,
        CARRIERS, SOLUTIONS, AREAS, DROP_POINTS, GRIDS, BANDS,
        ACTORS,
        DELETIONS,
    )
}  # fmt: skip
# Those whose rows are told when they are withdrawn.
TOLD = tuple(dataset for dataset in DATASETS.values() if dataset is not DELETIONS)
