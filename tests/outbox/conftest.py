import pytest
from django.db import connection

from tests.outbox.parcels import Door, Parcel


@pytest.fixture
def door(db):
    with connection.schema_editor() as editor:
        editor.create_model(Parcel)
    return Door()
