"""Errors of the API as RFC 9457 problem details."""

from rest_framework.views import exception_handler as problem_handler

__all__ = ["problem_handler"]
