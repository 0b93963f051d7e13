"""Each list of the API reads a dataset of the registry, and each dataset has its list."""

from pat_logistics.open_data.api import ListOfDataset
from pat_logistics.portal.open_data.registry import DATASETS
from pat_logistics.portal.openapi.urls import router


def test_every_dataset_has_its_list_under_its_code():
    lists = {
        prefix: view.dataset.code for prefix, view, _ in router.registry if issubclass(view, ListOfDataset)
    }
    assert lists == {code: code for code in DATASETS}
