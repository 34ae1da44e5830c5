"""Rules for rows whose stored form differs from the domain's: each rule converts one difference in both directions.

A rule changes JSON values and raises nothing: what it does not understand it leaves in place, and the reader of the row
names it. Rules are written from the domain's side, and the last one is undone first when a row is read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]
Definitions = dict[str, Document]
"""The `$defs` of a JSON Schema, which a rule changes as it publishes."""


class Reshape:
    """One difference, of a document or of a part of it."""

    __slots__ = ()

    def stored(self, part: Document) -> Document:
        """The stored form of what the domain holds."""
        return part

    def domain(self, part: Document) -> Document:
        """What the domain holds of a stored form."""
        return part

    def published(self, schema: Document, definitions: Definitions) -> Document:  # noqa: ARG002  others change them
        """The JSON Schema of the stored form, from that of the domain's."""
        return schema


@dataclass(frozen=True, slots=True)
class Lifted(Reshape):
    """What `field` holds lies in the document itself, under `names`; all or nothing of it is there."""

    field: str
    names: Mapping[str, str]

    def stored(self, part: Document) -> Document:
        """The stored form."""
        held = part[self.field] or {}
        return _without(part, self.field) | {self.names[name]: value for name, value in held.items()}

    def domain(self, part: Document) -> Document:
        """The domain's form."""
        held = {name: part[there] for name, there in self.names.items() if part.get(there) is not None}
        rest = _without(part, *self.names.values())
        return {**rest, self.field: held} if held.keys() == self.names.keys() else rest

    def published(self, schema: Document, definitions: Definitions) -> Document:
        """The JSON Schema of the stored form."""
        properties, required = schema["properties"], schema.get("required", [])
        held = definitions[_definition(properties[self.field])]["properties"]
        lifted = {there: held[name] for name, there in self.names.items()}
        needed = [name for name in required if name != self.field] + list(lifted if self.field in required else ())
        return {**schema, "properties": _without(properties, self.field) | lifted, "required": needed}


@dataclass(frozen=True, slots=True)
class Keyed(Reshape):
    """A mapping is a list whose entries name their `key`: DynamoDB has no map entry without a name."""

    field: str
    key: str

    def stored(self, part: Document) -> Document:
        """The stored form, in the order of the keys."""
        held = part[self.field]
        listed = None if held is None else [{self.key: key, **held[key]} for key in sorted(held)]
        return {**part, self.field: listed}

    def domain(self, part: Document) -> Document:
        """The domain's form."""
        listed = part.get(self.field)
        if not isinstance(listed, list) or not all(isinstance(each, dict) and self.key in each for each in listed):
            return part
        return {**part, self.field: {each[self.key]: _without(each, self.key) for each in listed}}

    def published(self, schema: Document, definitions: Definitions) -> Document:
        """The JSON Schema of the stored form."""
        name = _definition(schema["properties"][self.field])
        entry = definitions[name]
        properties = {self.key: {"type": "string"}, **entry["properties"]}
        definitions[name] = {**entry, "properties": properties, "required": [self.key, *entry.get("required", [])]}
        return _with_items(schema, self.field, {"$ref": f"#/$defs/{name}"})


@dataclass(frozen=True, slots=True)
class Compact(Reshape):
    """Entries of a list are lists of their values, without names: a chart of thousands has to fit into one item.

    Values after the first `least` are left out where all of them are empty.
    """

    field: str
    names: tuple[str, ...]
    least: int | None = None

    def stored(self, part: Document) -> Document:
        """The stored form."""
        return {**part, self.field: _each(part[self.field], self._row)}

    def domain(self, part: Document) -> Document:
        """The domain's form."""
        rows = part.get(self.field)
        if not isinstance(rows, list):
            return part
        named = (dict(zip(self.names, row, strict=False)) if isinstance(row, list) else row for row in rows)
        return {**part, self.field: list(named)}

    def published(self, schema: Document, definitions: Definitions) -> Document:
        """The JSON Schema of the stored form."""
        values = definitions[_definition(schema["properties"][self.field])]["properties"]
        row = {
            "type": "array",
            "prefixItems": [values[name] for name in self.names],
            "minItems": self.least or len(self.names),
            "maxItems": len(self.names),
        }
        return _with_items(schema, self.field, row)

    def _row(self, entry: Document) -> list[Any]:
        values = [entry[name] for name in self.names]
        return values if any(values[self.least or len(values) :]) else values[: self.least]


