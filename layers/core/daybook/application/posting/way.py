"""The way of a try into the books: what it stands on, and the next way after a refusal that Daybook can avoid."""

from dataclasses import dataclass, replace

from daybook.application.posting.act import period_of
from daybook.application.posting.ports import Attempt
from daybook.application.posting.reading.renew_company import refreshed_company, renew_references
from daybook.application.posting.reading.wanted import TAX_REFUSED, Wanted
from daybook.application.posting.steps import Period
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.posted_documents import TaxRecomputedError, TaxRefusedError
from daybook.domain.sync.location_day import SyncCause

# How often QuickBooks may refuse an open period as closed before the day is held. It may tell an old refusal again for
# the id of each earlier call: a day is tried at seven closings, and when persons ask for it.
_MOST_DOUBTS = 12


@dataclass(frozen=True, slots=True)
class Way:
    """The state of a try in the loop: the wanted document, QuickBooks' own tax, a closed period, renewed references.

    `doubted` counts refusals for a closed period although the company, read again, shows the period open.
    """

    wanted: Wanted
    period: Period
    attempt: Attempt
    renewed: bool = False
    doubted: int = 0


def way_around(stop: NeedsAttentionError, way: Way) -> Way:
    """The next state of the try after a refusal that Daybook can avoid.

    Raises:
        NeedsAttentionError: Daybook cannot avoid the refusal.
    """
    if isinstance(stop, TaxRecomputedError):
        return replace(way, wanted=way.wanted.with_tax_as_lines())
    if isinstance(stop, TaxRefusedError):
        # QuickBooks stored nothing: send the same document again with its tax as liability lines.
        return replace(way, wanted=way.wanted.with_tax_as_lines(TAX_REFUSED))
    if stop.reason is HoldReason.CLOSED_PERIOD and not stop.question and way.period.refusal is None:
        # The books may have been closed when QuickBooks gave an answer that it now replays, and the stored company may
        # be as old as that answer: if a person asks for the day, the worker reads the company.
        if not way.period.is_closed or way.attempt.request.cause is SyncCause.RESYNC:
            way = with_refreshed_company(way)
        if not way.period.is_closed and way.doubted < _MOST_DOUBTS:
            return replace(way, doubted=way.doubted + 1)
        return replace(way, period=replace(way.period, is_closed=True, refusal=stop))
    if stop.reason is HoldReason.ACCOUNT_UNUSABLE and not way.renewed:
        attempt = way.attempt
        if renew_references(attempt.connection, way.wanted.mapping, attempt.systems):
            return replace(way, renewed=True)
    raise stop


def with_refreshed_company(way: Way) -> Way:
    """Read the company with its closing date again: two metered reads, in rare cases and once per try."""
    attempt = way.attempt
    if attempt.company_is_fresh:
        return way
    connection = refreshed_company(attempt.connection, attempt.systems)
    period = period_of(attempt.day.business_date, connection)
    wanted = replace(way.wanted, connection=connection)
    return replace(
        way, wanted=wanted, period=period, attempt=replace(attempt, connection=connection, company_is_fresh=True)
    )
