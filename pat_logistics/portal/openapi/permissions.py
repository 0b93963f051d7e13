"""Who may use the API."""

from rest_framework.permissions import SAFE_METHODS, BasePermission


class ReadOnlyForVisitors(BasePermission):
    """Anyone reads; writing needs an account. A method that the view lacks is left to its 405."""

    def has_permission(self, request, view):
        return (
            request.method in SAFE_METHODS
            or request.method not in view.allowed_methods
            or request.user.is_authenticated
        )
