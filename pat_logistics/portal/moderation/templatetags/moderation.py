"""What the pages of other apps ask of this one, through the two templates they include."""

from django import template

from pat_logistics.portal.moderation.listings import kind_of
from pat_logistics.portal.moderation.models import ErrorReport

register = template.Library()


@register.simple_tag(takes_context=True)
def may_confirm(context, listing):
    """Whether the reader may say that all is right on this listing."""
    user = context["user"]
    return user.is_authenticated and kind_of(listing).managed_by(user).filter(pk=listing.pk).exists()


@register.simple_tag
def reports_waiting(user):
    """How many reported errors wait for the user."""
    return ErrorReport.objects.visible_to(user).open().count()


@register.filter
def kind_slug(listing):
    return kind_of(listing).slug
