from allauth.account.models import EmailAddress
from django.contrib import admin

from pat_logistics.accounts.models import Membership, Organisation, User
from pat_logistics.lookups import FoldedSearch


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ["user", "organisation"]


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """People sign in by a code: there is no password to set here."""

    list_display = ["email", "is_active", "is_staff", "date_joined", "last_login"]
    list_filter = ["is_active", "is_staff", "memberships__role"]
    search_fields = ["email"]
    ordering = ["email"]
    fields = [
        "email", "full_name", "phone", "is_active", "is_staff", "is_superuser", "groups", "date_joined",
        "last_login",
    ]  # fmt: skip
    readonly_fields = ["date_joined", "last_login"]
    filter_horizontal = ["groups"]
    inlines = [MembershipInline]

    def get_readonly_fields(self, request, obj=None):
        """Only a superuser gives rights, or a member of the staff could promote himself."""
        rights = [] if request.user.is_superuser else ["is_staff", "is_superuser", "groups"]
        return [*self.readonly_fields, *rights]

    def has_change_permission(self, request, obj=None):
        """Whoever changes an address can sign in with it: only a superuser touches a superuser."""
        protected = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not protected

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        # The address given up no longer opens the account.
        EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()


@admin.register(Organisation)
class OrganisationAdmin(FoldedSearch, admin.ModelAdmin):
    list_display = ["name", "departements"]
    search_fields = ["name__fold__contains"]
    inlines = [MembershipInline]
