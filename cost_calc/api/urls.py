"""Addresses of the calculator under /api/v1/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from cost_calc.api.views import CompareView, RoundView, VehicleViewSet

router = SimpleRouter()
router.register("vehicles", VehicleViewSet, basename="vehicle")

urlpatterns = [
    path("calculations/round/", RoundView.as_view(), name="round"),
    path("calculations/compare/", CompareView.as_view(), name="compare"),
    path("", include(router.urls)),
]
