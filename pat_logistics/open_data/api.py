"""The lists of the API: pages or a whole walk of JSON, and the same rows as files."""

import builtins
import json
import re
from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import OrderBy, QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localdate
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.viewsets import ReadOnlyModelViewSet

from pat_logistics.accounts.perms import Somebody
from pat_logistics.exchange.downloads import saved_as
from pat_logistics.open_data.answers import Answers
from pat_logistics.open_data.datasets import Column, Dataset, Kind
from pat_logistics.open_data.extracts import Extract
from pat_logistics.open_data.files import FORMATS, Format
from pat_logistics.open_data.json_rows import JsonRows, Values

# What a request says of the answer rather than of its rows.
OF_THE_ANSWER = ("format", "fields", "ordering", "page", "page_size", "cursor")
GEOJSON = "application/geo+json"
CURSOR = re.compile("[0-9A-Za-z]{1,18}")
ANSWERS = Answers()
FIELDS = {
    Kind.TEXT: serializers.CharField,
    Kind.INTEGER: serializers.IntegerField,
    Kind.NUMBER: serializers.FloatField,
    Kind.YES_NO: serializers.BooleanField,
    Kind.DAY: serializers.DateField,
    Kind.HOUR: serializers.TimeField,
    Kind.MOMENT: serializers.DateTimeField,
}


def renderer_of(name: str, form: Format) -> type[BaseRenderer]:
    """Tells the framework that a list can be had as this file; `ListOfDataset` writes it."""
    media_type = form.content_type.partition(";")[0]
    # A header that asks for CSV gets the one for programs.
    values = {"format": name, "media_type": media_type, "charset": None, "render": _never}
    return type(f"{name.title().replace('-', '')}Renderer", (BaseRenderer,), values)


def _never(self: BaseRenderer, data: Any, *args: Any) -> bytes:
    """Only a refusal comes here: the problem in JSON."""
    return JSONRenderer().render(data)


def serializer_of(dataset: Dataset) -> type[serializers.Serializer]:
    """The row of a dataset, as the description of the API tells it."""
    name = "".join(part.title() for part in dataset.code.split("-")) + "RowSerializer"
    fields = {column.code: _field(column) for column in dataset.columns}
    return type(name, (serializers.Serializer,), fields | {"__doc__": dataset.doc})


def _field(column: Column) -> serializers.Field:
    doc = f"{column.doc} En {column.unit}." if column.unit else column.doc
    # `fields` leaves out what was not asked for.
    options: dict[str, Any] = {"help_text": doc, "required": False}
    if column.kind is Kind.SEVERAL:
        return serializers.ListField(child=_one(column, column.each, {}), **options)
    return _one(column, column.kind, options | {"allow_null": True})


def _one(column: Column, kind: Kind, options: dict[str, Any]) -> serializers.Field:
    return FIELDS[kind](**options)


