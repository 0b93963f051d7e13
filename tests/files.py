"""Folders for the tests of real servers."""

import tempfile
from pathlib import Path


def open_folder() -> Path:
    """Make a folder that every user may pass through: the servers may run as `nobody`."""
    folder = Path(tempfile.mkdtemp(prefix="pat-"))
    folder.chmod(0o711)
    return folder
