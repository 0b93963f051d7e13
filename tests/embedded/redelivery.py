"""A Celery application with one task, killed in its middle by the test of the redelivery."""

import os
import time
from pathlib import Path

from pat_logistics.celery import app

# The real options, but for the delay: the test does not wait six minutes.
app.conf.broker_transport_options = app.conf.broker_transport_options | {
    "visibility_timeout": 2,
    "unacked_restore_interval": 1,
}


@app.task
def do(folder):
    """Take for ever the first time, an instant the second one."""
    begun = Path(folder, "begun")
    if not begun.exists():
        begun.write_text(str(os.getpid()))
        time.sleep(3600)
    Path(folder, "done").touch()
