"""Apache Parquet: for those who read a table with pandas, R or DuckDB."""

import tempfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pyarrow as pa
from pyarrow import parquet as library

from pat_logistics.open_data.datasets import Column, Kind
from pat_logistics.open_data.extracts import Extract

IN_MEMORY = 1_000_000
CHUNK_BYTES = 1 << 16
TYPES = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.YES_NO: pa.bool_(),
    Kind.DAY: pa.date32(),
    Kind.HOUR: pa.time64("us"),
    Kind.MOMENT: pa.timestamp("us", tz="UTC"),
}


def parquet(extract: Extract) -> Iterator[bytes]:
    """The rows under their technical names; what the file says of itself is in its metadata."""
    columns = extract.columns
    schema = pa.schema([pa.field(column.code, _type(column)) for column in columns])
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        count = 0
        with library.ParquetWriter(file, schema, compression="zstd") as writer:
            for rows in extract.tuples():
                count += len(rows)
                values = [
                    pa.array([_value(value) for value in each], _type(column))
                    for column, each in zip(columns, zip(*rows, strict=True), strict=True)
                ]
                writer.write_batch(pa.record_batch(values, schema=schema))
            writer.add_key_value_metadata(extract.about(count))
        file.seek(0)
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def _type(column: Column) -> Any:
    return pa.list_(TYPES[column.each]) if column.kind is Kind.SEVERAL else TYPES[column.kind]


def _value(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value
