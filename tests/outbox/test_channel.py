"""What every channel of the portal gives the outbox."""

import importlib
from collections.abc import Callable

import pytest
from celery import current_app

from pat_logistics.mail.channel import MAIL
from pat_logistics.outbox.models import Outgoing
from pat_logistics.webhooks.channel import WEBHOOKS


@pytest.mark.parametrize("channel", [MAIL, WEBHOOKS], ids=lambda channel: channel.model.__name__)
class TestEachChannel:
    def test_its_task_is_one_that_workers_know(self, channel):
        importlib.import_module(channel.deliver_task.rpartition(".")[0])
        assert channel.deliver_task in current_app.tasks

    def test_what_it_empties_are_columns_of_its_own(self, channel):
        own = {field.name for field in channel.model._meta.fields}
        own -= {field.name for field in Outgoing._meta.fields}
        assert set(channel.emptied) <= own

    def test_it_sends(self, channel):
        assert issubclass(channel.model, Outgoing)
        assert isinstance(channel.send, Callable)
