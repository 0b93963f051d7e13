"""One owner at a time, known to who comes second."""

import json
import os
import threading

import pytest

from pat_logistics.embedded.lock import Lock, TakenError
from pat_logistics.embedded.process import Child


def test_a_taken_lock_tells_its_owner(folder):
    lock = Lock(folder / "lock", purpose="run", address="http://127.0.0.1:8000")
    with pytest.raises(TakenError) as refusal:
        Lock(folder / "lock", purpose="run")
    lock.release()
    expected = {"pid": str(os.getpid()), "purpose": "run", "address": "http://127.0.0.1:8000"}
    assert refusal.value.owner == expected


def test_a_lock_left_by_a_dead_owner_is_waited_for(folder):
    """Its servers are still closing their files."""
    path = folder / "lock"
    held = Lock(path, purpose="run")
    path.write_text(json.dumps({"pid": "4194305", "purpose": "run", "address": ""}))  # beyond the last number
    threading.Timer(0.5, held.release).start()
    Lock(path, purpose="run").release()


def test_a_child_keeps_the_lock_of_a_parent_that_forgot_it(folder):
    lock = Lock(folder / "lock", purpose="run")
    child = Child("sleep", ["sleep", "300"], log=folder / "log", keep_open=(lock.descriptor,))
    lock.release()
    with pytest.raises(TakenError):
        Lock(folder / "lock", purpose="run")
    child.stop()
    Lock(folder / "lock", purpose="run").release()
