"""Who can help a farm to sell and deliver, and who says to keep an entry."""

from pat_logistics.actors.models.actor import LONGEST_SLUG, Actor, ActorQuerySet
from pat_logistics.actors.models.claims import ActorClaim

__all__ = ["LONGEST_SLUG", "Actor", "ActorClaim", "ActorQuerySet"]
