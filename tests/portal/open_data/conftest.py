import pytest


@pytest.fixture
def data_folder(settings, tmp_path):
    """Where the files of each night go."""
    settings.OPEN_DATA_DIR = str(tmp_path / "open-data")
    return tmp_path / "open-data"
