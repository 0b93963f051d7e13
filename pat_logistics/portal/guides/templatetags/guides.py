"""Guides that the pages of other apps point to, by their addresses."""

from django import template

from pat_logistics.portal.guides.models import Guide

register = template.Library()


@register.simple_tag(takes_context=True)
def guides_at(context, slugs):
    """Guides the reader may see, in the order asked."""
    found = {guide.slug: guide for guide in Guide.objects.visible_to(context["user"]).filter(slug__in=slugs)}
    return [found[slug] for slug in slugs if slug in found]
