"""The worker's sign of life."""

import time

from django.core.cache import cache

from pat_logistics.portal.pages.tasks import HEARTBEAT_KEY, beat


def test_a_beat_is_the_time_it_was_made_at():
    before = time.time()
    beat.apply()
    assert before <= cache.get(HEARTBEAT_KEY) <= time.time()


def test_a_task_that_waits_since_before_the_move_is_found():
    assert beat.name == "pat_logistics.pages.tasks.beat"
