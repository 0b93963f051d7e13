"""Run every measure on throw-away servers and a prepared database; exit 1 when one is over its bound."""

import importlib
import os
import pkgutil
import sys

from pat_logistics.services.pytest_plugin import throw_away_environment


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
    for module in pkgutil.iter_modules(bench.__path__):
        if module.name.startswith("bench_"):
            importlib.import_module(f"tests.bench.{module.name}").run(report)
    return int(report.over)


if __name__ == "__main__":
    sys.exit(main())