class ListOfDataset(ReadOnlyModelViewSet):
    """A list of the API that reads a dataset. Rows are JSON written by the database.

    `format` gives the whole list as a file, `fields` some of its columns, `ordering` sorts it, `cursor` walks
    through it in the order of its key, which no change of the rows disturbs. A page is for its reader; files
    travel, and hold what a visitor may read, whoever asks.
    """

    dataset: ClassVar[Dataset]
    # How a row of a page is told.
    in_json: ClassVar[JsonRows]
    lookup_value_regex = "[0-9]{1,18}"
    renderer_classes = [JSONRenderer, *(renderer_of(name, form) for name, form in FORMATS.items())]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """What is written once for all requests is kept on the list itself."""
        super().__init_subclass__(**kwargs)
        if "dataset" in vars(cls):
            cls.in_json = JsonRows(cls.dataset.rows, cls.values)

    @classmethod
    def values(cls, user: Somebody) -> Values:
        """What a row says to somebody, by name."""
        return {column.code: column.value for column in cls.dataset.columns}

    @property
    def pages(self) -> Any:
        return self.paginator

    def get_renderers(self) -> Any:
        """One row is JSON."""
        renderers: Any = super().get_renderers()
        return renderers[:1] if "pk" in self.kwargs else renderers

    def get_queryset(self) -> "QuerySet[Any]":
        return self.in_json.rows(self.request.user)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        kind = request.accepted_renderer.format
        if kind in FORMATS:
            rows = self.sorted(self.filter_queryset(self.dataset.rows(AnonymousUser())))
            return self.file(FORMATS[kind], rows, self.dataset.chosen(self.asked(self.dataset.codes)))
        if request.user.is_authenticated:
            content = self.content()
        else:
            content = ANSWERS.of(request.build_absolute_uri(), self.content)
        return HttpResponse(content, content_type="application/json")

    def content(self) -> bytes:
        """A page of the list in JSON."""
        found = self.filter_queryset(self.get_queryset())
        return self.walk(found) if "cursor" in self.request.query_params else self.page(self.sorted(found))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        found = self.told([int(kwargs["pk"])])
        if not found:
            raise Http404
        return HttpResponse(found[0], content_type="application/json")

    @property
    def names(self) -> builtins.list[str]:
        """What a row may be asked, by `fields`."""
        return self.dataset.codes

    def told(self, keys: Sequence[Any]) -> builtins.list[str]:
        """The rows of these keys as JSON, each a text."""
        asked = self.asked(self.names)
        names = [name for name in self.names if not asked or name in asked]
        site = self.request.build_absolute_uri("/").removesuffix("/")
        return self.in_json(self.request.user, keys, names, site=site, today=localdate())

    def page(self, rows: "QuerySet[Any]") -> bytes:
        keys = self.pages.paginate_queryset(rows.values_list("pk", flat=True), self.request, view=self)
        return _enveloped(self.pages.get_paginated_response([]).data, self.told(keys))

    def walk(self, rows: "QuerySet[Any]") -> bytes:
        """The rows whose key follows the cursor, and the address of the next ones."""
        cursor, size = self.request.query_params["cursor"], self.pages.get_page_size(self.request)
        rows = rows.order_by("pk").filter(pk__gt=self._key(cursor))
        keys = list(rows.values_list("pk", flat=True)[: size + 1])
        following = None
        if len(keys) > size:
            query = self.request.query_params.copy()
            query["cursor"] = str(keys[size - 1])
            following = self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")
        envelope = {"count": None, "next": following, "previous": None}
        return _enveloped(envelope, self.told(keys[:size]))

    def _key(self, cursor: str) -> Any:
        """The cursor as the key of the rows; nothing lies before the first."""
        numbers = self.dataset[self.dataset.key].kind is Kind.INTEGER
        if not CURSOR.fullmatch(cursor) or (numbers and not cursor.isdecimal()):
            raise ValidationError({"cursor": "Donnez celui de « next », ou 0 pour commencer."})
        return int(cursor) if numbers else cursor

    def asked(self, possible: Sequence[str]) -> builtins.list[str]:
        """What `fields` names, of these; nothing without it."""
        names = [name.strip() for name in self.request.query_params.get("fields", "").split(",")]
        asked = [name for name in names if name]
        if unknown := sorted(set(asked) - set(possible)):
            text = f"Inconnu ici : {', '.join(unknown)}. Possibles : {', '.join(possible)}."
            raise ValidationError({"fields": text}, "unknown_field")
        return asked

    def sorted(self, rows: "QuerySet[Any]") -> "QuerySet[Any]":
        """By what `ordering` names (`-name`: last first), then by the key, so that pages never overlap."""
        asked = self.request.query_params.get("ordering")
        if not asked:
            return rows if rows.query.order_by else rows.order_by("pk")
        code = asked.removeprefix("-")
        if code not in sortable(self.dataset):
            possible = ", ".join(sortable(self.dataset))
            raise ValidationError({"ordering": f"Tri inconnu. Colonnes possibles : {possible}."})
        value: Any = self.dataset[code].value
        value = OrderBy(value, descending=asked.startswith("-"), nulls_last=True)
        return rows.order_by(value, "pk")

    def file(self, form: Format, rows: "QuerySet[Any]", columns: tuple[Column, ...]) -> HttpResponseBase:
        if form.is_map and self.dataset.place is None:
            raise ValidationError({"format": "Ces lignes n’ont pas de lieu : demandez csv, xlsx ou jsonl."})
        extract = self.extract(rows, columns)
        response = StreamingHttpResponse(form.write(extract), content_type=form.content_type)
        response["X-Accel-Buffering"] = "no"
        return saved_as(f"{extract.name}.{form.ending}", response)

    def extract(self, rows: "QuerySet[Any]", columns: tuple[Column, ...]) -> Extract:
        request = self.request
        filters = {
            name: ", ".join(values)
            for name, values in request.query_params.lists()
            if name not in OF_THE_ANSWER
        }
        source = request.build_absolute_uri(request.get_full_path())
        return Extract(self.dataset, rows, columns, localdate(), source, filters)


