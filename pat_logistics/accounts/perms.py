"""Who may do what, as questions on a user. Each rule is stated once, here."""

from typing import Any

from django.db.models import F, Func, Q, QuerySet

from pat_logistics.accounts.models import Membership, Organisation, Role

# A user, or the visitor without an account of Django: told apart by `is_authenticated`.
Somebody = Any
EVERYTHING, NOTHING = ~Q(pk__in=[]), Q(pk__in=[])


def is_administrator(user: Somebody) -> bool:
    """Everything the other roles do not cover. A member of the staff with a few permissions is none."""
    return user.is_authenticated and user.is_active and user.is_superuser


def has_role(user: Somebody, role: Role) -> bool:
    """The user holds this role in at least one organisation."""
    return user.is_authenticated and Membership.objects.filter(user=user, role=role).exists()


def belongs_to(user: Somebody, organisation: Organisation | int | None, role: Role | None = None) -> bool:
    """The user acts for this organisation, in this role if one is given."""
    if not user.is_authenticated:
        return False
    memberships = Membership.objects.filter(user=user, organisation=organisation)
    return (memberships.filter(role=role) if role else memberships).exists()


def is_advisor(user: Somebody) -> bool:
    """Advisor of a chamber, a PETR or a Département."""
    return has_role(user, Role.ADVISOR)


def counsels(user: Somebody) -> bool:
    """Advisors, of any territory, and administrators: who keeps what is common to all."""
    return is_administrator(user) or is_advisor(user)


def advises(user: Somebody, departement: str) -> bool:
    """Advisor of an organisation that follows this département (its code, such as "48").

    An advisor sees and corrects the producers of the own territory, nobody else's.
    """
    return user.is_authenticated and (
        Membership.objects.filter(
            user=user, role=Role.ADVISOR, organisation__departements__contains=[departement]
        ).exists()
    )


def advised_departements(user: Somebody) -> QuerySet[Any, Any]:
    """Codes of the départements that the user advises (subquery)."""
    memberships = Membership.objects.filter(user=user, role=Role.ADVISOR)
    return memberships.values(advised=Func(F("organisation__departements"), function="unnest"))
