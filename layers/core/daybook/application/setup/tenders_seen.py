"""Finds the tenders that a merchant took lately, so that the setup asks about these alone (docs/decisions 132)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from daybook.application.days.sample_day import SampleSystems, sample_day
from daybook.domain.company.setup import Setup, TendersSeen
from daybook.domain.day.orders import TenderKind
from daybook.domain.day.roles import CASH_TENDER, tender_role
from daybook.domain.errors import NeedsAttentionError, RetriableError
from daybook.domain.merchant.profile import MerchantProfile

LOOK_BACK = timedelta(days=90)
# A merchant who comes back to the setup later has taken other tenders meanwhile.
_FRESH_FOR = timedelta(days=7)


def with_tenders_seen(setup: Setup, profile: MerchantProfile, systems: SampleSystems) -> Setup:
    """The same answers with the tenders of the last 90 days; talech is asked once a week at most.

    Without any order, or if talech does not answer, every tender is asked about.
    """
    today = systems.clock.now().date()
    if setup.tenders_seen is not None and setup.tenders_seen.since >= today - LOOK_BACK - _FRESH_FOR:
        return setup
    places, since = profile.active_locations, today - LOOK_BACK
    sample = sample_day(profile, systems)
    try:
        found = systems.sales_of(profile.merchant_id).sampled_tenders(places, since, today)
    except (RetriableError, NeedsAttentionError):
        # The merchant can finish the setup all the same: nothing is left out then.
        return replace(setup, tenders_seen=None)
    if not found.orders:
        return replace(setup, tenders_seen=None)
    of_day = {(each.tender_id, each.card_type) for day in sample for each in day.tenders}
    roles = frozenset(_roles(profile, found.taken | of_day))
    return replace(setup, tenders_seen=TendersSeen(roles, since, found.orders))


def _roles(profile: MerchantProfile, taken: frozenset[tuple[str, str | None]]) -> Iterator[str]:
    """Every tender that was taken, and cash. Credit and debit of a card are one decision, so it counts for both."""
    cards = {tender.id for tender in profile.tenders if tender.kind == TenderKind.CARD}
    for tender_id, card_type in taken:
        if tender_id not in cards:
            yield str(tender_role(tender_id, None, is_card=False))
            continue
        yield from (str(tender_role(each, card_type, is_card=True)) for each in cards)
    cash = (tender.id for tender in profile.tenders if tender.kind == TenderKind.CASH)
    yield from (str(tender_role(each, None, is_card=False)) for each in {CASH_TENDER, *cash})
