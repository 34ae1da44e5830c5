"""What changed in a company and which documents there are ours, as ConnectionTable keeps it."""

from datetime import date
from typing import Literal, Self

from daybook.contracts.contract import BooksIdentifier, Contract, Identifier, Instant
from daybook.domain.books import BooksId
from daybook.domain.company_changes import ChangedEntry, CompanyChanges, CompanyEntity, WatchedDocument
from daybook.domain.moved_balances import MovedBalance
from daybook.domain.sync import LocationDay


class StoredChangedEntry(Contract):
    """One thing that changed; an empty id stands for everything that the setup does not use."""

    entity: CompanyEntity
    id: str
    at: Instant
    lost: bool = False
    seen: bool = False

    @classmethod
    def of(cls, entry: ChangedEntry) -> Self:
        """The stored form."""
        return cls(entity=entry.entity, id=entry.id, at=entry.at, lost=entry.lost, seen=entry.seen)

    def to_domain(self) -> ChangedEntry:
        """The domain's form."""
        return ChangedEntry(self.entity, self.id, self.at, self.lost, self.seen)


class StoredMovedBalance(Contract):
    """An account whose balance QuickBooks moved; with an item, what is sold with that goes to another account."""

    account_id: str
    at: Instant
    item_id: str = ""
    now_at: str = ""
    took_history: bool = True

    @classmethod
    def of(cls, moved: MovedBalance) -> Self:
        """The stored form."""
        return cls(
            account_id=moved.account_id,
            at=moved.at,
            item_id=moved.item_id,
            now_at=moved.now_at,
            took_history=moved.took_history,
        )

    def to_domain(self) -> MovedBalance:
        """The domain's form."""
        return MovedBalance(self.account_id, self.at, self.item_id, self.now_at, self.took_history)


class StoredCompanyChanges(Contract):
    """What is still to be read anew, what was found to be gone, and balances that QuickBooks moved."""

    schema_version: Literal[1] = 1
    realm_id: str
    version: int
    read_at: Instant | None = None
    entries: tuple[StoredChangedEntry, ...] = ()
    moved: tuple[StoredMovedBalance, ...] = ()

    @classmethod
    def of(cls, changes: CompanyChanges) -> Self:
        """The stored form."""
        return cls(
            realm_id=changes.realm_id,
            version=changes.version,
            read_at=changes.read_at,
            entries=tuple(StoredChangedEntry.of(entry) for entry in changes.entries),
            moved=tuple(StoredMovedBalance.of(each) for each in changes.moved),
        )

    def to_domain(self) -> CompanyChanges:
        """The domain's form."""
        entries = tuple(entry.to_domain() for entry in self.entries)
        moved = tuple(each.to_domain() for each in self.moved)
        return CompanyChanges(self.realm_id, self.read_at, entries, self.version, moved)


class StoredWatchedDocument(Contract):
    """The location-day that a document or payment in QuickBooks belongs to, found by the document."""

    schema_version: Literal[1] = 1
    merchant_id: BooksIdentifier
    business_date: date
    location: Identifier
    written_at: Instant

    @classmethod
    def of(cls, document: WatchedDocument) -> Self:
        """The stored form."""
        day = document.day
        return cls(
            merchant_id=day.merchant_id,
            business_date=day.business_date,
            location=day.location,
            written_at=document.written_at,
        )

    def to_domain(self) -> WatchedDocument:
        """The domain's form."""
        day = LocationDay(BooksId(self.merchant_id), self.business_date, self.location)
        return WatchedDocument(day, self.written_at)
