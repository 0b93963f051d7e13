"""Rules that every test holds the portal to, wherever it goes."""

import gzip
import inspect
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler
from django.template.base import Node

from pat_logistics.territory.models import RoadTrip

OUR_TEMPLATES = Path(settings.BASE_DIR, "templates")
# A session and a cache may change while a page is read; nothing else may.
MAY_CHANGE_ON_GET = ("django_session", RoadTrip._meta.db_table)
WRITE = re.compile(
    r"\s*(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE|MERGE INTO|COPY)\s+\"?(\w+)", re.IGNORECASE
)
LOADING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href", "use": "href"}


class UndefinedVariable:
    """`string_if_invalid` that fails on our own templates; those of the libraries keep Django's leniency."""

    def __contains__(self, _item):
        return True  # Django looks for "%s", and then formats it with the variable

    def __mod__(self, variable):
        origin = next(
            (
                node.origin.name
                for frame in inspect.stack()
                if isinstance(node := frame.frame.f_locals.get("self"), Node) and hasattr(node, "origin")
            ),
            "",
        )
        assert not Path(origin).is_relative_to(OUR_TEMPLATES), f"undefined variable {variable} in {origin}"
        return ""


def shuffle_unordered_querysets(monkeypatch):
    """Return the rows of a queryset without order in a random one, as PostgreSQL may any day."""
    pairs_of = SQLCompiler._order_by_pairs

    def pairs(compiler):
        found = list(pairs_of(compiler))
        query = compiler.query
        if not found and not (query.combinator or query.distinct or query.group_by is not None):
            found = [(OrderBy(Random()), False)]
        return iter(found)

    monkeypatch.setattr(SQLCompiler, "_order_by_pairs", pairs)


def _refuse_writes(execute, sql, params, many, context):
    match = WRITE.match(str(sql))
    assert not match or match[1] in MAY_CHANGE_ON_GET, f"a GET wrote: {sql}"
    return execute(sql, params, many, context)


def watch_responses(monkeypatch):
    """Refuse the GETs that write, and the pages that a browser would not show whole or let people fill."""
    answer = BaseHandler.get_response

    def get_response(handler, request):
        if request.method not in ("GET", "HEAD"):
            return answer(handler, request)
        with connection.execute_wrapper(_refuse_writes):
            response = answer(handler, request)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            packed = response.get("Content-Encoding") == "gzip"
            page = (gzip.decompress(response.content) if packed else response.content).decode()
            faults = page_faults(page)
            assert not faults, f"{request.path}: {', '.join(faults)}"
            # Browsers refuse a pasted « 1 200 » or « 12,50 € » there; `NumberInput` reads them.
            of_admin = request.resolver_match and request.resolver_match.app_name == "admin"
            assert of_admin or 'type="number"' not in page, f"{request.path}: a number is a NumberInput"
        return response

    monkeypatch.setattr(BaseHandler, "get_response", get_response)


def page_faults(page):
    """List what our Content-Security-Policy would block in a page."""
    reader = _Faults()
    reader.feed(page)
    return reader.found


class _Faults(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.found += [f"inline handler {name} on <{tag}>" for name in given if name.startswith("on")]
        if "style" in given:
            self.found.append(f"style attribute on <{tag}>")
        is_code = given.get("type") in (None, "module", "text/javascript")
        if "nonce" not in given and (tag == "style" or (tag == "script" and is_code and "src" not in given)):
            self.found.append(f"inline <{tag}> without nonce")
        address = given.get(LOADING.get(tag, "")) or ""
        loads = tag != "link" or given.get("rel") not in ("canonical", "license", "alternate", "help")
        host = urlsplit(address).hostname
        if loads and host and host != urlsplit(settings.SITE_URL).hostname:
            self.found.append(f"{address} loaded from elsewhere")
