"""Bodies for accounts, the setup and changes of the mapping."""

from datetime import date
from typing import Annotated

from pydantic import Field

from daybook.contracts.contract import Instant
from daybook.contracts.http.body import HttpBody, RequestBody
from daybook.domain.chart.accounts import AccountType
from daybook.domain.company.connection import LocationMode
from daybook.domain.company.setup import SetupStep
from daybook.domain.posting.documents import DocumentKind


class AccountBody(HttpBody):
    """An account of the chart. `full_name` names its parents too and is unique; `number` may be empty."""

    id: str
    name: str
    type: str
    sub_type: str
    full_name: str
    number: str
    currency: str


class AccountListBody(HttpBody):
    """The chart as it was read last; `refresh=true` reads it anew."""

    read_at: Instant
    accounts: tuple[AccountBody, ...]


class NewAccountBody(RequestBody):
    """An account to create in QuickBooks.

    `parent_id` makes it a sub-account of an account of the same type. `number` is for companies that use numbers.
    """

    name: Annotated[str, Field(max_length=1000)]
    type: AccountType
    sub_type: Annotated[str, Field(max_length=100)]
    parent_id: Annotated[str, Field(max_length=100)] = ""
    number: Annotated[str, Field(max_length=100)] = ""


class ProposalBody(HttpBody):
    """The account proposed for a role: `account_id` is one of the chart, without it `name` would be created."""

    role: str
    label: str
    account_id: str | None = None
    name: str
    reason: str
    preselected: bool


class SetupBody(HttpBody):
    """Answers so far. `accounts` maps a role to an account id, or to `create` for the proposed new account.

    `on_first_use` are tenders that talech knows and no recent order was paid with: they get no account before a day has
    one, unless an answer says otherwise; the answer `first_use` leaves them so.
    `untaxed_code` is the tax code of sales without tax: with one, sales forms carry QuickBooks' tax codes.
    """

    location_mode: LocationMode | None = None
    document_kind: DocumentKind | None = None
    one_revenue_account: bool
    accounts: dict[str, str]
    departments: dict[str, str]
    classes: dict[str, str]
    untaxed_code: str
    tax_codes: dict[str, str]
    answered: tuple[SetupStep, ...]
    finished: bool
    proposals: tuple[ProposalBody, ...]
    on_first_use: tuple[str, ...] = ()


class SetupAnswersBody(RequestBody):
    """Answers to take over; what is left out stays."""

    location_mode: LocationMode | None = None
    document_kind: DocumentKind | None = None
    one_revenue_account: bool | None = None
    accounts: dict[str, str] | None = None
    departments: dict[str, str] | None = None
    classes: dict[str, str] | None = None
    untaxed_code: str | None = None
    tax_codes: dict[str, str] | None = None


class EffectBody(HttpBody):
    """What a day would do to an account; debits are positive."""

    account: str
    amount_minor: int


class PreviewBody(HttpBody):
    """The merchant's newest day with sales, as it would be posted now; no date where talech has none."""

    business_date: date | None = None
    currency: str
    documents: int
    effect: tuple[EffectBody, ...]
    accounts_to_create: tuple[str, ...]


class MappingBody(HttpBody):
    """The mapping in force."""

    version: int
    effective_from: date
    suspense_account: str
    accounts: dict[str, str]
    account_names: dict[str, str]


class MappingChangeBody(RequestBody):
    """Roles to point at other accounts, from the day that is running on, or for every day where an account is missing.

    Days that waited for an account are corrected, with `reclass` the last five weeks too, as far as they are open.
    """

    accounts: Annotated[dict[str, str], Field(min_length=1)]
    reclass: bool = False
