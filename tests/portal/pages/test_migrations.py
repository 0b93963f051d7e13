"""The way over from v0.1.0, whose migrations became one per app."""

import pytest
from django.db import connection
from django.db.migrations.exceptions import NodeNotFoundError
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


@pytest.mark.django_db
def test_a_database_that_stopped_short_of_v0_1_0_is_refused():
    """Else Django would drop the one migration of the app, and say that there is nothing to do."""
    recorder = MigrationRecorder(connection)
    replaced = [each.replaces for each in MigrationLoader(connection).replacements.values()]
    # An app that had only one migration is never halfway.
    for names in (names for names in replaced if len(names) > 1):
        last = names[-1]
        recorder.record_unapplied(*last)
        with pytest.raises(NodeNotFoundError, match="some of the replaced migrations are already applied"):
            MigrationLoader(connection)
        recorder.record_applied(*last)
    assert replaced
