"""The kills, the writes meanwhile, and what is left of them."""

import json
import os
import random
import signal
import sys
import time
import urllib.request
from collections import Counter
from contextlib import suppress
from pathlib import Path

from tests.chaos.sink import Sink
from tests.chaos.writers import Asker, Company, Farmer, Surveyor
from tests.embedded.portal import Portal, processes_of, run_inside, wait_until

# Programs killed, and how often in the whole plan.
WHOLE = {
    "gunicorn worker": 11, "gunicorn": 4, "celery worker": 3, "celery": 2, "valkey": 3, "postgres": 5,
    "superviseur": 4,
}  # fmt: skip
SHORT = {"gunicorn worker": 1, "celery": 1, "valkey": 1, "postgres": 1, "superviseur": 1}


def inside(var, module, *given):
    done = run_inside(
        var, sys.executable, "-m", module, *given, DJANGO_SETTINGS_MODULE="pat_logistics.settings"
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


class Chaos:
    """A portal, its writers, and who kills it.

    Parameters
    ----------
    var : Path
        Data folder, ready for a start.
    farms : int
        How many requests for quotes may be sent, and as many questions asked; none may run out.
    """

    def __init__(self, var, farms):
        self.var, self.dice, self.sink = var, random.Random(1), Sink()  # noqa: S311
        self.killed = Counter()
        self.start().ready()
        port, story = int(self.portal.port), inside(var, "tests.chaos.seed", str(farms))
        self.surveyors = [Surveyor(port, story["advisor"], key) for key in story["diagnoses"]]
        self.farmer = Farmer(port, story["owner"], story["farm"])
        self.asker, self.company = Asker(port, story), Company(port, story["questions"])
        self.writers = [*self.surveyors, self.farmer, self.asker, self.company]

    def start(self, **more):
        self.portal = Portal(self.var, EMAIL_URL=self.sink.url, WEB_WORKERS="2", **more)
        return self.portal

    def run(self, plan, pause_s):
        kills = [name for name, number in plan.items() for _ in range(number)]
        self.dice.shuffle(kills)
        for writer in self.writers:
            writer.start()
        for name in kills:
            time.sleep(self.dice.uniform(0.3, 1) * pause_s)
            self.kill(name)
            wait_until(self.serves)
        time.sleep(pause_s)
        for writer in self.writers:
            writer.ending.set()
        for writer in self.writers:
            writer.join(60)

    def kill(self, name):
        if name == "superviseur":
            self.portal.process.kill()
            self.portal.ended()
            wait_until(lambda: not processes_of(self.var), 60)
            self.start(PORT=self.portal.port).ready()
        else:
            with suppress(ProcessLookupError):
                os.kill(wait_until(lambda: self.victim(name)), signal.SIGKILL)
        self.killed[name] += 1

    def victim(self, name):
        """The first process of a program, or one of those that it has forked."""
        program, _, is_forked = name.partition(" ")
        found = []
        for pid in sorted(processes_of(self.var)):
            with suppress(OSError):
                if program in Path(f"/proc/{pid}/cmdline").read_text():
                    parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
                    found.append((pid, parent))
        mothers = [pid for pid, parent in found if parent == self.portal.process.pid]
        children = [pid for pid, parent in found if parent in mothers]
        return next(iter(children if is_forked else mothers), None)

    def serves(self):
        with suppress(OSError), urllib.request.urlopen(f"{self.portal.url}/readyz", timeout=20) as answer:  # noqa: S310
            return answer.status == 200
        return False

    def faults(self, patience_s):
        """What was lost or doubled, and what was never tried, in words; empty when all is well.

        A mail that lost its task is sent by the next round, a minute later: those still waiting after
        `patience_s` are faults, unless nothing was to be waited for.
        """
        found, deadline = inside(self.var, "tests.chaos.found"), time.monotonic() + patience_s
        while "waiting" in found["mails"].values() and time.monotonic() < deadline:
            time.sleep(2)
            found = inside(self.var, "tests.chaos.found")
        faults = [f"refused: {each}" for writer in self.writers for each in writer.refused[:2]]
        faults += [f"{name}: none was ever accepted" for name, (kept, _) in self.counts.items() if not kept]
        for kind, writer in (("request", self.asker), ("question", self.company)):
            kept = found[f"{kind}s"]
            faults += [f"{kind}, lost: {each}" for each in writer.accepted if not kept.get(str(each))]
            faults += [f"{kind}, kept {kept[each]} times: {each}" for each in kept if kept[each] > 1]
        for surveyor in self.surveyors:
            typed = found["diagnoses"][surveyor.key].get("identification-name", ["Ferme 0"])
            faults += _latest("diagnosis", surveyor, int(typed[0].split()[1]))
        faults += _latest("telephone", self.farmer, "".join(found["phones"][str(self.farmer.farm)].split()))
        faults += [f"mail never written: {key}" for key in found["unwritten"]]
        for name, state in found["mails"].items():
            received = self.sink.received[name]
            late = state == "refused" or (state == "waiting" and patience_s)
            if late or received > 1 or (state == "sent" and received != 1):
                faults.append(f"mail {state}, received {received} times: {name}")
        return faults

    @property
    def counts(self):
        people = {
            "diagnosis": self.surveyors, "telephone": [self.farmer], "request": [self.asker],
            "question": [self.company],
        }  # fmt: skip
        return {
            name: (sum(len(each.accepted) for each in writers), sum(len(each.unknown) for each in writers))
            for name, writers in people.items()
        }

    def end(self):
        self.portal.end()
        self.sink.shutdown()
        self.sink.server_close()


def _latest(kind, writer, kept):
    """The last thing accepted is there, or one sent after it whose answer was cut."""
    last = writer.accepted[-1] if writer.accepted else None
    after = [each for each in writer.unknown if last is None or each > last]
    return [] if kept == last or kept in after or last is None else [f"{kind}: {kept} instead of {last}"]
