from django.urls import path

from pat_logistics.tokens import views

app_name = "tokens"

urlpatterns = [
    path("", views.own_tokens, name="list"),
    path("<int:pk>/revoquer/", views.revoke, name="revoke"),
]
