"""Reads a day: the merchant's connection, talech's figures, and the wanted content of the books."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from daybook.application.ports import ConnectionStore, ProofStore
from daybook.application.posting.ports import Attempt
from daybook.application.posting.reading.read_sales_days import read_sales_days
from daybook.application.posting.reading.wanted import Wanted
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.store_categories import in_words_of_stores
from daybook.domain.company.connection import Connection, ConnectionStatus
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.fingerprint import fingerprint
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.profile import ALL_LOCATIONS, MerchantProfile
from daybook.domain.sync.last_reading import LastReading
from daybook.domain.sync.location_day import LocationDay, SyncRecord
from daybook.domain.sync.releases import unless_released

# How many days back a combined day is compared with earlier ones, to find missing shops.
_WEEK = 7


def usable_connection(merchant_id: BooksId, connections: ConnectionStore) -> Connection:
    """The merchant's live connection.

    Raises:
        NeedsAttentionError: the merchant has no connection, or its grant ended.
    """
    connection = connections.connection(merchant_id)
    if connection is None or connection.status is not ConnectionStatus.CONNECTED:
        raise NeedsAttentionError(
            HoldReason.NEEDS_RECONNECT, f"merchant {merchant_id} is not connected to QuickBooks: connect again"
        )
    return connection


def mapped_profile(day: LocationDay, connections: ConnectionStore) -> tuple[MerchantProfile, AccountMapping]:
    """The merchant's profile and the mapping in force on the day.

    Raises:
        NeedsAttentionError: the merchant has not finished the setup.
    """
    profile = connections.profile(day.merchant_id)
    mapping = connections.mapping_on(day.merchant_id, day.business_date)
    if profile is None or mapping is None:
        raise NeedsAttentionError(HoldReason.NOT_MAPPED, f"{day} has no account mapping yet: finish the setup")
    return profile, in_words_of_stores(mapping, profile)


def read_wanted(record: SyncRecord, attempt: Attempt) -> Wanted:
    """What the books should hold of the day, as talech tells it now; `stop` says that a person must look at it first.

    Raises:
        NeedsAttentionError: the merchant may not post it, or has not finished the setup.
        RetriableError: talech could not be read.
    """
    systems, day = attempt.systems, record.day
    profile, mapping = mapped_profile(day, systems.connections)
    reading = read_sales_days(
        day,
        profile,
        attempt.connection,
        systems.sales_of(day.merchant_id),
        released=record.released,
        known_hash="" if record.books.is_nothing else record.content_hash,
    )
    if reading.stop is None and not reading.has_hash(record.content_hash):
        reading = replace(reading, stop=_missing_shop(record, profile, systems.proofs))
    mark = mark_of(reading.marks, profile, mapping, reading.content_hash)
    last = LastReading(mark, attempt.now) if mark else None
    return replace(Wanted.of(attempt.connection, mapping, reading), last_reading=last)


def mark_of(marks: Sequence[str], profile: MerchantProfile, mapping: AccountMapping, content_hash: str) -> str:
    """The mark of a whole day: talech's, what else its lines depend on, and what the books hold.

    It is empty if talech gave none. A worker of an earlier release, which keeps no marks, changes the last of these.
    """
    return fingerprint([list(marks), profile, mapping, content_hash]) if marks and all(marks) else ""


def _missing_shop(record: SyncRecord, profile: MerchantProfile, proofs: ProofStore) -> NeedsAttentionError | None:
    """A shop that was part of yesterday's combined posting must not drop out of today's without a word.

    talech no longer lists it as active; releasing the day posts it without the shop.
    """
    day = record.day
    if day.location != ALL_LOCATIONS:
        return None
    week = (replace(day, business_date=day.business_date - timedelta(days=back)) for back in range(1, _WEEK + 1))
    before = next((proof for one in week if (proof := proofs.get(one)) is not None), None)
    if before is None:
        return None
    # A shop that moved to another company's books is posted there: it has not left.
    here = {location.id for location in profile.open_locations}
    gone = [sales_day.location_id for sales_day in before.sales_days if sales_day.location_id not in here]
    if not gone:
        return None
    stop = NeedsAttentionError(
        HoldReason.UNKNOWN_LOCATION,
        f"{day}: talech no longer lists {', '.join(gone)}, which was part of {before.day.business_date}",
        details=tuple(gone),
    )
    return unless_released(stop, record.released)
