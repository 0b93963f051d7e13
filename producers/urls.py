from django.urls import path

from producers import views

app_name = "producers"

urlpatterns = [
    path("", views.producer_list, name="list"),
    path("<slug:slug>/", views.producer_detail, name="detail"),
]
