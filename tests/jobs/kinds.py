"""Work that only the tests know, and the Celery application of the workers that do it.

Each writes in the folder of its inputs what it does, a line at a time: a test follows it from outside.
"""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

from pat_logistics.celery import app
from pat_logistics.jobs.kinds import File, JobError, Outcome, job

__all__ = ["app"]


def note(job_, text):
    with Path(job_.inputs["folder"], "log").open("a") as log:
        log.write(f"{text}\n")


def noted(folder):
    log = Path(folder, "log")
    return log.read_text().splitlines() if log.exists() else []


@job("tests_count", title="Compter", address=lambda job_: f"/compte/{job_.key}/")
def count(job_, progress):
    """Count to `total`; wait at `hold` until the file `go` is there."""
    total, hold = job_.inputs["total"], job_.inputs.get("hold")
    note(job_, f"begin {os.getpid()}")
    for number in range(total):
        progress(number, total)
        while number == hold and not Path(job_.inputs["folder"], "go").exists():
            time.sleep(0.1)
            progress(number, total)
    progress(total, total)
    note(job_, f"end {os.getpid()}")
    return Outcome(rows=list(range(total)), file=File("compte.csv", "text/csv", b"0;1;2"))


@job("tests_wrong", title="Lire un mauvais fichier")
def wrong(_job, _progress):
    raise JobError("Ce fichier ne se lit pas.")


@job("tests_crash", title="Tomber")
def crash(_job, _progress):
    raise RuntimeError("a fault of ours")


@job("tests_poison", title="Tuer son programme")
def poison(job_, _progress):
    note(job_, "begin")
    os.kill(os.getpid(), signal.SIGKILL)


@job("tests_endless", title="Ne jamais finir", limit=timedelta(seconds=2))
def endless(_job, _progress):
    while True:
        time.sleep(0.1)


@job("tests_silent", title="Ne rien donner")
def silent(_job, _progress):
    return None
