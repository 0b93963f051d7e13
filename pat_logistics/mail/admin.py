"""The mails of the portal, to be read; one that may not have left can be sent again."""

from django.contrib import admin, messages

from pat_logistics.admin_parts import ReadOnly
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.mail.services import resend


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnly, admin.ModelAdmin):
    """The text is left out: it may hold a link that only its reader may use."""

    list_display = ["subject", "to", "state", "attempts", "created_at", "handed_at"]
    list_filter = ["state", "created_at"]
    search_fields = ["to", "subject", "key"]
    actions = ["send_again"]
    exclude = ["body"]

    def has_resend_permission(self, request):
        return request.user.has_perm("mail.change_outgoingmail")

    @admin.action(
        description="Renvoyer les courriels choisis (non distribués ou incertains)", permissions=["resend"]
    )
    def send_again(self, request, queryset):
        sent = sum(resend(mail) for mail in queryset)
        messages.success(request, f"{sent} courriel(s) remis en attente.")
