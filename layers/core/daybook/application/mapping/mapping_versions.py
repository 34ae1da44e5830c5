"""The versions of a merchant's mapping: which one is in force, and the next one."""

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

# Before any day a merchant could ask for: the first mapping covers the whole first sync.
FROM_THE_BEGINNING = date(2000, 1, 1)


class MappingSystems(HasClock, HasConnections, HasLedger, HasQueue, HasSyncLog, Protocol):
    """What a change of the mapping needs."""


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
    """The newest date that a change can hold from: a later one would hide what is changed until then."""
    return min(earliest_change(profile, now), now.date())


def check_start(effective_from: date, profile: MerchantProfile, now: datetime) -> None:
    """Let only a date pass that a version can begin on.

    Raises:
        StartRefusedError: it is later than the newest day, or before all records.
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
    """Change the mapping of today, from a date on; without one the new version replaces it.

    Versions count from the newest that is stored. One that begins later, as earlier releases could store it, would be
    hidden by the new one: it is changed in the same way and stays the newest.

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
