"""A mapping template as accountants keep and exchange it: JSON without ids, one file for any number of clients."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Self

from pydantic import ConfigDict, Field

from daybook.contracts.contract import Contract, ContractError
from daybook.domain.proposals.template import PortableAccount, PortableMapping, PortableRow

VERSION: Final = 1
_Name = Annotated[str, Field(min_length=1, max_length=200)]


class TemplateAccount(Contract):
    """An account by its name and types in QuickBooks."""

    model_config = ConfigDict(extra="forbid")

    name: _Name
    type: _Name
    sub_type: str = ""


class TemplateRow(Contract):
    """One role and its account.

    `name` is the category, tax or tender; `key` a fixed word in place of a name (`none`, `STAFF`, `HOUSE`); without
    either the row covers the whole role. A field that is misspelt is refused, because people edit these files.
    """

    model_config = ConfigDict(extra="forbid")

    role: _Name
    account: TemplateAccount
    name: str = ""
    key: str = ""
    location: str = ""
    rate: str = ""
    card_type: str = ""

    @classmethod
    def of(cls, row: PortableRow) -> Self:
        """The contract's form."""
        account = TemplateAccount(name=row.account.name, type=row.account.type, sub_type=row.account.sub_type)
        return cls(
            role=row.role,
            account=account,
            name=row.name,
            key=row.key,
            location=row.location,
            rate=row.rate,
            card_type=row.card_type,
        )

    def to_domain(self) -> PortableRow:
        """The domain's form."""
        account = PortableAccount(self.account.name, self.account.type, self.account.sub_type)
        return PortableRow(self.role, account, self.name, self.key, self.location, self.rate, self.card_type)


class MappingTemplate(Contract):
    """A mapping by names. The row with role `suspense` says where amounts go that nothing maps."""

    model_config = ConfigDict(extra="forbid")

    schema_version: Literal[1]
    title: str
    rows: tuple[TemplateRow, ...]

    @classmethod
    def parse(cls, document: str | Mapping[str, Any]) -> Self:
        """Read a template.

        Raises:
            ContractError: it is of a version that this release does not know, or a field is missing, wrong or misspelt.
        """
        _check_version(document)
        return super().parse(document)

    @classmethod
    def of(cls, portable: PortableMapping) -> Self:
        """The contract's form."""
        rows = tuple(TemplateRow.of(row) for row in portable.rows)
        return cls(schema_version=VERSION, title=portable.title, rows=rows)

    def to_domain(self) -> PortableMapping:
        """The domain's form."""
        return PortableMapping(self.title, tuple(row.to_domain() for row in self.rows))

    def text(self) -> str:
        """The template as JSON for people: indented, in their own letters, without fields that say nothing."""
        plain = self.plain()
        plain["rows"] = [{field: value for field, value in row.items() if value != ""} for row in plain["rows"]]
        return json.dumps(plain, indent=2, ensure_ascii=False) + "\n"


def _check_version(document: str | Mapping[str, Any]) -> None:
    """Say it plainly when a file is of another version; its other fields would only add noise."""
    try:
        loaded = json.loads(document) if isinstance(document, str) else document
    except (ValueError, RecursionError) as error:
        raise ContractError(f"MappingTemplate: this is not a JSON file: {error}") from error
    if not isinstance(loaded, Mapping):
        raise ContractError(f"MappingTemplate: expected a JSON object, found {loaded!r:.80}")
    found = loaded.get("schema_version")
    if found != VERSION:
        raise ContractError(
            f"MappingTemplate: schema_version is {found!r}, this release reads version {VERSION}:"
            " export the template again, or update Daybook"
        )
