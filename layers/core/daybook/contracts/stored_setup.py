"""A merchant's answers during the setup, as ConnectionTable keeps them."""

from datetime import date
from typing import Literal, Self

from pydantic import Field

from daybook.contracts.contract import Contract, Identifier, Instant
from daybook.domain.connection import LocationMode
from daybook.domain.documents import DocumentKind
from daybook.domain.setup import Setup, SetupStep, SyncRun


class StoredSyncRun(Contract):
    """The range of days that was asked for last."""

    first: date
    last: date
    requested_at: Instant
    location: Identifier | None = None

    @classmethod
    def of(cls, run: SyncRun) -> Self:
        """The stored form."""
        return cls(first=run.first, last=run.last, requested_at=run.requested_at, location=run.location)

    def to_domain(self) -> SyncRun:
        """The domain's form."""
        return SyncRun(self.first, self.last, self.requested_at, self.location)


class StoredSetup(Contract):
    """Answers so far. `accounts` maps a role to an account id, or to `create` for the proposed new account.

    `untaxed_code` is QuickBooks' tax code of sales without tax; empty keeps taxes as lines.
    """

    schema_version: Literal[1] = 1
    realm_id: str = ""
    location_mode: LocationMode | None = None
    document_kind: DocumentKind | None = None
    one_revenue_account: bool = False
    accounts: dict[str, str] = Field(default_factory=dict)
    departments: dict[str, str] = Field(default_factory=dict)
    classes: dict[str, str] = Field(default_factory=dict)
    untaxed_code: str = ""
    tax_codes: dict[str, str] = Field(default_factory=dict)
    answered: tuple[SetupStep, ...] = ()
    finished_at: Instant | None = None
    last_run: StoredSyncRun | None = None

    @classmethod
    def of(cls, setup: Setup) -> Self:
        """The stored form."""
        return cls(
            realm_id=setup.realm_id,
            location_mode=setup.location_mode,
            document_kind=setup.document_kind,
            one_revenue_account=setup.one_revenue_account,
            accounts=dict(setup.accounts),
            departments=dict(setup.departments),
            classes=dict(setup.classes),
            untaxed_code=setup.untaxed_code,
            tax_codes=dict(setup.tax_codes),
            answered=tuple(step for step in SetupStep if step in setup.answered),
            finished_at=setup.finished_at,
            last_run=StoredSyncRun.of(setup.last_run) if setup.last_run else None,
        )

    def to_domain(self) -> Setup:
        """The domain's form."""
        return Setup(
            realm_id=self.realm_id,
            location_mode=self.location_mode,
            document_kind=self.document_kind,
            one_revenue_account=self.one_revenue_account,
            accounts=self.accounts,
            departments=self.departments,
            classes=self.classes,
            untaxed_code=self.untaxed_code,
            tax_codes=self.tax_codes,
            answered=frozenset(self.answered),
            finished_at=self.finished_at,
            last_run=self.last_run.to_domain() if self.last_run else None,
        )
