"""What holds for every answer under /api/, also when no view of the API was reached."""

import json

from django.http import HttpResponse
from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import patch_vary_headers

from pat_logistics.portal.openapi.faults import FieldError
from pat_logistics.portal.openapi.parameters import parameter_faults
from pat_logistics.portal.openapi.problems import MEDIA_TYPE, problem
from pat_logistics.portal.openapi.throttling import QUOTA_KEY

# Pages of any site may read the API: a browser then sends no cookie, so that they read what a visitor does,
# or what the token of theirs opens.
CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, RateLimit, RateLimit-Policy, Retry-After",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class ApiMiddleware:
    """Problem details instead of the site's error pages, ETags, quota headers, pages of other sites.

    First of all middlewares, so that a refusal by any other one (host, upload size) has the same shape.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.conditional = ConditionalGetMiddleware(get_response)

    def __call__(self, request):
        if not request.path_info.startswith("/api/"):
            return self.get_response(request)
        response = self._preflight(request) or self._refusal(request) or self.get_response(request)
        if response.status_code == 301:
            # Clients turn a POST into a GET on 301, and keep it on 308 (RFC 9110, 15.4.9).
            response.status_code = 308
        if response.status_code >= 400 and response.get("Content-Type") != MEDIA_TYPE:
            self._set_problem(response, problem(response.status_code, request.path))
        for name, value in (request.META.get(QUOTA_KEY, {}) | CROSS_ORIGIN).items():
            response[name] = value
        # A shared cache must not give to a visitor what a token opened.
        patch_vary_headers(response, ["Authorization"])
        if response.status_code >= 400:
            response["Cache-Control"] = "no-store"
        elif "Cache-Control" not in response:
            response["Cache-Control"] = "no-cache"
        return self.conditional.process_response(request, response)

    @staticmethod
    def _preflight(request):
        """The question of a browser before a page of another site sends a token or a calculation."""
        if request.method != "OPTIONS" or "Access-Control-Request-Method" not in request.headers:
            return None
        return HttpResponse(status=204, headers=PREFLIGHT)

    def _refusal(self, request):
        """What no view would read: the same words for all, so that none ignores it."""
        # PostgreSQL refuses NUL in any text.
        faults = [
            FieldError((name.replace("\x00", ""),), "invalid_text", "Ce texte contient un caractère nul.")
            for name, values in request.GET.lists()
            if "\x00" in name + "".join(values)
        ] or parameter_faults(request)
        if not faults:
            return None
        response = HttpResponse()
        body = problem(400, request.path, faults=[fault.as_json(in_body=False) for fault in faults])
        self._set_problem(response, body)
        return response

    @staticmethod
    def _set_problem(response, body):
        response.status_code = body["status"]
        response.content = json.dumps(body, ensure_ascii=False).encode()
        response["Content-Type"] = MEDIA_TYPE
        response["Content-Length"] = str(len(response.content))
