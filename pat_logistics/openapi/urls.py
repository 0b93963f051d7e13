"""Everything under /api/v1/."""

from django.urls import include, path
from django.views.generic import RedirectView
from rest_framework.routers import SimpleRouter

from pat_logistics.openapi.views import SchemaView, documentation

app_name = "api"

router = SimpleRouter()

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api:docs"), name="root"),
    path("docs/", documentation, name="docs"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("", include(router.urls)),
]
