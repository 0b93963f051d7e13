"""Everything under /api/v1/."""

from django.urls import include, path
from django.views.generic import RedirectView
from rest_framework.routers import SimpleRouter

from carriers.api import SolutionViewSet
from pat_logistics.jobs.api import JobView
from pat_logistics.portal.openapi.views import SchemaView, documentation
from pat_logistics.territory.api import CommuneViewSet
from producers.api import ProducerViewSet

app_name = "api"

router = SimpleRouter()
router.register("communes", CommuneViewSet, basename="commune")
router.register("solutions", SolutionViewSet, basename="solution")
router.register("producers", ProducerViewSet, basename="producer")

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api:docs"), name="root"),
    path("docs/", documentation, name="docs"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("", include("cost_calc.api.urls")),
    path("jobs/<uuid:key>/", JobView.as_view(), name="job"),
    path("", include(router.urls)),
]
