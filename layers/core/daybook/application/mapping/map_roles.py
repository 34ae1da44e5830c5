"""Maps roles to accounts, and re-classes every day whose amounts were in suspense (docs/accounting.md 8)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from daybook.application.mapping.accounts.suitable_accounts import Suitability
from daybook.application.mapping.gap_proposals import TAX_CODE_GAP
from daybook.application.mapping.mapping_versions import MappingSystems, add_version, check_start, mapping_in_force
from daybook.application.posting.reading.read_day import usable_connection
from daybook.application.posting.reading.references import prepare_references
from daybook.domain.chart.accounts import Account
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.day.roles import Role, role_from_text
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.profile import ALL_LOCATIONS
from daybook.domain.sync.location_day import SyncCause, SyncRecord, SyncRequest, SyncState


@dataclass(frozen=True, slots=True)
class Remapped:
    """The new version of the mapping, and the days that are queued for it."""

    mapping: AccountMapping
    requests: tuple[SyncRequest, ...]


def map_roles(
    merchant_id: BooksId,
    assignments: Mapping[str, Account],
    systems: MappingSystems,
    *,
    effective_from: date | None = None,
) -> Remapped:
    """Add a version of the mapping with these roles (text forms) on these accounts, and queue all affected days.

    Workers amend in place the days with a gap that now has an account. Without `effective_from` the version replaces
    the one in force; with it, earlier days keep their mapping. Items and other references are created first.

    Raises:
        AccountRefusedError: an account cannot take its role.
        StartRefusedError: the version cannot begin on that date.
        NeedsAttentionError: the merchant is not connected or has no mapping yet, or QuickBooks refused an item.
        RetriableError: QuickBooks did not answer; nothing was changed.
    """
    connections, now = systems.connections, systems.clock.now()
    connection, profile = usable_connection(merchant_id, connections), connections.profile(merchant_id)
    base = mapping_in_force(merchant_id, now, connections)
    if profile is None:
        raise NeedsAttentionError(HoldReason.NOT_MAPPED, f"merchant {merchant_id} has not finished connecting")
    choice = connection.choice_on(now.date())
    suitability = Suitability.under(choice, profile, clears_tenders=connection.clears_tenders)
    for role, account in assignments.items():
        suitability.check(account, role_from_text(role))
    if effective_from is not None:
        check_start(effective_from, profile, now)
    changed = partial(with_roles, assignments=assignments)
    prepare_references(choice.document_kind, changed(base), systems.ledger_of(connection), connections, merchant_id)
    mapping = add_version(merchant_id, changed, effective_from=effective_from, now=now, connections=connections)
    waiting = systems.sync_log.history(merchant_id, first=mapping.effective_from, state=SyncState.POSTED_WITH_GAPS)
    requests = tuple(SyncRequest(r.day, SyncCause.RECLASS, now) for r in waiting if _is_filled(r, assignments))
    systems.queue.send(requests)
    return Remapped(mapping, requests)


def with_roles(base: AccountMapping, assignments: Mapping[str, Account]) -> AccountMapping:
    """A mapping with these roles on these accounts."""
    accounts = tuple(assignments.values())
    return replace(
        base,
        accounts={**base.accounts, **{role: account.id for role, account in assignments.items()}},
        account_names={**base.account_names, **{account.id: account.label for account in accounts}},
        account_types={**base.account_types, **{account.id: account.type for account in accounts}},
    )


def _is_filled(record: SyncRecord, assignments: Mapping[str, Account]) -> bool:
    """Whether a gap of the day is one of the roles, or covered by one: `tender:CCRD` covers `tender:CCRD:JCB`.

    If a day's gap names a category without a store, the category of its store fills it too.
    """
    gaps = [role_from_text(gap) for gap in record.gaps if not gap.startswith(TAX_CODE_GAP)]
    mapped = [role_from_text(role) for role in assignments]
    return any(str(role) in gap.fallbacks or _is_stores_own(role, gap, record) for gap in gaps for role in mapped)


def _is_stores_own(role: Role, gap: Role, record: SyncRecord) -> bool:
    is_of_day = record.day.location in {role.location_id, ALL_LOCATIONS}
    return bool(role.location_id) and is_of_day and gap == role.everywhere
