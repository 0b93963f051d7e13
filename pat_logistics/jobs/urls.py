from django.urls import path

from pat_logistics.jobs import views

app_name = "jobs"

urlpatterns = [
    path("", views.own_jobs, name="list"),
    path("<uuid:key>/", views.detail, name="detail"),
    path("<uuid:key>/annuler/", views.cancel, name="cancel"),
    path("<uuid:key>/resultat/", views.result, name="result"),
]
