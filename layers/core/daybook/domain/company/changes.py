"""What changes in a company beside Daybook: notices of QuickBooks, and what they leave to be read anew."""

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
"""What the remembered lists of a company hold, or are read by."""

REFERENCED = frozenset({CompanyEntity.ITEM, CompanyEntity.PAYMENT_METHOD, CompanyEntity.CUSTOMER})
"""What documents name beside accounts, and Daybook makes by itself."""

DOCUMENTS = frozenset(
    {
        CompanyEntity.JOURNAL_ENTRY,
        CompanyEntity.INVOICE,
        CompanyEntity.SALES_RECEIPT,
        CompanyEntity.REFUND_RECEIPT,
        CompanyEntity.PAYMENT,
    }
)
"""What Daybook writes into the books."""


class ChangeVerb(StrEnum):
    """What happened to it. `MERGED` is said of the one that ceased to exist."""

    CREATED = "created"
    UPDATED = "updated"
    DELETED = "deleted"
    VOIDED = "voided"
    MERGED = "merged"
    EMAILED = "emailed"


@dataclass(frozen=True, slots=True)
class ChangeNotice:
    """One change that QuickBooks tells of: ids and an instant, nothing else of it is believed.

    `notice_id` is the same in every delivery of the same change.
    """

    notice_id: str
    realm_id: str
    entity: CompanyEntity
    id: str
    verb: ChangeVerb
    at: datetime


@dataclass(frozen=True, slots=True)
class WatchedDocument:
    """A document or payment of ours: the location-day it belongs to, and when Daybook knew its last version."""

    day: LocationDay
    written_at: datetime


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """Something of a company that changed; `id` is empty for what the merchant's setup does not use.

    `lost` means that it was read since, and that it is gone or inactive: the setup needs another one. `seen` is an item
    that was looked at since, and is made anew where a day meets it.
    """

    entity: CompanyEntity
    id: str
    at: datetime
    lost: bool = False
    seen: bool = False


@dataclass(frozen=True, slots=True)
class CompanyChanges:
    """What changed in a company since its lists were read, one entry per thing. `version` counts what was stored.

    `moved` are accounts whose balance QuickBooks moved, until they are found to be as before.
    """

    realm_id: str = ""
    read_at: datetime | None = None
    entries: tuple[ChangedEntry, ...] = ()
    version: int = 0
    moved: tuple[MovedBalance, ...] = ()

    def with_change(self, entity: CompanyEntity, entry_id: str, at: datetime) -> Self:
        """These and one more; the same again, or one from before the lists were read, adds nothing."""
        if entity in LISTED and self.read_at is not None and at <= self.read_at:
            return self
        known = next((entry for entry in self.entries if (entry.entity, entry.id) == (entity, entry_id)), None)
        if known is not None and known.at >= at:
            return self
        others = tuple(entry for entry in self.entries if entry is not known)
        return replace(self, entries=(*others, ChangedEntry(entity, entry_id, at)))

    def changed(self, entities: AbstractSet[CompanyEntity]) -> tuple[ChangedEntry, ...]:
        """What nobody has read yet, of these kinds."""
        return tuple(entry for entry in self.entries if entry.entity in entities and not entry.lost)

    def unseen(self, entities: AbstractSet[CompanyEntity]) -> tuple[ChangedEntry, ...]:
        """What no page has looked at yet, of these kinds."""
        return tuple(entry for entry in self.changed(entities) if not entry.seen)

    def moved_item(self, item_id: str) -> MovedBalance | None:
        """What is known of an item that was pointed at another account."""
        return next((each for each in self.moved if each.item_id == item_id), None)

    def with_moved(self, moved: tuple[MovedBalance, ...]) -> Self:
        """These with other balances that were moved."""
        return replace(self, moved=moved)

    def with_seen(self, seen: Iterable[ChangedEntry]) -> Self:
        """These with entries that were looked at; a later change of the same thing is to be looked at again."""
        looked_at = set(seen)
        entries = (replace(entry, seen=True) if entry in looked_at else entry for entry in self.entries)
        return replace(self, entries=tuple(entries))

    def after_reading(self, at: datetime, lost: Iterable[tuple[CompanyEntity, str]]) -> Self:
        """All lists were read at an instant; of what had changed, `lost` is not there any more."""
        gone = set(lost)
        kept = []
        for entry in self.entries:
            if entry.entity not in LISTED or (entry.at > at and not entry.lost):
                kept.append(entry)
            elif (entry.entity, entry.id) in gone:
                kept.append(replace(entry, lost=True))
        return replace(self, read_at=at, entries=tuple(kept))

    def without(self, settled: Iterable[ChangedEntry]) -> Self:
        """These without entries that were read or made anew; a later change of the same thing stays."""
        gone = set(settled)
        return replace(self, entries=tuple(entry for entry in self.entries if entry not in gone))


def uses(entity: CompanyEntity, entry_id: str, mapping: AccountMapping | None, references: CompanyReferences) -> bool:
    """Whether documents of the merchant name this very account, class, tax code or the like."""
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
