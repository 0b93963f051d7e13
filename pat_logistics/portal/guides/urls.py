from django.urls import path

from pat_logistics.portal.guides import views

app_name = "guides"

urlpatterns = [
    path("", views.guide_list, name="list"),
    path("<int:pk>", views.short, name="short"),
    path("nouveau/", views.create, name="create"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/modifier/", views.edit, name="edit"),
    path("<slug:slug>/publier/", views.publish, name="publish"),
]
