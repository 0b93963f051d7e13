"""Everything under /api/v1/."""

from django.urls import include, path
from django.views.generic import RedirectView
from rest_framework.routers import SimpleRouter

from cost_calc.api import CompareView, RoundView, VehicleViewSet
from pat_logistics.openapi.views import SchemaView, documentation

app_name = "api"

router = SimpleRouter()
router.register("vehicles", VehicleViewSet, basename="vehicle")

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api:docs"), name="root"),
    path("docs/", documentation, name="docs"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("calculations/round/", RoundView.as_view(), name="round"),
    path("calculations/compare/", CompareView.as_view(), name="compare"),
    path("", include(router.urls)),
]
