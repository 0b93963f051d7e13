"""Run every measure on throw-away servers and a prepared database; exit 1 when one is over its bound.

A module that says `LARGE = True` is measured last, on the database of `make seed-large`. Arguments, if any,
are the names of the modules to run (`python -m tests.bench directory`).
"""

import importlib
import os
import pkgutil
import sys
import time
from typing import TYPE_CHECKING

from pat_logistics.embedded.gunicorn_config import pre_fork
from pat_logistics.embedded.pytest_plugin import throw_away_environment

if TYPE_CHECKING:
    from tests.bench.report import Report


def machine_speed(report: "Report") -> None:
    """A loop of plain Python: on a machine lent by the hour, it tells a slow moment from a slow portal."""
    start = time.perf_counter()
    total = 0
    for number in range(5_000_000):
        total += number * number
    report("machine: five million multiplications", 1000 * (time.perf_counter() - start), "ms")


def main() -> int:
    throw_away_environment()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"  # importing the project has set the real ones

    import django

    django.setup()

    from django.core.management import call_command

    from tests import bench
    from tests.bench.report import Report

    for step in ("migrate", "load_territory", "load_reference_values", "load_demo"):
        call_command(step, verbosity=0)
    report = Report()
    pre_fork(None, None)  # the collector of garbage behaves as in a process of the server
    machine_speed(report)
    modules = [
        importlib.import_module(f"tests.bench.{module.name}")
        for module in pkgutil.iter_modules(bench.__path__)
        if module.name.startswith("bench_")
        and (not sys.argv[1:] or module.name.removeprefix("bench_") in sys.argv[1:])
    ]
    large = [module for module in modules if getattr(module, "LARGE", False)]
    for module in modules:
        if module not in large:
            module.run(report)
    if large:
        machine_speed(report)
        call_command("seed_large", verbosity=0)
        pre_fork(None, None)
        for module in large:
            module.run(report)
    return int(report.over)


if __name__ == "__main__":
    sys.exit(main())
