"""The real settings, for the type checker: it reads them without any server."""

import os

for name, value in {"SECRET_KEY": "-", "DATABASE_URL": "postgres:///-", "REDIS_URL": "redis://-"}.items():
    os.environ.setdefault(name, value)

from pat_logistics.settings import *  # noqa: E402, F403
