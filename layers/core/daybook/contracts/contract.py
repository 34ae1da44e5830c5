"""The base of all contracts: parsing, writing, and errors that name the field."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from daybook.domain.errors import LaterReleaseError
from daybook.domain.merchant.books import BooksId
from daybook.domain.outside_ids import TalechMerchantId

_FIRST_YEAR, _LAST_YEAR = 2000, 2999


def _of_our_time(instant: datetime) -> datetime:
    """No zone can carry it out of the calendar."""
    if not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
        raise ValueError(f"not between the years {_FIRST_YEAR} and {_LAST_YEAR}")
    return instant


Instant = Annotated[AwareDatetime, AfterValidator(_of_our_time)]
# "#" separates the parts of our keys, white space has no business in an identifier.
Identifier = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[^\s#]+$")]

# The part before "@" is a talech merchant's, whose ids hold none.
BooksIdentifier = Annotated[Identifier, AfterValidator(BooksId)]
MerchantIdentifier = Annotated[Identifier, AfterValidator(TalechMerchantId)]


class ContractError(ValueError):
    """A document that does not keep its contract. The text names every field that is wrong, with its value."""


class LaterContractError(LaterReleaseError, ContractError):
    """A later release may have written the document: its only errors are unknown words or the next version.

    During a deployment two releases run side by side. A worker of the later release must read the document; the same
    call may succeed then.
    """


class Contract(BaseModel):
    """A document that crosses a process boundary.

    Unknown fields are ignored, so that a worker of yesterday's release can read today's messages; a change that it
    could not live with gets another `schema_version`.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True, defer_build=True)

    @classmethod
    def parse(cls, document: str | Mapping[str, Any]) -> Self:
        """Read JSON text, or JSON that was already parsed.

        Raises:
            ContractError: a field is missing or wrong.
            LaterContractError: a later release may have written it.
        """
        text = document if isinstance(document, str) else json.dumps(document)
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise refusal(cls.__name__, error) from error

    def plain(self) -> dict[str, Any]:
        """The document as JSON values, without the fields that are not set."""
        return self.model_dump(mode="json", exclude_none=True)

    def text(self) -> str:
        """The document as JSON text."""
        return self.model_dump_json(exclude_none=True)


def refusal(name: str, error: ValidationError) -> ContractError:
    """The error for a document of this name, with every wrong field and its value."""
    problems = error.errors(include_url=False)
    kind = LaterContractError if all(map(_may_be_later, problems)) else ContractError
    return kind(f"{name}: {'; '.join(map(_problem, problems))}")


def _may_be_later(entry: Any) -> bool:
    """Whether the error is an unknown word or a later version."""
    found = entry["input"]
    if entry["loc"][-1:] == ("schema_version",):
        return entry["type"] == "literal_error" and isinstance(found, int) and found > 0
    if entry["type"] == "too_short":
        # pydantic also reports this for a list with an unknown word in an entry, because it counts only readable
        # entries.
        return bool(len(found) >= entry["ctx"]["min_length"])
    return entry["type"] == "enum" and isinstance(found, str)


def _problem(entry: Any) -> str:
    field = ".".join(str(part) for part in entry["loc"]) or "the document"
    found = "" if entry["type"] == "missing" else f", found {entry['input']!r:.80}"
    return f"{field}: {entry['msg'][0].lower()}{entry['msg'][1:]}{found}"
