"""The description of the API, for programs and for people."""

import functools

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from drf_spectacular import renderers
from drf_spectacular.utils import extend_schema
from rest_framework.views import APIView

from pat_logistics.portal.openapi.documentation import operations
from pat_logistics.portal.openapi.parsers import MAX_BODY_BYTES
from pat_logistics.portal.openapi.problems import KINDS
from pat_logistics.portal.openapi.schema import openapi_schema


class SchemaJsonRenderer(renderers.OpenApiJsonRenderer2):
    format = "json"


@functools.cache
def _rendered(renderer: type) -> bytes:
    return renderer().render(openapi_schema(), renderer_context={})


@extend_schema(exclude=True)
class SchemaView(APIView):
    """OpenAPI 3.1, as JSON or as YAML (by Accept, or ?format=yaml)."""

    renderer_classes = [
        SchemaJsonRenderer,
        renderers.OpenApiJsonRenderer,
        renderers.OpenApiYamlRenderer,
        renderers.OpenApiYamlRenderer2,
    ]

    def get(self, request):
        content_type = f"{request.accepted_renderer.media_type}; charset=utf-8"
        response = HttpResponse(_rendered(type(request.accepted_renderer)), content_type=content_type)
        response["Cache-Control"] = "public, max-age=3600"
        return response


@functools.cache
def _operations():
    return operations(openapi_schema(), site_url=settings.SITE_URL)


@require_safe
@cache_control(no_cache=True)
def documentation(request):
    """What the API offers, its rules and its errors, in one page that needs no script."""
    context = {
        "operations": _operations(),
        "kinds": KINDS.items(),
        "quotas": settings.API_QUOTA_PER_MINUTE,
        "token_quotas": settings.API_TOKEN_QUOTA_PER_MINUTE,
        "max_body_kb": MAX_BODY_BYTES // 1000,
        "schema": openapi_schema()["info"],
        "contact": settings.CONTACT_EMAIL,
    }
    return render(request, "openapi/documentation.html", context)
