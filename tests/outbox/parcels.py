"""A channel that nothing but these tests has: parcels, each brought to a door in memory."""

from django.db import models

from pat_logistics.outbox.channel import RefusedError, UnreachableError
from pat_logistics.outbox.models import Outgoing, state_constraints, state_indexes


class Parcel(Outgoing):
    """Of no installed app: no migration knows its table, which the fixture makes and the test takes away."""

    label = models.CharField(max_length=50, blank=True)

    class Meta(Outgoing.Meta):
        app_label = "tests_outbox"
        constraints = state_constraints("parcel", "Un colis parti a été remis.")
        indexes = state_indexes("parcel")


class Door:
    """A channel whose `moods` say what happens to each parcel in turn; it accepts when none is left."""

    model = Parcel
    deliver_task = "tests.deliver_parcel"
    emptied = {"label": ""}
    repeats = False

    def __init__(self):
        self.moods, self.accepted = [], []

    def send(self, item, hand_over):
        mood = self.moods.pop(0) if self.moods else "accept"
        if mood == "closed":
            raise UnreachableError from ConnectionRefusedError("nobody home")
        if mood == "slip before":
            raise OSError("slipped")
        if callable(mood):
            mood()
        hand_over()
        if mood in ("later", "never"):
            raise RefusedError(for_good=mood == "never") from ValueError(f"come back {mood}")
        self.accepted.append(item.label)
        if mood == "silent":
            raise TimeoutError("no answer")
