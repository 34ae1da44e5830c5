"""Give roles an account, and put right every day whose amounts waited in suspense for it (design 4)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from daybook.application.ports import ConnectionStore, Lane, SyncLog, SyncQueue
from daybook.domain.accounts import Account
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.mapping import AccountMapping
from daybook.domain.sync import SyncCause, SyncRecord, SyncRequest, SyncState


@dataclass(frozen=True, slots=True)
class Remapped:
    """The new version of the mapping, and the days that are re-classed by it."""

    mapping: AccountMapping
    requests: tuple[SyncRequest, ...]


def map_roles(
    merchant_id: str,
    assignments: Mapping[str, Account],
    *,
    effective_from: date | None,
    now: datetime,
    connections: ConnectionStore,
    sync_log: SyncLog,
    queue: SyncQueue,
) -> Remapped:
    """Add a version of the mapping with these roles (text forms) on these accounts: one action for all affected days.

    Days posted with a gap that now has an account are amended in place. Without `effective_from` the version replaces
    the one in force; with it, earlier days keep theirs.

    Raises:
        NeedsAttentionError: the merchant has no mapping yet.
    """
    base = connections.mapping_on(merchant_id, now.date())
    if base is None:
        raise NeedsAttentionError(HoldReason.NOT_MAPPED, f"merchant {merchant_id} has no account mapping yet")
    mapping = with_roles(base, assignments, effective_from or base.effective_from)
    connections.save_mapping(merchant_id, mapping)
    waiting = sync_log.history(merchant_id, first=mapping.effective_from, state=SyncState.POSTED_WITH_GAPS)
    requests = tuple(SyncRequest(r.day, SyncCause.RECLASS, now) for r in waiting if _is_filled(r, assignments))
    queue.send(Lane.BACKFILL, requests)
    return Remapped(mapping, requests)


def with_roles(base: AccountMapping, assignments: Mapping[str, Account], effective_from: date) -> AccountMapping:
    """The next version of a mapping, with these roles on these accounts."""
    accounts = tuple(assignments.values())
    return replace(
        base,
        version=base.version + 1,
        effective_from=effective_from,
        accounts={**base.accounts, **{role: account.id for role, account in assignments.items()}},
        account_names={**base.account_names, **{account.id: account.name for account in accounts}},
        account_types={**base.account_types, **{account.id: account.type for account in accounts}},
    )


def _is_filled(record: SyncRecord, assignments: Mapping[str, Account]) -> bool:
    """Whether a gap of the day is one of the roles, or lies under one: `tender:CCRD:JCB` under `tender:CCRD`."""
    return any(gap == role or gap.startswith(f"{role}:") for gap in record.gaps for role in assignments)
