from django.urls import path

from pat_logistics.actors import views

app_name = "actors"

urlpatterns = [
    path("", views.actor_list, name="list"),
    path("carte.json", views.actor_map, name="map"),
    path("<slug:slug>/", views.actor_detail, name="detail"),
]
