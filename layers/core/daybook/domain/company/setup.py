"""The answers of a merchant in the setup. They are stored, so that the merchant can leave and continue later."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from daybook.domain.company.connection import LocationMode
from daybook.domain.day.roles import RoleKind, role_from_text
from daybook.domain.posting.documents import DocumentKind

# The answer "the account that Daybook proposes to create"; it is created when the merchant confirms the setup.
CREATE_PROPOSED = "create"
# The answer "ask me when it is first used": the tender has no account until a day holds it.
ON_FIRST_USE = "first_use"


class SetupStep(StrEnum):
    """The pages of the setup, in order. The merchant's stores and company decide which pages are shown."""

    STORES = "stores"
    DOCUMENT = "document"
    REVENUE = "revenue"
    REVENUE_ACCOUNTS = "revenue-accounts"
    PAYMENTS = "payments"
    REST = "rest"
    TAXES = "taxes"
    TRACKING = "tracking"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class SyncRun:
    """A range of days that the merchant asked Daybook to sync; its progress is measured."""

    first: date
    last: date
    requested_at: datetime
    location: str | None = None


@dataclass(frozen=True, slots=True)
class TendersSeen:
    """The tenders, by their roles' text forms, that talech showed in some orders since a date; cash always among them.

    `orders` is how many orders were looked at, of all stores. A tender that is not here may still be in another order.
    """

    roles: frozenset[str]
    since: date
    orders: int


@dataclass(frozen=True, slots=True)
class Setup:
    """The answers so far, for one company; another company needs new answers.

    `accounts` maps a role's text form to an account id or `CREATE_PROPOSED`; `departments` and `classes` map a location
    to QuickBooks' ids. `untaxed_code` is the QuickBooks tax code of sales without tax: if it is set, sales forms have
    tax codes, else taxes are lines; `tax_codes` are the codes chosen where several are possible, by tax-set key.
    `tenders_seen` is None where talech could not be asked: then every tender is asked about. `cards_apart` are the card
    types whose credit and debit are two rows.
    `finished_at` is when the merchant confirmed.
    """

    realm_id: str = ""
    location_mode: LocationMode | None = None
    document_kind: DocumentKind | None = None
    one_revenue_account: bool = False
    accounts: Mapping[str, str] = field(default_factory=dict)
    departments: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)
    untaxed_code: str = ""
    tax_codes: Mapping[str, str] = field(default_factory=dict)
    answered: frozenset[SetupStep] = frozenset()
    finished_at: datetime | None = None
    last_run: SyncRun | None = None
    tenders_seen: TendersSeen | None = None
    cards_apart: frozenset[str] = frozenset()

    def for_company(self, realm_id: str) -> Self:
        """These answers if they belong to this company, else empty answers."""
        return self if self.realm_id == realm_id else type(self)(realm_id=realm_id)

    def with_answer(self, step: SetupStep) -> Self:
        """The same setup with one page answered."""
        return replace(self, answered=self.answered | {step})

    def with_accounts(self, chosen: Mapping[str, str]) -> Self:
        """The same setup with some roles on other accounts."""
        return replace(self, accounts={**self.accounts, **chosen})

    def is_seen(self, role: str) -> bool:
        """Whether the orders that were looked at hold this tender; anything else than a tender counts as seen."""
        if self.tenders_seen is None or role_from_text(role).kind is not RoleKind.TENDER:
            return True
        return role in self.tenders_seen.roles

    def waits_for_first_use(self, role: str) -> bool:
        """Whether a tender that was not seen gets no account now: the merchant chose none for it."""
        return not self.is_seen(role) and self.accounts.get(role, ON_FIRST_USE) == ON_FIRST_USE
