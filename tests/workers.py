"""Real Celery workers, on the database and the broker of the tests, that a test may kill."""

import contextlib
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from django.db import connection

from pat_logistics.embedded.data_folder import PROJECT
from pat_logistics.embedded.process import Child


class Workers:
    """Workers of one application. `kill()` takes the last one away without a word."""

    def __init__(self, *, app="pat_logistics.celery", **environment):
        self.app, self.environment = app, environment
        self.folder = Path(tempfile.mkdtemp(prefix="pat-workers-"))
        self.children = []

    def start(self):
        url = urlsplit(os.environ["DATABASE_URL"])
        path = f"{url.path.rpartition('/')[0]}/{quote(connection.settings_dict['NAME'])}"
        worker = Child(
            "Celery",
            [sys.executable, "-m", "celery", "--app", self.app, "worker", "--concurrency", "1"],
            log=self.folder / "celery.log",
            env=os.environ
            | {
                "DATABASE_URL": urlunsplit(url._replace(path=path)),
                "DJANGO_SETTINGS_MODULE": "pat_logistics.settings",
                "VAR_DIR": str(self.folder),
            }
            | self.environment,
            cwd=PROJECT,
        )
        self.children.append(worker)
        return worker

    def kill(self):
        self.children[-1].process.send_signal(signal.SIGKILL)
        self.children[-1].process.wait()

    def end(self):
        for child in self.children:
            with contextlib.suppress(ProcessLookupError):
                child.stop()
        shutil.rmtree(self.folder)
