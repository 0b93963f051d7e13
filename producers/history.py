"""Who changed what, and when: every write is noted by triggers of the database (django-pghistory)."""

import pghistory

# Computed from other columns, or moved by every save: no change of their own.
NOT_HISTORY = ("geo", "document", "sort_key", "created_at", "updated_at")


def track(model):
    """Note the inserts, updates and deletions of a model, whichever way they come."""
    names = {field.name for field in model._meta.local_fields}
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=[name for name in NOT_HISTORY if name in names],
    )(model)
