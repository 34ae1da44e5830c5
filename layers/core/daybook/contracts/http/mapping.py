"""Bodies for the mapping: gaps, rehearsals of a change, templates, and the company's lists."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from daybook.contracts.contract import Instant
from daybook.contracts.http.body import HttpBody, RequestBody
from daybook.contracts.http.setup import AccountBody, EffectBody, ProposalBody
from daybook.contracts.mapping_template import MappingTemplate


def _as_file(template: object) -> object:
    """A template in a body is read as its file would be: by its version, every field spelt right."""
    return MappingTemplate.parse(template) if isinstance(template, Mapping) else template


class GapListBody(HttpBody):
    """Amounts without an account, each with a proposed one, and sets of taxes without a tax code."""

    accounts: tuple[ProposalBody, ...]
    tax_sets: tuple[str, ...]


class TrackingBody(RequestBody):
    """QuickBooks' class and location of each store, by ids; a store that is not named has none."""

    classes: dict[str, str]
    departments: dict[str, str]


class RehearsalRequestBody(RequestBody):
    """A mapping change to try on the days in the books; without dates, on those of the last five weeks."""

    accounts: Annotated[dict[str, str], Field(min_length=1)]
    first: date | None = None
    last: date | None = None


class RehearsalBody(HttpBody):
    """What would be different: nothing is written. Debits are positive."""

    first: date
    last: date
    days: int
    days_changed: int
    differences: tuple[EffectBody, ...]


class TemplateBody(RequestBody):
    """A mapping template to read in; without `confirm` it is only looked at."""

    template: Annotated[MappingTemplate, BeforeValidator(_as_file)]
    confirm: bool = False


class TemplateOutcomeBody(HttpBody):
    """What the template means in this company; `unresolved` and `not_mapped` in words of the session's language."""

    mapped: int
    unresolved: tuple[str, ...]
    not_mapped: tuple[str, ...]
    applied: bool


class ListEntryBody(HttpBody):
    """A class or location of the company."""

    id: str
    name: str


class ListsBody(HttpBody):
    """The company's lists as they were read last."""

    read_at: Instant
    accounts: tuple[AccountBody, ...]
    classes: tuple[ListEntryBody, ...]
    departments: tuple[ListEntryBody, ...]
