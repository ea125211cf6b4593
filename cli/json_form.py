"""Records and values as JSON, in the form scripts rely on (docs/commands.md)."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from ..schema.clean import must_hide
from ..schema.field import Field, Shape
from ..schema.kinds import BadValueError
from ..schema.record import Record
from ..schema.record_type import RecordType
from ..schema.tree import Tree
from ..schema.values import Money, Value

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]
"""What JSON can say without a float: exact decimals are texts."""


def print_json(value: object) -> None:
    """Write one JSON value on stdout; what a terminal would obey is written as an escape of JSON."""
    import json  # every list imports this module, few print JSON

    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.write("\n".join(map(_escape, text.split("\n"))) + "\n")


def _escape(line: str) -> str:
    if line.isprintable():
        return line
    import json

    return "".join(json.dumps(each)[1:-1] if must_hide(each) else each for each in line)


def form_value(value: Value | None) -> Json:
    """Return a typed value: money as ``{amount, currency}``, decimals as exact text, dates as ISO 8601."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Money):
        return {"amount": f"{value.amount:f}", "currency": value.currency}
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [form_value(each) for each in value]
    if isinstance(value, Mapping):
        return {name: form_value(each) for name, each in value.items()}
    return str(value)


def form_tree(field: Field | None, tree: Tree) -> Json:
    """Return what stands in a file, typed as its field says; what is not of its kind stays the text it is."""
    if tree is None:
        return None
    if isinstance(tree, list):
        return [form_tree(field, each) for each in tree]
    if isinstance(tree, dict):
        return {name: form_tree(_sub_field(field, name), each) for name, each in tree.items()}
    if field is None or field.fields:
        return str(tree)
    try:
        return form_value(field.kind.parse(tree))
    except BadValueError:
        return str(tree)


def _sub_field(field: Field | None, name: str) -> Field | None:
    if field is None:
        return None
    return field.sub_field(name) or (field if field.shape is Shape.TABLE and not field.fields else None)


def form_record(record: Record, record_type: RecordType, *, body: bool = True) -> dict[str, Json]:
    """Return a record: ``id``, ``type``, ``name``, ``title``, ``client``, ``fields`` and, where asked, ``body``."""
    whole = _head(record)
    whole["fields"] = {name: form_tree(record_type.by_name.get(name), tree) for name, tree in record.tree.items()}
    if body:
        whole["body"] = record.body
    return whole


def form_columns(record: Record, columns: Mapping[str, Value | None]) -> dict[str, Json]:
    """Return a record with the columns that were asked for, derived facts among them."""
    return {**_head(record), "fields": {name: form_value(value) for name, value in columns.items()}}


def _head(record: Record) -> dict[str, Json]:
    return {
        "id": record.id,
        "type": record.type,
        "name": record.name,
        "title": record.title,
        "client": record.client,
    }