class DetailedListOfDataset(ListOfDataset):
    """A list whose rows are told in more depth than a table can. Its files are those of its dataset.

    Its serializer describes what `values` gives to those who read the description of the API.
    """

    serializer_class: Any

    @property
    def names(self) -> builtins.list[str]:
        return list(self.serializer_class.Meta.fields)


def sortable(dataset: Dataset) -> list[str]:
    return [column.code for column in dataset.columns if column.kind is not Kind.SEVERAL]


def _enveloped(envelope: dict[str, Any], rows: Sequence[str]) -> bytes:
    """A page: the rows are JSON already."""
    pages = {name: value for name, value in envelope.items() if name != "results"}
    head = json.dumps(pages, ensure_ascii=False).removesuffix("}")
    return f'{head},"results":[{",".join(rows)}]}}'.encode()


def described(dataset: Dataset, row: Any = None, *, doc: str = "") -> Any:
    """What the description of the API says of a list and of one row, which a serializer may tell in depth."""
    doc = doc or dataset.doc
    page = row or serializer_of(dataset)
    files = [name for name, form in FORMATS.items() if dataset.place or not form.is_map]
    media = {FORMATS[name].content_type.partition(";")[0] for name in files}
    # The library takes the first status in the order of their texts as the one that tells of a list.
    responses: dict[Any, Any] = {("200", "application/json"): page(many=True)}
    responses |= {(200, each): OpenApiTypes.BINARY for each in sorted(media - {GEOJSON})}
    if dataset.place:
        responses[(200, GEOJSON)] = OpenApiTypes.OBJECT
    fields = OpenApiParameter("fields", str, description="Champs voulus, séparés par des virgules.")
    parameters = [
        fields,
        OpenApiParameter("format", str, enum=["json", *files], description="La liste entière, en fichier."),
        OpenApiParameter(
            "ordering", str,
            description=f"Colonne du tri, « - » devant pour l’inverse : {', '.join(sortable(dataset))}.",
        ),
        OpenApiParameter(
            "cursor", str,
            description="0 pour lire toute la liste dans l’ordre de son numéro, puis l’adresse de « next ».",
        ),
    ]  # fmt: skip
    name = dataset.title.lower()
    return extend_schema_view(
        list=extend_schema(
            summary=f"Lister : {name}", description=doc, parameters=parameters, responses=responses
        ),
        retrieve=extend_schema(
            summary=f"Lire un élément : {name}",
            description=doc,
            parameters=[
                fields,
                OpenApiParameter("id", int, "path", description="Son numéro."),
                OpenApiParameter("format", exclude=True),
            ],
            responses=page,
        ),
    )
