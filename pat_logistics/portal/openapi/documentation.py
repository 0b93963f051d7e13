"""Content of the documentation page, read from the OpenAPI description: the two cannot disagree."""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format

_TYPES = {
    "string": "texte",
    "number": "nombre",
    "integer": "nombre entier",
    "boolean": "vrai ou faux",
    "object": "objet",
    "array": "liste",
    "null": "null",
}
_FORMATS = {
    "date": "date (AAAA-MM-JJ)",
    "date-time": "date et heure",
    "time-local": "heure (HH:MM:SS)",
    "uri": "adresse",
    "email": "adresse e-mail",
}


@dataclass(frozen=True)
class Row:
    """One parameter or field."""

    name: str
    kind: str
    required: bool
    description: str
    choices: list[tuple[str, str]]

    @classmethod
    def of(cls, name: str, kind: str, required: bool, description: str) -> "Row":
        """A row whose choices, which drf-spectacular lists at the end of the description, stand apart."""
        choices = re.findall(r"\* `(.+?)` - (.+)", description)
        return cls(name, kind, required, description.partition("* `")[0].strip(), choices)


@dataclass(frozen=True)
class Operation:
    """One address and method, with everything a reader needs to call it."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    parameters: list[Row]
    request: list[Row]
    response: list[Row]
    curl: str
    example: str


class _Reader:
    def __init__(self, schema: dict[str, Any], site_url: str):
        self.schema, self.site_url = schema, site_url

    def resolve(self, node: dict[str, Any]) -> dict[str, Any]:
        """Follow references; what stands beside a reference (a description) wins over it."""
        while "$ref" in node:
            target: Any = self.schema
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
        if "allOf" in node:
            merged: dict[str, Any] = {}
            for part in node["allOf"]:
                merged |= self.resolve(part)
            node = merged | {key: value for key, value in node.items() if key != "allOf"}
        return node

    def kind(self, node: dict[str, Any]) -> str:
        """Type, choices and bounds in words."""
        node = self.resolve(node)
        if variants := node.get("oneOf") or node.get("anyOf"):
            return " ou ".join(dict.fromkeys(self.kind(variant) for variant in variants))
        names = node.get("type", [])
        names = [names] if isinstance(names, str) else names
        words = [
            _FORMATS.get(node.get("format", ""), _TYPES[name]) if name == "string" else _TYPES[name]
            for name in names
        ]
        text = " ou ".join(words) or "toute valeur"
        if "array" in names and "items" in node:
            text += f" ({self.kind(node['items'])})"
        if "enum" in node and "* `" not in node.get("description", ""):
            text += " : " + ", ".join(str(choice) for choice in node["enum"] if choice is not None)
        low, high = node.get("minimum"), node.get("maximum")
        if low is not None and high is not None:
            text += f" de {_number(low)} à {_number(high)}"
        elif low is not None:
            text += f" à partir de {_number(low)}"
        return text

    def rows(self, node: dict[str, Any], prefix: str = "") -> Iterator[Row]:
        """Fields of an object, nested ones after their parent with their full path."""
        node = self.resolve(node)
        for name, child in node.get("properties", {}).items():
            child = self.resolve(child)
            path = prefix + name
            yield Row.of(
                path, self.kind(child), name in node.get("required", []), child.get("description", "")
            )
            inner = self.resolve(child["items"]) if "items" in child else child
            yield from self.rows(inner, f"{path}[]." if "items" in child else f"{path}.")

    def operation(self, path: str, method: str, node: dict[str, Any]) -> Operation:
        body = node.get("requestBody", {}).get("content", {}).get("application/json", {})
        success = next((code for code in node["responses"] if code.startswith("2")), "")
        answer = node["responses"].get(success, {}).get("content", {}).get("application/json", {})
        parameters = [
            Row.of(
                item["name"],
                self.kind(item["schema"]),
                item.get("required", False),
                item.get("description", ""),
            )
            for item in node.get("parameters", [])
        ]
        return Operation(
            anchor=node["operationId"].replace("_", "-"),
            method=method.upper(),
            path=path,
            summary=node.get("summary", ""),
            description=node.get("description", ""),
            parameters=parameters,
            request=list(self.rows(body.get("schema", {}))),
            response=list(self.rows(answer.get("schema", {}))),
            curl=self.curl(path, method, _example(body), node.get("parameters", [])),
            example=_pretty(_example(answer)),
        )

    def curl(self, path: str, method: str, body: Any, parameters: list[dict[str, Any]]) -> str:
        address, query = self.site_url + path, []
        for item in parameters:
            example = item.get("example") or next(
                (entry["value"] for entry in item.get("examples", {}).values()), None
            )
            if item["in"] == "path":
                address = address.replace("{" + item["name"] + "}", str(example or item["name"]))
            elif example is not None:
                query.append((item["name"], example))
        lines = [f"curl {shlex.quote(address)}"]
        if query:
            lines = [f"curl --get {shlex.quote(address)}"]
            lines += ["  --data-urlencode " + shlex.quote(f"{name}={value}") for name, value in query]
        if method == "post":
            lines = [f"curl {shlex.quote(address)}", "  --header 'Content-Type: application/json'"]
            lines.append("  --data " + shlex.quote(_pretty(body)))
        return " \\\n".join(lines)


def _number(value: float) -> str:
    return number_format(value, use_l10n=True, force_grouping=True)


def _example(content: dict[str, Any]) -> Any:
    if "example" in content:
        return content["example"]
    return next((entry["value"] for entry in content.get("examples", {}).values()), None)


def _pretty(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, indent=2)


def operations(schema: dict[str, Any], *, site_url: str) -> list[Operation]:
    """Every operation, in the order of the description."""
    reader = _Reader(schema, site_url)
    return [
        reader.operation(path, method, node)
        for path, methods in schema["paths"].items()
        for method, node in methods.items()
    ]
