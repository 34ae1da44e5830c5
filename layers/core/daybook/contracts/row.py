"""Converts a domain dataclass to its stored row and back, without a second class that repeats its fields."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from daybook.contracts.contract import ContractError, LaterContractError, refusal
from daybook.contracts.reshape import Document, Reshape, to_domain, to_stored

_Value = TypeVar("_Value")
_SCHEMA_VERSION = "schema_version"
# A row without a version, because an operator repaired it by hand, has the first form.
_FIRST_VERSION = 1


@dataclass(frozen=True)
class Row(Generic[_Value]):
    """The stored form of one frozen dataclass of the domain, nested ones included.

    Its fields hold what JSON can say: text, integers, instants, dates, enumerations, tuples, sets, mappings by text,
    None. Bytes are none of that: they lie beside the document, as attributes of the table's own.

    *To add a stored field*, give the dataclass the field, with a default that means what days and merchants of before
    have. Nothing is written twice: the row, its reader and its published schema follow. A table keeps rows longer than
    a release lives, and two releases run side by side while one is rolled out. So an old row, which lacks the field, is
    read with the default; where that would be untrue of old rows, `reshape.Absent` says what they mean. A worker of the
    release before ignores the field. A word that an enumeration has learned makes the row one of a later release to
    that worker, which leaves it alone. A change that an earlier release could not live with gets another
    `schema_version`.

    Attributes:
        type: the dataclass.
        name: that of the published schema, and of the row in errors.
        reshape: where the stored form differs from the dataclass, rule by rule.
    """

    type: type[_Value]
    name: str
    schema_version: int = 1
    reshape: tuple[Reshape, ...] = ()

    def document(self, value: _Value) -> Document:
        """The value as JSON values, with the version of its form."""
        plain = self._adapter.dump_python(value, mode="json")
        return {_SCHEMA_VERSION: self.schema_version, **to_stored(self.reshape, plain)}

    def value(self, document: Mapping[str, Any]) -> _Value:
        """The value of a stored document.

        Raises:
            ContractError: another version of the form, or a field is missing or wrong; the text names every one.
            LaterContractError: a later release may have written it.
        """
        self._check_version(document.get(_SCHEMA_VERSION, _FIRST_VERSION))
        try:
            return self._adapter.validate_json(json.dumps(to_domain(self.reshape, dict(document))), strict=True)
        except ValidationError as error:
            raise refusal(self.name, error) from error

    def json_schema(self) -> Document:
        """The form as JSON Schema, as it is published."""
        schema = self._adapter.json_schema()
        definitions = dict(schema.pop("$defs", {}))
        for rule in self.reshape:
            schema = rule.published(schema, definitions)
        version = {"const": self.schema_version, "title": "Schema Version", "type": "integer"}
        needed = _referred_to(schema, definitions)
        return {
            **({"$defs": needed} if needed else {}),
            **schema,
            "properties": {_SCHEMA_VERSION: version, **schema["properties"]},
            "required": [_SCHEMA_VERSION, *schema.get("required", [])],
        }

    def _check_version(self, stored: Any) -> None:
        if stored != self.schema_version:
            later = isinstance(stored, int) and stored > self.schema_version
            kind = LaterContractError if later else ContractError
            raise kind(f"{self.name}: schema_version {stored!r} is not the known {self.schema_version}")

    # Built when first needed, so that a function builds only the forms that it uses.
    @cached_property
    def _adapter(self) -> TypeAdapter[_Value]:
        return TypeAdapter(self.type)


def _referred_to(schema: Document, definitions: Mapping[str, Document]) -> dict[str, Document]:
    """The definitions that are still needed once parts of the form were reshaped."""
    kept: dict[str, Document] = {}
    text = json.dumps(schema)
    while new := {name: definitions[name] for name in definitions if f'/{name}"' in text and name not in kept}:
        kept |= new
        text = json.dumps(new)
    return dict(sorted(kept.items()))
