"""The webhooks of everybody, to be read; one that harms can be stopped."""

from django.contrib import admin, messages

from pat_logistics.admin_parts import ReadOnly
from pat_logistics.webhooks.models import Stop, Subscription
from pat_logistics.webhooks.services import stop


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["name", "user", "address", "created_at", "stopped_at", "failures", "failing_since"]
    list_filter = ["stopped_why"]
    search_fields = ["name", "address", "user__email"]
    list_select_related = ["user"]
    actions = ["stop"]
    exclude = ["seed", "previous_seed"]

    def has_stop_permission(self, request):
        return request.user.has_perm("webhooks.change_subscription")

    @admin.action(description="Arrêter les abonnements choisis", permissions=["stop"])
    def stop(self, request, queryset):
        stopped = sum(stop(each, why=Stop.OPERATOR) for each in queryset.select_related("user"))
        messages.success(request, f"{stopped} abonnement(s) arrêté(s).")
