"""The sample day of the setup: the merchant's newest business date with sales, read once and stored.

Each page of the setup shows what a choice does to this day, so that the merchant decides with real figures.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Protocol

from daybook.application.days.preview_day import by_account_name
from daybook.application.ports import SalesSource
from daybook.application.ports.systems import HasClock, HasSales, HasSetups
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.company.connection import LocationMode
from daybook.domain.day.sales import SalesDay
from daybook.domain.day.summary import summarise
from daybook.domain.errors import NeedsAttentionError, RetriableError
from daybook.domain.merchant.profile import ALL_LOCATIONS, MerchantProfile
from daybook.domain.posting.balanced_lines import Posting, build_posting
from daybook.domain.posting.booked_lines import booked_lines
from daybook.domain.posting.day_documents import document_of
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posting_key import PostingKey
from daybook.domain.posting.sales_forms import Document
from daybook.domain.proof.day_proof import effect_of

# If the shop was closed for longer, the setup shows no figures.
_LOOK_BACK_DAYS = 3


class SampleSystems(HasClock, HasSales, HasSetups, Protocol):
    """The systems that the sample day needs."""


def sample_day(profile: MerchantProfile, systems: SampleSystems) -> tuple[SalesDay, ...]:
    """The figures of every location on the newest date with sales; empty without sales, or if talech does not answer.

    It is read again when a newer day has ended.
    """
    newest = min((place.calendar.last_closed(systems.clock.now()) for place in profile.active_locations), default=None)
    if newest is None:
        return ()
    known = systems.setups.sample(profile.merchant_id)
    if known and known[0].business_date >= newest - timedelta(days=_LOOK_BACK_DAYS):
        return known
    try:
        days = _newest_with_sales(profile, newest, systems.sales_of(profile.merchant_id))
    except (RetriableError, NeedsAttentionError):
        # The merchant can finish the setup without figures; the pages say that there are none.
        return ()
    if days:
        systems.setups.save_sample(profile.merchant_id, days)
    return days


def sample_postings(
    days: Iterable[SalesDay], mapping: AccountMapping, mode: LocationMode, language: str
) -> tuple[Posting, ...]:
    """The postings of the sample day: one for all locations or one per location, with memos in the language."""
    every = tuple(days)
    groups = [every] if mode is LocationMode.COMBINED else [(day,) for day in every]
    postings = [build_posting(group, mapping, language) for group in groups if group]
    return tuple(posting for posting in postings if posting.lines)


def sample_document(
    posting: Posting, mapping: AccountMapping, kind: DocumentKind, codes: Mapping[str, str]
) -> Document:
    """The document that would be written for a posting; `codes` are those of stores in its number."""
    location = posting.location_ids[0] if len(posting.location_ids) == 1 else ALL_LOCATIONS
    key = PostingKey("preview", posting.business_date, location, kind, 1, store_code=codes.get(location, ""))
    return document_of(kind, posting, doc_number=key.doc_number, private_note="", mapping=mapping)


def sample_effect(postings: Iterable[Posting], mapping: AccountMapping, kind: DocumentKind) -> dict[str, int]:
    """The movement of each account by name, in minor units, debits positive."""
    totals: Counter[str] = Counter()
    for posting in postings:
        totals.update(effect_of(booked_lines(posting, mapping, kind).lines))
    return by_account_name(dict(totals), mapping)


def _newest_with_sales(profile: MerchantProfile, newest: date, sales: SalesSource) -> tuple[SalesDay, ...]:
    kinds = {tender.id: tender.kind for tender in profile.tenders}
    for back in range(_LOOK_BACK_DAYS):
        on = newest - timedelta(days=back)
        days = tuple(
            summarise(place, on, sales.day_activity(place, on), kinds)
            for place in sorted(profile.active_locations, key=lambda place: place.id)
        )
        if any(not day.is_empty for day in days):
            return days
    return ()
