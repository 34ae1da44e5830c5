"""Connections, profiles and mappings in dictionaries."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.company.connection import Connection, ConnectionStatus
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.merchant.books import BooksId, BooksMove, first_books, talech_merchant_of
from daybook.domain.merchant.profile import MerchantProfile


class FakeConnectionStore:
    """Everything by merchant, and who holds which company."""

    def __init__(self) -> None:
        self._connections: dict[str, Connection] = {}
        self._profiles: dict[str, MerchantProfile] = {}
        self._moves: dict[str, tuple[BooksMove, ...]] = {}
        self._mappings: dict[str, list[AccountMapping]] = {}
        self._owners: dict[str, BooksId] = {}
        self._references: dict[str, CompanyReferences] = {}

    def connection(self, merchant_id: BooksId) -> Connection | None:
        return self._connections.get(merchant_id)

    def connections(self) -> Iterable[Connection]:
        return [self._connections[merchant_id] for merchant_id in sorted(self._connections)]

    def merchant_of_realm(self, realm_id: str) -> BooksId | None:
        return self._owners.get(realm_id)

    def save_connection(self, connection: Connection) -> None:
        merchant_id, realm_id = connection.merchant_id, connection.company.realm_id
        keeps_company = connection.status is not ConnectionStatus.DISCONNECTED
        if keeps_company and self._owners.get(realm_id, merchant_id) != merchant_id:
            raise NeedsAttentionError(HoldReason.COMPANY_IN_USE, f"company {realm_id} belongs to another merchant")
        self._owners = {realm: owner for realm, owner in self._owners.items() if owner != merchant_id}
        if keeps_company:
            self._owners[realm_id] = merchant_id
        before = self._connections.get(merchant_id)
        if before is not None and before.company.realm_id != realm_id:
            self._references.pop(merchant_id, None)
        self._connections[merchant_id] = connection

    def profile(self, merchant_id: BooksId) -> MerchantProfile | None:
        stored = self._profiles.get(talech_merchant_of(merchant_id))
        return stored.for_books(merchant_id, self.moves(merchant_id)) if stored else None

    def save_profile(self, profile: MerchantProfile) -> None:
        self._profiles[profile.talech_merchant] = replace(
            profile, merchant_id=first_books(profile.talech_merchant), moves=()
        )

    def moves(self, merchant_id: BooksId) -> tuple[BooksMove, ...]:
        return self._moves.get(talech_merchant_of(merchant_id), ())

    def add_moves(self, merchant_id: BooksId, known: tuple[BooksMove, ...], new: tuple[BooksMove, ...]) -> None:
        if self.moves(merchant_id) != known:
            raise RetriableError(f"merchant {merchant_id}: another request moved a location meanwhile")
        self._moves[talech_merchant_of(merchant_id)] = (*known, *new)

    def mapping_on(self, merchant_id: BooksId, business_date: date) -> AccountMapping | None:
        in_force = [m for m in self._mappings.get(merchant_id, []) if m.effective_from <= business_date]
        return max(in_force, key=lambda mapping: mapping.version, default=None)

    def save_mapping(self, merchant_id: BooksId, mapping: AccountMapping) -> None:
        versions = self._mappings.setdefault(merchant_id, [])
        if any(stored.version == mapping.version for stored in versions):
            raise RetriableError(f"merchant {merchant_id} has a mapping version {mapping.version} already")
        versions.append(mapping)

    def references(self, merchant_id: BooksId) -> CompanyReferences:
        return self._references.get(merchant_id, CompanyReferences())

    def save_references(self, merchant_id: BooksId, references: CompanyReferences) -> None:
        self._references[merchant_id] = self.references(merchant_id).including(references)

    def save_tracking(
        self, merchant_id: BooksId, *, classes: Mapping[str, str], departments: Mapping[str, str]
    ) -> None:
        known = self.references(merchant_id)
        self._references[merchant_id] = known.tracking(classes=classes, departments=departments)
