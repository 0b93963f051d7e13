"""Everything under /api/v1/."""

from django.urls import include, path
from django.views.generic import RedirectView
from rest_framework.routers import SimpleRouter

from carriers.api import (
    AreaViewSet,
    BandViewSet,
    CarrierViewSet,
    DropPointViewSet,
    GridViewSet,
    SolutionViewSet,
)
from pat_logistics.actors.api import ActorViewSet
from pat_logistics.jobs.api import JobView
from pat_logistics.portal.open_data.api import DeletionViewSet
from pat_logistics.portal.openapi.views import SchemaView, documentation
from pat_logistics.territory.api import CommuneViewSet
from producers.api import FlowViewSet, ProducerViewSet, ProductLineViewSet, StorageViewSet

app_name = "api"

router = SimpleRouter()
router.register("communes", CommuneViewSet, basename="commune")
router.register("solutions", SolutionViewSet, basename="solution")
router.register("producers", ProducerViewSet, basename="producer")
router.register("product-lines", ProductLineViewSet, basename="product-line")
router.register("storage", StorageViewSet, basename="storage")
router.register("flows", FlowViewSet, basename="flow")
router.register("carriers", CarrierViewSet, basename="carrier")
router.register("areas", AreaViewSet, basename="area")
router.register("drop-points", DropPointViewSet, basename="drop-point")
router.register("grids", GridViewSet, basename="grid")
router.register("bands", BandViewSet, basename="band")
router.register("actors", ActorViewSet, basename="actor")
router.register("deletions", DeletionViewSet, basename="deletion")

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api:docs"), name="root"),
    path("docs/", documentation, name="docs"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("", include("cost_calc.api.urls")),
    path("jobs/<uuid:key>/", JobView.as_view(), name="job"),
    path("", include(router.urls)),
]
