"""How the accounts stand: days that are being corrected, lists that were read, accounts that are gone."""

from datetime import datetime, timedelta

from daybook.adapters.web.http.visit import Visit
from daybook.application.mapping.gap_proposals import TAX_CODE_GAP
from daybook.domain.chart.accounts import ChartOfAccounts
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.store_categories import roles_that_wait
from daybook.domain.posting.form_taxes import uncoded_keys
from daybook.domain.sync.location_day import SyncRecord

# Days that were queued for a change are corrected within moments; an address that is opened later says so no more.
_MOMENTS = timedelta(minutes=2)


def mapped_query(now: datetime) -> str:
    """The query that makes the page after a change say that its days are being corrected."""
    return f"done=mapped&since={int(now.timestamp())}"


def mapped_notice(visit: Visit) -> str | None:
    """What is said of a change that lies back; None leaves it to the words of the moment."""
    since = visit.request.query.get("since", "")
    if visit.request.query.get("done") != "mapped" or not (since.isascii() and since.isdigit()):
        return None
    passed = visit.systems.clock.now().timestamp() - int(since)
    return visit.speech.say("Saved.") if passed > _MOMENTS.total_seconds() else None


def being_put_right(mapping: AccountMapping, visit: Visit) -> str:
    """Days whose gaps all have an account or a code by now, and whose document still shows the gap; empty if none."""
    waiting = visit.days_with_gaps
    count = sum(all(_is_closed(gap, record, mapping, visit) for gap in record.gaps) for record in waiting)
    if not count:
        return ""
    return visit.speech.count("{count} day is being corrected.", "{count} days are being corrected.", count)


def read_sentence(visit: Visit) -> str:
    """When the lists on the page were read; empty before that."""
    lists = visit.systems.setups.lists(visit.merchant_id)
    if lists is None:
        return ""
    return visit.speech.say("Read from QuickBooks on {when}.", when=visit.speech.instant(lists.read_at, visit.zone))


def is_gone(account_id: str, chart: ChartOfAccounts) -> bool:
    """Whether the company has no such account any more, or has made it inactive."""
    account = chart.by_id(account_id)
    return account is None or not account.active


def _is_closed(gap: str, record: SyncRecord, mapping: AccountMapping, visit: Visit) -> bool:
    if gap.startswith(TAX_CODE_GAP):
        return not mapping.tax_codes or not uncoded_keys([gap.removeprefix(TAX_CODE_GAP)], mapping.tax_codes)
    return not roles_that_wait(gap, record.day.location, mapping, visit.profile)
