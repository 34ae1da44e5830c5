"""The form in which an entity is described to the rest of the simulator."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.entities.fields import Field, Flag, Group, Ignored, Kept, Text
from quickbooks_simulator.wire import Body

COMMON_FIELDS: dict[str, Field] = {
    "Id": Text(),
    "SyncToken": Text(),
    "domain": Text(),
    "sparse": Flag(),
    "status": Ignored(),
    "MetaData": Ignored(),
    "CustomField": Kept(),
    "AttachableRef": Kept(),
}


class Kind(Enum):
    """What can be done with an entity."""

    NAME_LIST = "name list"
    TRANSACTION = "transaction"
    READ_ONLY = "read only"
    SETTINGS = "settings"


class VoidForm(Enum):
    """How a document is voided (docs/quickbooks.md 2)."""

    OPERATION = "operation=void"
    INCLUDE = "operation=update&include=void"


@dataclass(slots=True)
class Draft:
    """A row on its way into the books: cleaned and merged, not yet checked against the rules.

    `supplied` names the fields that came with the request, `include` its options.
    """

    company: Company
    body: Body
    today: str
    previous: Record | None = None
    include: frozenset[str] = frozenset()
    supplied: frozenset[str] = frozenset()

    @property
    def own_id(self) -> str | None:
        """The id of the row that is being changed."""
        return self.previous.id if self.previous else None


def nothing_to_complete(draft: Draft) -> None:
    """An entity without rules of its own."""


def nothing_to_add(company: Company, record: Record) -> Body:  # noqa: ARG001 -- the form of a presenter
    """An entity without computed fields."""
    return {}


@dataclass(frozen=True, slots=True)
class EntityDefinition:
    """Everything the generic code needs to know about an entity.

    `complete` checks the rules on a draft and fills in what QuickBooks derives; `present` adds what is computed on
    each reading.
    """

    name: str
    kind: Kind
    fields: dict[str, Field]
    filterable: frozenset[str]
    complete: Callable[[Draft], None] = nothing_to_complete
    present: Callable[[Company, Record], Body] = nothing_to_add
    void_form: VoidForm | None = None
    in_change_data_capture: bool = True
    shape: Group = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shape", Group({**COMMON_FIELDS, **self.fields}))

    @property
    def path(self) -> str:
        """The name in a URL."""
        return self.name.lower()


METADATA_FILTERS = ("Id", "MetaData.CreateTime", "MetaData.LastUpdatedTime")


def filters(*names: str) -> frozenset[str]:
    """The properties a query may use: the given ones and those every entity has."""
    return frozenset((*METADATA_FILTERS, *names))


def reference_value(body: Body, name: str) -> str | None:
    """The id inside a reference field, or None."""
    reference: Any = body.get(name)
    return reference.get("value") if reference else None
