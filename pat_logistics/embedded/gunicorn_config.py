"""Settings of the web server, the same for `make run` and in production.

Every value that changes between machines comes from the environment.
https://gunicorn.org/reference/settings/
"""

import gc
import os
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

from pat_logistics.signed_links import without_links

_HOST = os.environ.get("HOST") or "127.0.0.1"
_LOGS = Path(os.environ.get("VAR_DIR") or "var") / "log"

_PORT = os.environ.get("PORT") or "8000"
bind = f"[{_HOST}]:{_PORT}" if ":" in _HOST else f"{_HOST}:{_PORT}"
worker_class = "pat_logistics.embedded.web_worker.Worker"
# A page is mostly Python, of which a process runs one at a time: threads make nothing faster, but a short
# page need not wait behind a long one, nor behind a client that is slow to take its answer.
workers = int(os.environ.get("WEB_WORKERS") or max(2, os.cpu_count() or 2))
threads = int(os.environ.get("WEB_THREADS") or 4)
# A page that is not made by then never will be: its process is replaced.
timeout = int(os.environ.get("WEB_TIMEOUT") or 60)
# The application is loaded once, before the workers fork.
preload_app = True
control_socket_disable = True
graceful_timeout = 8
keepalive = 5
# A worker's sign of life must not wait for a slow disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


class QuietLogger(Logger):
    """Whoever reads the access log must not be able to open what it names: signed links are left out."""

    def atoms(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        said: dict[str, Any] = super().atoms(*args, **kwargs)
        return said | {name: without_links(str(said[name])) for name in ("r", "U", "f")}


def pre_fork(_server: Any, _worker: Any) -> None:
    """What is loaded stays: the garbage collector need not look at it again at each page."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


logger_class = QuietLogger
accesslog = str(_LOGS / "access.log") if _LOGS.is_dir() else "-"