@dataclass(frozen=True, slots=True)
class Spelled(Reshape):
    """A part is one text; `read` raises a `ValueError` for a text that stands for none."""

    field: str
    spell: Callable[[Document], str]
    read: Callable[[str], Document]

    def stored(self, part: Document) -> Document:
        """The stored form."""
        return {**part, self.field: self.spell(part[self.field])}

    def domain(self, part: Document) -> Document:
        """The domain's form."""
        try:
            return {**part, self.field: self.read(part[self.field])}
        except (AttributeError, KeyError, ValueError):
            return part

    def published(self, schema: Document, _definitions: Definitions) -> Document:
        """The JSON Schema of the stored form."""
        return {**schema, "properties": {**schema["properties"], self.field: {"type": "string"}}}


@dataclass(frozen=True, slots=True)
class Absent(Reshape):
    """What a row means that does not have the field: an earlier release wrote it."""

    field: str
    means: Any

    def domain(self, part: Document) -> Document:
        """The domain's form."""
        return {self.field: self.means, **part}

    def published(self, schema: Document, _definitions: Definitions) -> Document:
        """The JSON Schema of the stored form."""
        return {**schema, "required": [name for name in schema.get("required", []) if name != self.field]}


@dataclass(frozen=True, slots=True)
class Unkept(Reshape):
    """A field that is not stored: it has its default again when the row is read."""

    field: str

    def stored(self, part: Document) -> Document:
        """The stored form."""
        return _without(part, self.field)

    def domain(self, part: Document) -> Document:
        """The domain's form."""
        return _without(part, self.field)

    def published(self, schema: Document, _definitions: Definitions) -> Document:
        """The JSON Schema of the stored form."""
        return {**schema, "properties": _without(schema["properties"], self.field)}


class Within(Reshape):
    """Differences of what a field holds, or of every entry of its list."""

    def __init__(self, field: str, *rules: Reshape) -> None:
        self.field = field
        self.rules = rules

    def stored(self, part: Document) -> Document:
        """The stored form."""
        return {**part, self.field: _each(part[self.field], lambda held: to_stored(self.rules, held))}

    def domain(self, part: Document) -> Document:
        """The domain's form."""
        if self.field not in part:
            return part
        return {**part, self.field: _each(part[self.field], lambda held: to_domain(self.rules, held))}

    def published(self, schema: Document, definitions: Definitions) -> Document:
        """The JSON Schema of the stored form."""
        name = _definition(schema["properties"][self.field])
        for rule in self.rules:
            definitions[name] = rule.published(definitions[name], definitions)
        return schema


def to_stored(rules: tuple[Reshape, ...], part: Document) -> Document:
    """The stored form of a document of the domain."""
    for rule in rules:
        part = rule.stored(part)
    return part


def to_domain(rules: tuple[Reshape, ...], part: Document) -> Document:
    """The document of the domain in its stored form."""
    for rule in reversed(rules):
        part = rule.domain(part)
    return part


def _without(part: Document, *fields: str) -> Document:
    return {name: value for name, value in part.items() if name not in fields}


def _each(held: Any, change: Callable[[Document], Any]) -> Any:
    if isinstance(held, list):
        return [change(entry) if isinstance(entry, dict) else entry for entry in held]
    return change(held) if isinstance(held, dict) else held


def _definition(schema: Document) -> str:
    """The name of the one definition that a field refers to: itself, in a list, in a mapping, or unless it is null."""
    inner = schema.get("items") or schema.get("additionalProperties") or next(iter(schema.get("anyOf", [])), None)
    return _definition(inner) if inner else str(schema["$ref"].rpartition("/")[2])


def _with_items(schema: Document, field: str, items: Document) -> Document:
    """The schema with a list of such entries as a field; one that could be null still can."""
    before = schema["properties"][field]
    listed: Document = {"type": "array", "items": items}
    told = {name: before[name] for name in ("title", "default") if name in before}
    changed = {"anyOf": [listed, {"type": "null"}], **told} if "anyOf" in before else {**listed, **told}
    return {**schema, "properties": {**schema["properties"], field: changed}}
