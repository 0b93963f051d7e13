from django.urls import path

from pat_logistics.webhooks import views

app_name = "webhooks"

urlpatterns = [
    path("", views.own_webhooks, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/modifier/", views.edit, name="edit"),
    path("<int:pk>/secret/", views.rotate, name="rotate"),
    path("<int:pk>/essayer/", views.ping, name="ping"),
    path("<int:pk>/arreter/", views.stop, name="stop"),
    path("<int:pk>/reprendre/", views.resume, name="resume"),
    path("<int:pk>/renvoyer/", views.send_again, name="send_again"),
    path("<int:pk>/supprimer/", views.delete, name="delete"),
]
