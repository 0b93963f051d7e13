from django.urls import path

from pat_logistics.actors.views import directory, keeping

app_name = "actors"

urlpatterns = [
    path("", directory.actor_list, name="list"),
    path("carte.json", directory.actor_map, name="map"),
    path("saisir/", keeping.create, name="create"),
    path("demandes/", keeping.claims, name="claims"),
    path("demandes/<int:pk>/", keeping.decide, name="decide"),
    path("<slug:slug>/", directory.actor_detail, name="detail"),
    path("<slug:slug>/corriger/", keeping.edit, name="edit"),
    path("<slug:slug>/verifier/", keeping.confirm, name="confirm"),
    path("<slug:slug>/publier/", keeping.publish, name="publish"),
    path("<slug:slug>/historique/", keeping.changes, name="history"),
    path("<slug:slug>/c-est-nous/", keeping.claim, name="claim"),
]
