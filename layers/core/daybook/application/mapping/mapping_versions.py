"""The versions of a merchant's mapping: finds the one in force and adds the next one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Protocol

from daybook.application.mapping.choose_posting import earliest_change
from daybook.application.ports import ConnectionStore
from daybook.application.ports.systems import HasClock, HasConnections, HasLedger, HasQueue, HasSyncLog
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.profile import MerchantProfile

# Earlier than any day that a merchant can sync: the first mapping covers the whole first sync.
FROM_THE_BEGINNING = date(2000, 1, 1)


class MappingSystems(HasClock, HasConnections, HasLedger, HasQueue, HasSyncLog, Protocol):
    """The systems that a change of the mapping needs."""


class StartRefusedError(AskDifferentlyError):
    """A change of the mapping cannot begin on that date; the text says which dates can be chosen."""


def mapping_in_force(merchant_id: BooksId, now: datetime, connections: ConnectionStore) -> AccountMapping:
    """The mapping of today.

    Raises:
        NeedsAttentionError: the merchant has none yet.
    """
    found = connections.mapping_on(merchant_id, now.date())
    if found is None:
        raise NeedsAttentionError(HoldReason.NOT_MAPPED, f"merchant {merchant_id} has no account mapping yet")
    return found


def newest_start(profile: MerchantProfile, now: datetime) -> date:
    """The newest possible start of a change: a later version would hide changes made before its start."""
    return min(earliest_change(profile, now), now.date())


def check_start(effective_from: date, profile: MerchantProfile, now: datetime) -> None:
    """Check that a version can begin on the date.

    Raises:
        StartRefusedError: the date is later than the newest day, or before all records.
    """
    latest = newest_start(profile, now)
    if not FROM_THE_BEGINNING <= effective_from <= latest:
        raise StartRefusedError(
            "a change can hold from a date between {earliest} and {latest}, not from {day}",
            earliest=FROM_THE_BEGINNING,
            latest=latest,
            day=effective_from,
        )


def add_version(
    merchant_id: BooksId,
    changed: Callable[[AccountMapping], AccountMapping],
    *,
    effective_from: date | None,
    now: datetime,
    connections: ConnectionStore,
) -> AccountMapping:
    """Change today's mapping from a date on; without a date the new version replaces it.

    The new version number follows the newest stored one. Earlier releases could store a version that begins later. The
    new version would hide it, so the later one gets the same change and stays the newest.

    Raises:
        NeedsAttentionError: the merchant has no mapping yet.
        RetriableError: another change was stored at the same moment.
    """
    base = mapping_in_force(merchant_id, now, connections)
    newest = connections.mapping_on(merchant_id, date.max) or base
    version, start = newest.version + 1, effective_from or base.effective_from
    mapping = replace(changed(base), version=version, effective_from=start)
    connections.save_mapping(merchant_id, mapping)
    if newest.effective_from > now.date():
        later = replace(changed(newest), version=version + 1, effective_from=newest.effective_from)
        connections.save_mapping(merchant_id, later)
    return mapping
