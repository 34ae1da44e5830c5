"""How a value of the domain is stored: as it is, without a second class that repeats its fields.

A table keeps rows longer than a release lives, and two releases run side by side while one is rolled out. So a row says
which version of its form it has; a reader ignores fields that it does not know, and a field that a writer did not know
takes the default of the domain. A change that an earlier release could not live with gets another `schema_version`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from daybook.contracts.contract import ContractError, problems_of

_Value = TypeVar("_Value")
_SCHEMA_VERSION = "schema_version"


@dataclass(frozen=True)
class Row(Generic[_Value]):
    """The stored form of one frozen dataclass of the domain, nested ones included.

    Its fields hold what JSON can say: text, integers, instants, dates, enumerations, tuples, sets, mappings by text,
    None. Bytes are none of that: they lie beside the document, as attributes of the table's own.
    """

    type: type[_Value]
    name: str
    schema_version: int = 1

    def document(self, value: _Value) -> dict[str, Any]:
        """The value as JSON values, with the version of its form."""
        return {_SCHEMA_VERSION: self.schema_version, **self._adapter.dump_python(value, mode="json")}

    def value(self, document: Mapping[str, Any]) -> _Value:
        """The value of a stored document.

        Raises:
            ContractError: another version of the form, or a field is missing or wrong; the text names every one.
        """
        stored = document.get(_SCHEMA_VERSION)
        if stored != self.schema_version:
            raise ContractError(f"{self.name}: schema_version {stored!r} is not the known {self.schema_version}")
        try:
            return self._adapter.validate_json(json.dumps(document), strict=True)
        except ValidationError as error:
            raise ContractError(f"{self.name}: {problems_of(error)}") from error

    def json_schema(self) -> dict[str, Any]:
        """The form as JSON Schema, as it is published."""
        schema = self._adapter.json_schema()
        version = {"const": self.schema_version, "title": "Schema Version", "type": "integer"}
        return {
            **schema,
            "properties": {_SCHEMA_VERSION: version, **schema["properties"]},
            "required": [_SCHEMA_VERSION, *schema.get("required", [])],
        }

    # Made when first needed: a function pays for the forms that it reads or writes.
    @cached_property
    def _adapter(self) -> TypeAdapter[_Value]:
        return TypeAdapter(self.type)
