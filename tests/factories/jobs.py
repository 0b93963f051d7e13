"""Jobs as tests need them: one trait per state."""

import uuid
from datetime import timedelta

import factory
from django.utils import timezone

from pat_logistics.jobs.models import Job, JobState
from tests.factories.accounts import UserFactory


class JobFactory(factory.django.DjangoModelFactory):
    """One that waits, of a kind that only the tests know."""

    class Meta:
        model = Job

    class Params:
        running = factory.Trait(
            state=JobState.RUNNING,
            attempts=1,
            started_at=factory.LazyFunction(timezone.now),
            heartbeat_at=factory.LazyFunction(timezone.now),
        )
        silent = factory.Trait(
            running=True, heartbeat_at=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=5))
        )
        finished = factory.Trait(
            state=JobState.DONE, rows=[{"line": 1}], finished_at=factory.LazyFunction(timezone.now)
        )
        failed = factory.Trait(
            state=JobState.FAILED,
            error="Ce fichier ne se lit pas.",
            finished_at=factory.LazyFunction(timezone.now),
        )

    kind = "tests_count"
    owner = factory.SubFactory(UserFactory)
    digest = factory.LazyFunction(lambda: uuid.uuid4().hex * 2)
