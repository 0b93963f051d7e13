"""Signs of life for the machines that watch the portal.

`/healthz` says that the web process answers. `/readyz` says whether pages can be served: 503 when the
database, its migrations or Redis is missing. A late worker is named but stays 200, because every page works
without it: taking the web server out of service would not bring the worker back.
"""

import time

from django.conf import settings
from django.core.cache import cache
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.exceptions import NodeNotFoundError
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import RedisError

from pat_logistics.portal.pages.tasks import HEARTBEAT_KEY
from pat_logistics.territory import routing

# The only worker may be busy with the longest task; two beats may be lost.
LATE_AFTER_S = settings.CELERY_TASK_TIME_LIMIT + 60


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    checks = {**_database(), **_redis(), "routing": routing.health()}
    missing = [name for name in ("database", "migrations", "redis") if checks[name] != "ok"]
    answer = {"status": "unavailable" if missing else "ready", "missing": missing, "checks": checks}
    return JsonResponse(answer, status=503 if missing else 200)


def _database() -> dict[str, str]:
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return {"database": "unreachable", "migrations": "unknown"}
    except NodeNotFoundError:
        # Some of the migrations that became one per app, and not all: no path leads from there.
        return {"database": "ok", "migrations": "older than v0.1.0"}
    return {"database": "ok", "migrations": f"{len(pending)} pending" if pending else "ok"}


def _redis() -> dict[str, str | int | None]:
    try:
        last = cache.get(HEARTBEAT_KEY)
    except (RedisError, OSError):
        return {"redis": "unreachable", "worker": "unknown", "worker_heartbeat_age_s": None}
    age = None if last is None else max(0, round(time.time() - last))
    worker = "ok" if age is not None and age <= LATE_AFTER_S else "late"
    return {"redis": "ok", "worker": worker, "worker_heartbeat_age_s": age}
