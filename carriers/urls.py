from django.urls import path

from carriers.views import catalogue, files

app_name = "carriers"

urlpatterns = [
    path("", catalogue.solution_list, name="list"),
    path("carte.json", catalogue.solution_map, name="map"),
    path("liste.csv", files.solution_csv, name="csv"),
    path("<int:pk>", catalogue.solution_short, name="short"),
    path("transporteurs/<slug:slug>/", catalogue.carrier_detail, name="carrier"),
    path("<slug:slug>/zone.geojson", catalogue.solution_area, name="area"),
    path("<slug:slug>/", catalogue.solution_detail, name="detail"),
]
