"""`make chaos`: the whole plan of kills, on a portal of its own."""

import shutil
import sys
import time

from tests.chaos.plan import WHOLE, Chaos
from tests.embedded.portal import run_inside
from tests.files import open_folder


def main():
    base = open_folder()
    prepared = run_inside(base / "var", sys.executable, "manage.py", "prepare")
    assert prepared.returncode == 0, prepared.stderr
    began, chaos = time.monotonic(), Chaos(base / "var", farms=150)
    try:
        chaos.run(WHOLE, pause_s=1.5)
        faults = chaos.faults(patience_s=150)
    finally:
        chaos.end()
    shutil.rmtree(base, ignore_errors=True)
    print(f"{sum(chaos.killed.values())} arrêts brutaux : {dict(chaos.killed)}")  # noqa: T201
    for name, (accepted, cut) in chaos.counts.items():
        print(f"  {name} : {accepted} écritures acceptées, {cut} coupées avant la réponse")  # noqa: T201
    print(f"  courriels reçus : {sum(chaos.sink.received.values())}")  # noqa: T201
    print("\n".join(faults) or "Rien de perdu, rien en double.")  # noqa: T201
    print(f"{time.monotonic() - began:.0f} s")  # noqa: T201
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
