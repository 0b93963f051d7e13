"""Who changed what, and when: every write is noted by triggers of the database (django-pghistory)."""

import pghistory
from django.db.models import GeneratedField

# Moved by every save: no change of its own.
NOT_HISTORY = ("created_at", "updated_at")


def track(model):
    """Note the inserts, updates and deletions of a model, whichever way they come."""
    # What the database computes from other columns has no change of its own either.
    left_out = [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, GeneratedField) or field.name in NOT_HISTORY
    ]
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=left_out,
    )(model)
