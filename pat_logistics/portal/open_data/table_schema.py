"""The Table Schema of a list (specs.frictionlessdata.io/table-schema): what its technical CSV holds."""

from typing import Any

from pat_logistics.open_data.datasets import Column, Dataset, Kind

# A day and an hour as ISO 8601 writes them, with an offset, which the default of the standard does not read.
ANY_FORMAT = frozenset({Kind.HOUR, Kind.MOMENT})


def table_schema(dataset: Dataset) -> dict[str, Any]:
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": dataset.code,
        "title": dataset.title,
        "description": dataset.doc,
        "fields": [_field(column) for column in dataset.columns],
        "primaryKey": dataset.key,
        "missingValues": [""],
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.code,
        "title": column.title,
        "type": column.kind.value,
        "description": f"{column.doc} En {column.unit}." if column.unit else column.doc,
    }
    if column.kind in ANY_FORMAT:
        field["format"] = "any"
    if column.choices and column.kind is not Kind.SEVERAL:
        field["constraints"] = {"enum": [code for code, _ in column.choices]}
    return field
