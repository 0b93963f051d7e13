"""The addresses of OGC API – Features: each answers JSON or a page, as `f` or the header asks."""

import json
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from pat_logistics.portal.open_data.ogc import documents
from pat_logistics.portal.open_data.ogc.collections import COLLECTIONS, Collection
from pat_logistics.portal.open_data.ogc.description import FORMATS, description
from pat_logistics.portal.open_data.ogc.documents import GEOJSON, HTML, JSON, OPENAPI, SCHEMA, Document, link
from pat_logistics.portal.open_data.ogc.items import feature_of, page_of
from pat_logistics.portal.open_data.ogc.pages import PAGES


class _Renderer(JSONRenderer):
    """Only a refusal comes here, a problem in JSON whatever was asked; the views write the rest."""

    charset = None


class GeoJsonRenderer(_Renderer):
    media_type = GEOJSON


class OpenApiRenderer(_Renderer):
    media_type = OPENAPI


class JsonSchemaRenderer(_Renderer):
    media_type = SCHEMA


class PageRenderer(_Renderer):
    media_type, format = HTML, "html"


class ByName(DefaultContentNegotiation):
    """`f` rather than the header."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        asked = request.query_params.get("f")
        if not asked:
            return super().select_renderer(request, renderers, format_suffix)
        if asked not in FORMATS:
            raise ValidationError({"f": f"Formats possibles\u00a0: {', '.join(FORMATS)}."})
        found = next(each for each in renderers if each.format == asked)
        return found, found.media_type


@extend_schema(exclude=True)
class OgcView(APIView):
    """`document` tells; `kind` is its type in JSON, `page` the function of `pages` that shows it."""

    content_negotiation_class = ByName
    renderer_classes: Any = [JSONRenderer, PageRenderer]
    kind: ClassVar[str] = JSON
    page: ClassVar[str]

    def get(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        document = self.document()
        is_page = isinstance(request.accepted_renderer, PageRenderer)
        if "links" in document:
            document["links"] = [*self.of_itself(is_page=is_page), *document["links"]]
        if is_page:
            context = PAGES[self.page](document, self.at)
            return render(request, "open_data/ogc.html", {"page": context, "document": document})
        return HttpResponse(self.written(document), content_type=self.kind)

    def document(self) -> Document:
        raise NotImplementedError

    def written(self, document: Document) -> str:
        return json.dumps(document, ensure_ascii=False)

    @property
    def collection(self) -> Collection:
        if self.kwargs["code"] not in COLLECTIONS:
            raise Http404
        return COLLECTIONS[self.kwargs["code"]]

    def at(self, path: str) -> str:
        return self.request.build_absolute_uri(reverse("ogc:landing") + path)

    def with_query(self, **values: str) -> str:
        """The address asked, some of its parameters changed."""
        query = self.request.query_params.copy()
        for name, value in values.items():
            query[name] = value
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")

    def of_itself(self, *, is_page: bool) -> list[Document]:
        return [
            link("alternate" if is_page else "self", self.with_query(f="json"), self.kind, "En JSON"),
            link("self" if is_page else "alternate", self.with_query(f="html"), HTML, "En page"),
        ]


class LandingView(OgcView):
    page = "landing"

    def document(self) -> Document:
        return documents.landing(self.at)


class ConformanceView(OgcView):
    page = "conformance"

    def document(self) -> Document:
        return documents.conformance(self.at)


class DescriptionView(OgcView):
    page, kind = "description", OPENAPI
    renderer_classes = [OpenApiRenderer, JSONRenderer, PageRenderer]

    def document(self) -> Document:
        return description()


class CollectionsView(OgcView):
    page = "collections"

    def document(self) -> Document:
        return documents.collections(self.at)


class CollectionView(OgcView):
    page = "collection"

    def document(self) -> Document:
        return documents.collection_document(self.collection, self.at)


class QueryablesView(OgcView):
    page, kind = "queryables", SCHEMA
    renderer_classes = [JsonSchemaRenderer, JSONRenderer, PageRenderer]

    def document(self) -> Document:
        return documents.queryables(self.collection, self.at)


class ItemsView(OgcView):
    page, kind = "items", GEOJSON
    renderer_classes = [GeoJsonRenderer, JSONRenderer, PageRenderer]

    def document(self) -> Document:
        """Features as texts, which the database wrote."""
        collection = self.collection
        found = page_of(collection, self.request.query_params.dict())
        links = [link("collection", self.at(f"collections/{collection.code}"), JSON, collection.title)]
        if found.following:
            kind = HTML if isinstance(self.request.accepted_renderer, PageRenderer) else GEOJSON
            links.append(link("next", self.with_query(cursor=found.following), kind, "Page suivante"))
        counted = {} if found.matched is None else {"numberMatched": found.matched}
        return {
            "type": "FeatureCollection",
            "collection": collection,
            "links": links,
            "timeStamp": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            **counted,
            "numberReturned": len(found.features),
            "features": found.features,
        }

    def written(self, document: Document) -> str:
        told = {key: value for key, value in document.items() if key not in ("collection", "features")}
        head = json.dumps(told, ensure_ascii=False).removesuffix("}")
        return f'{head},"features":[{",".join(document["features"])}]}}'


class ItemView(OgcView):
    page, kind = "item", GEOJSON
    renderer_classes = [GeoJsonRenderer, JSONRenderer, PageRenderer]

    def document(self) -> Document:
        collection = self.collection
        found = feature_of(collection, self.kwargs["key"])
        if found is None:
            raise Http404
        links = [link("collection", self.at(f"collections/{collection.code}"), JSON, collection.title)]
        return {**json.loads(found), "collection": collection, "links": links}

    def written(self, document: Document) -> str:
        return super().written({key: value for key, value in document.items() if key != "collection"})
