from django.urls import path

from needs_survey.campaign import my_visits, views

urlpatterns = [
    path("", views.index, name="campaigns"),
    path("nouvelle/", views.create, name="campaign_create"),
    path("mes-visites/", my_visits.my_visits, name="my_visits"),
    path("mes-visites.csv", my_visits.my_visits_csv, name="my_visits_csv"),
    path("<int:pk>/", views.campaign, name="campaign"),
    path("<int:pk>/modifier/", views.edit, name="campaign_edit"),
    path("<int:pk>/supprimer/", views.delete, name="campaign_delete"),
    path("<int:pk>/ajouter/", views.add, name="campaign_add"),
    path("<int:pk>/avancement/", views.progress, name="campaign_progress"),
    path("<int:pk>/visites/<int:visit>/", views.visit, name="visit"),
    path("<int:pk>/visites/<int:visit>/prendre/", views.take, name="visit_take"),
]
