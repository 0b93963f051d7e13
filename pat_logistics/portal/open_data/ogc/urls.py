"""Everything under /api/ogc/. The standard writes these addresses without a slash at their end."""

from django.urls import path

from pat_logistics.portal.open_data.ogc import views

app_name = "ogc"

urlpatterns = [
    path("", views.LandingView.as_view(), name="landing"),
    path("conformance", views.ConformanceView.as_view(), name="conformance"),
    path("api", views.DescriptionView.as_view(), name="api"),
    path("collections", views.CollectionsView.as_view(), name="collections"),
    path("collections/<slug:code>", views.CollectionView.as_view(), name="collection"),
    path("collections/<slug:code>/queryables", views.QueryablesView.as_view(), name="queryables"),
    path("collections/<slug:code>/items", views.ItemsView.as_view(), name="items"),
    path("collections/<slug:code>/items/<str:key>", views.ItemView.as_view(), name="item"),
]
