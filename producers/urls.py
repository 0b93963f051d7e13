from django.urls import path

from producers.views import directory, files

app_name = "producers"

urlpatterns = [
    path("", directory.producer_list, name="list"),
    path("carte.json", directory.producer_map, name="map"),
    path("liste.csv", files.producer_csv, name="csv"),
    path("<slug:slug>/dfc.jsonld", directory.producer_enterprise, name="enterprise"),
    path("<slug:slug>/", directory.producer_detail, name="detail"),
]
