"""What a signed-in person sees stays with that person."""

from django.conf import settings
from django.utils.cache import patch_cache_control
from pghistory.middleware import HistoryMiddleware


class PrivatePages:
    """Pages of a signed-in person are kept by no cache: on a shared computer, "back" must show nothing.

    What a view declares public is the same for everybody, and may be kept.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        # The cookie first: a visitor's page must not come to depend on a session.
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        if signed_in and "public" not in response.get("Cache-Control", ""):
            patch_cache_control(response, private=True, no_store=True)
        return response


class HistoryContext(HistoryMiddleware):
    """Notes who asked for a change, and nothing more: an address may hold the key of a signed link."""

    def get_context(self, request):
        return {"user": super().get_context(request)["user"]}
