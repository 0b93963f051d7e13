"""Everything under /api/v1/."""

from django.urls import include, path
from django.views.generic import RedirectView
from rest_framework.routers import SimpleRouter

from carriers.api import SolutionViewSet
from cost_calc.api.views import CompareView, RoundView, VehicleViewSet
from pat_logistics.portal.openapi.views import SchemaView, documentation
from pat_logistics.territory.api import CommuneViewSet
from producers.api import ProducerViewSet

app_name = "api"

router = SimpleRouter()
router.register("communes", CommuneViewSet, basename="commune")
router.register("vehicles", VehicleViewSet, basename="vehicle")
router.register("solutions", SolutionViewSet, basename="solution")
router.register("producers", ProducerViewSet, basename="producer")

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api:docs"), name="root"),
    path("docs/", documentation, name="docs"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("calculations/round/", RoundView.as_view(), name="round"),
    path("calculations/compare/", CompareView.as_view(), name="compare"),
    path("", include(router.urls)),
]
