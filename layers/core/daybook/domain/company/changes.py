"""Changes that people make in a company: the notices of QuickBooks, and the entries that Daybook must read again."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.proof.moved_balances import MovedBalance
from daybook.domain.sync.location_day import LocationDay


class CompanyEntity(StrEnum):
    """Kinds of things in a company that Daybook reads, refers to, or writes; documents as in `DocumentKind`."""

    ACCOUNT = "account"
    CLASS = "class"
    DEPARTMENT = "department"
    TAX_CODE = "tax_code"
    TAX_RATE = "tax_rate"
    TAX_AGENCY = "tax_agency"
    PREFERENCES = "preferences"
    ITEM = "item"
    PAYMENT_METHOD = "payment_method"
    CUSTOMER = "customer"
    JOURNAL_ENTRY = "journal_entry"
    INVOICE = "invoice"
    SALES_RECEIPT = "sales_receipt"
    REFUND_RECEIPT = "refund_receipt"
    PAYMENT = "payment"


LISTED = frozenset(
    {
        CompanyEntity.ACCOUNT,
        CompanyEntity.CLASS,
        CompanyEntity.DEPARTMENT,
        CompanyEntity.TAX_CODE,
        CompanyEntity.TAX_RATE,
        CompanyEntity.TAX_AGENCY,
        CompanyEntity.PREFERENCES,
    }
)
"""The kinds that the stored lists of a company hold or depend on."""

REFERENCED = frozenset({CompanyEntity.ITEM, CompanyEntity.PAYMENT_METHOD, CompanyEntity.CUSTOMER})
"""The kinds that documents name besides accounts and that Daybook creates by itself."""

DOCUMENTS = frozenset(
    {
        CompanyEntity.JOURNAL_ENTRY,
        CompanyEntity.INVOICE,
        CompanyEntity.SALES_RECEIPT,
        CompanyEntity.REFUND_RECEIPT,
        CompanyEntity.PAYMENT,
    }
)
"""The kinds of documents that Daybook writes."""


class ChangeVerb(StrEnum):
    """What happened to the entry. `MERGED`: this entry was merged into another one and no longer exists."""

    CREATED = "created"
    UPDATED = "updated"
    DELETED = "deleted"
    VOIDED = "voided"
    MERGED = "merged"
    EMAILED = "emailed"


@dataclass(frozen=True, slots=True)
class ChangeNotice:
    """One change in a notice of QuickBooks: ids and an instant. Daybook uses nothing else of a notice.

    `notice_id` is the same in every delivery of the same change.
    """

    notice_id: str
    realm_id: str
    entity: CompanyEntity
    id: str
    verb: ChangeVerb
    at: datetime

    @property
    def means_nothing(self) -> bool:
        """Whether the change has no effect on Daybook, whatever is stored.

        A created document is ours, or does not concern Daybook; sending it to a customer changes no figure.
        """
        return self.entity in DOCUMENTS and self.verb in (ChangeVerb.CREATED, ChangeVerb.EMAILED)


@dataclass(frozen=True, slots=True)
class WatchedDocument:
    """A document or payment that Daybook wrote: its location-day, and when Daybook last knew its version."""

    day: LocationDay
    written_at: datetime


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """An entry of the company that changed; `id` is empty if the merchant's setup does not use the entry.

    `lost`: Daybook read it again and it is gone or inactive, so the setup needs another one. `seen`: Daybook read the
    item since; the next day that needs the item creates a new one.
    """

    entity: CompanyEntity
    id: str
    at: datetime
    lost: bool = False
    seen: bool = False


@dataclass(frozen=True, slots=True)
class CompanyChanges:
    """What changed in a company since Daybook read its lists, one entry per thing. `version` counts the writes.

    `moved` are accounts whose balance QuickBooks moved, until Daybook reads that they are as before.
    """

    realm_id: str = ""
    read_at: datetime | None = None
    entries: tuple[ChangedEntry, ...] = ()
    version: int = 0
    moved: tuple[MovedBalance, ...] = ()

    def with_change(self, entity: CompanyEntity, entry_id: str, at: datetime) -> Self:
        """With one more change; a repeated change, or one older than the last reading of the lists, adds nothing."""
        if entity in LISTED and self.read_at is not None and at <= self.read_at:
            return self
        known = next((entry for entry in self.entries if (entry.entity, entry.id) == (entity, entry_id)), None)
        if known is not None and known.at >= at:
            return self
        others = tuple(entry for entry in self.entries if entry is not known)
        return replace(self, entries=(*others, ChangedEntry(entity, entry_id, at)))

    def changed(self, entities: AbstractSet[CompanyEntity]) -> tuple[ChangedEntry, ...]:
        """The changed entries of these kinds that Daybook has not read again."""
        return tuple(entry for entry in self.entries if entry.entity in entities and not entry.lost)

    def unseen(self, entities: AbstractSet[CompanyEntity]) -> tuple[ChangedEntry, ...]:
        """The changed entries of these kinds that no page has looked at."""
        return tuple(entry for entry in self.changed(entities) if not entry.seen)

    def moved_item(self, item_id: str) -> MovedBalance | None:
        """The stored fact about an item that a person pointed at another account."""
        return next((each for each in self.moved if each.item_id == item_id), None)

    def with_moved(self, moved: tuple[MovedBalance, ...]) -> Self:
        """The same changes with other moved balances."""
        return replace(self, moved=moved)

    def with_seen(self, seen: Iterable[ChangedEntry]) -> Self:
        """Mark entries as seen; a later change of the same entry must be looked at again."""
        looked_at = set(seen)
        entries = (replace(entry, seen=True) if entry in looked_at else entry for entry in self.entries)
        return replace(self, entries=tuple(entries))

    def after_reading(self, at: datetime, lost: Iterable[tuple[CompanyEntity, str]]) -> Self:
        """The changes after Daybook read all lists at an instant; `lost` are the changed entries that are gone."""
        gone = set(lost)
        kept = []
        for entry in self.entries:
            if entry.entity not in LISTED or (entry.at > at and not entry.lost):
                kept.append(entry)
            elif (entry.entity, entry.id) in gone:
                kept.append(replace(entry, lost=True))
        return replace(self, read_at=at, entries=tuple(kept))

    def without(self, settled: Iterable[ChangedEntry]) -> Self:
        """Without entries that Daybook read or created again; a later change of the same entry stays."""
        gone = set(settled)
        return replace(self, entries=tuple(entry for entry in self.entries if entry not in gone))


def uses(entity: CompanyEntity, entry_id: str, mapping: AccountMapping | None, references: CompanyReferences) -> bool:
    """Whether the merchant's documents name this account, class, tax code or other entry."""
    used: dict[CompanyEntity, Iterable[str]] = {
        CompanyEntity.CLASS: references.classes.values(),
        CompanyEntity.DEPARTMENT: references.departments.values(),
        CompanyEntity.ITEM: references.items.values(),
        CompanyEntity.PAYMENT_METHOD: references.payment_methods.values(),
        CompanyEntity.CUSTOMER: (references.customer_id,),
    }
    if mapping is not None:
        codes = mapping.tax_codes.values()
        used[CompanyEntity.ACCOUNT] = (*mapping.accounts.values(), mapping.suspense_account)
        used[CompanyEntity.TAX_CODE] = (code.code_id for code in codes)
        used[CompanyEntity.TAX_RATE] = (rate.rate_id for code in codes for rate in code.rates)
    return entry_id in used.get(entity, ())
