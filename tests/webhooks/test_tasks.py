"""The tasks are calls of the services, with the clock of the day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pat_logistics.outbox.models import OutboxState
from pat_logistics.webhooks import services, tasks
from pat_logistics.webhooks.models import Delivery
from tests.factories.webhooks import message_to

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("task", [lambda pk: tasks.deliver(pk), lambda pk: tasks.sweep()])
def test_a_message_that_is_due_is_tried(task, name_leads_to):
    """On the channel of the portal, which does not call this machine."""
    name_leads_to("127.0.0.1")
    message = message_to()
    task(message.pk)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (OutboxState.WAITING, 1)


def test_the_clock_forgets_old_messages():
    message_to(created_at=timezone.now() - services.KEPT - timedelta(days=1))
    tasks.forget_old()
    assert not Delivery.objects.exists()
