"""What is written of actors: loading the public sources, entries of advisors, confirmation, publication."""

from pathlib import Path

import pghistory
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from pat_logistics.accounts.models import Role, User
from pat_logistics.actors import sources
from pat_logistics.actors.enums import Origin
from pat_logistics.actors.models import LONGEST_SLUG, Actor, ActorClaim
from pat_logistics.history import events_of
from pat_logistics.mail.services import queue_mail
from pat_logistics.slugs import free_slug
from pat_logistics.territory.models import Commune

# Addresses of the pages of the directory itself.
RESERVED = {"saisir", "demandes"}
PENDING_CLAIMS = 3
_LOADING = "load_actors"
_TEXTS = (
    "name", "kind", "commune_id", "what_it_does", "area", "departements", "everywhere", "customer_type",
    "weekdays", "website", "source_url", "source_date", "confidence",
)  # fmt: skip


@transaction.atomic
def load_actors(*, path: Path = sources.DATA) -> tuple[int, int]:
    """Add the public entries that are missing, renew those nobody touched; returns how many of each.

    One that somebody corrected, confirmed, withdrew or deleted is left as it is. Raises ActorFileError, with
    nothing written, at the first bad line.
    """
    rows = sources.read_actors(path)
    _refuse_unknown_communes(rows)
    with pghistory.context(source=_LOADING):
        known = {row.slug: row for row in Actor.objects.select_for_update().order_by("pk")}
        touched, gone = _touched(), _gone()
        now, renewed = timezone.now(), 0
        for row in rows:
            row.published_at = now
        added = [row for row in rows if row.slug not in known and row.slug not in gone]
        Actor.objects.bulk_create(added)
        for row in rows:
            stored = known.get(row.slug)
            if stored is None or stored.origin != Origin.SOURCE or stored.pk in touched:
                continue
            if changed := [name for name in _TEXTS if getattr(stored, name) != getattr(row, name)]:
                for name in changed:
                    setattr(stored, name, getattr(row, name))
                stored.save(update_fields=changed)
                renewed += 1
    return len(added), renewed


def _refuse_unknown_communes(rows: list[Actor]) -> None:
    codes = {row.commune_id for row in rows if row.commune_id}
    known = set(Commune.objects.filter(pk__in=codes).order_by().values_list("pk", flat=True))
    if strangers := sorted(codes - known):
        raise sources.ActorFileError(f"Communes inconnues : {', '.join(strangers)}")


def _touched() -> set[int]:
    """Keys of the entries that were changed otherwise than by a load."""
    changes = events_of(Actor).filter(pgh_label="update")
    by_hand = changes.filter(Q(pgh_context=None) | ~Q(pgh_context__metadata__source=_LOADING))
    return set(by_hand.values_list("pgh_obj_id", flat=True))


def _gone() -> set[str]:
    """Addresses of the entries that somebody deleted: they asked not to be there."""
    return set(events_of(Actor).filter(pgh_label="delete").values_list("slug", flat=True))


@transaction.atomic
def save_entry(*, actor: Actor, is_right: bool) -> Actor:
    """Save what was typed. A new entry is published at once; `is_right`: checked today, all of it."""
    if is_right:
        actor.confirmed_on = timezone.localdate()
    if actor.pk is None:
        actor.published_at = timezone.now()
        actor.slug = free_slug(Actor, actor.name, longest=LONGEST_SLUG, unnamed="fiche")
        if actor.slug in RESERVED:
            actor.slug += "-fiche"
    actor.save()
    return actor


def confirm(*, actor: Actor) -> None:
    """All that the entry says is right today."""
    actor.confirmed_on = timezone.localdate()
    actor.save(update_fields=["confirmed_on"])


def publish(*, actor: Actor, published: bool) -> None:
    """Show an entry to everybody, or to those who keep it alone; twice changes nothing."""
    hidden = Actor.objects.filter(pk=actor.pk, published_at__isnull=published)
    hidden.update(published_at=timezone.now() if published else None)


@transaction.atomic
def ask_for(*, actor: Actor, user: User, message: str) -> ActorClaim:
    """Ask the advisors to keep an entry. Asking twice is asking once.

    Raises
    ------
    ValidationError
        The user already waits for several answers.
    """
    User.objects.select_for_update().get(pk=user.pk)
    pending = ActorClaim.objects.pending().filter(user=user)
    same: ActorClaim | None = pending.filter(actor=actor).first()
    if same:
        return same
    if pending.count() >= PENDING_CLAIMS:
        raise ValidationError("Vous avez déjà plusieurs demandes en attente. Attendez une réponse.")
    claim = ActorClaim.objects.create(actor=actor, user=user, message=message)
    advisors = User.objects.filter(memberships__role=Role.ADVISOR, is_active=True)
    if codes := _departements_of(actor):
        advisors = advisors.filter(memberships__organisation__departements__overlap=codes)
    for pk, email in advisors.distinct().order_by("pk").values_list("pk", "email"):
        _mail(claim, to=email, key=f"asked-{pk}", subject="Une fiche demandée", name="claim")
    return claim


def _departements_of(actor: Actor) -> list[str]:
    """Whose advisors may know of it: everybody's when it says nothing."""
    return actor.departements or ([actor.commune.departement] if actor.commune else [])


@transaction.atomic
def answer_claim(*, claim: ActorClaim, by: User, accepted: bool) -> bool:
    """An advisor accepts or refuses; the person is told. A second answer changes nothing, and says so.

    Raises
    ------
    PermissionDenied
        The advisor is who asks: somebody else checks.
    """
    if by == claim.user:
        raise PermissionDenied
    waiting = ActorClaim.objects.pending().select_for_update().filter(pk=claim.pk).first()
    if waiting is None:
        return False
    waiting.accepted, waiting.decided_at, waiting.decided_by = accepted, timezone.now(), by
    waiting.save()
    subject = "Votre demande est acceptée" if accepted else "Votre demande n’est pas acceptée"
    _mail(waiting, to=waiting.user.email, key="answered", subject=subject, name="claim_answered")
    return True


def _mail(claim: ActorClaim, *, to: str, key: str, subject: str, name: str) -> None:
    queue_mail(
        key=f"actor-claim-{claim.pk}-{key}",
        to=to,
        subject=subject,
        template=f"actors/mail/{name}.txt",
        context={
            "claim": claim,
            "actor": claim.actor,
            "claims_link": settings.SITE_URL + reverse("actors:claims"),
            "actor_link": settings.SITE_URL + claim.actor.get_absolute_url(),
            "contact_email": settings.CONTACT_EMAIL,
        },
    )
