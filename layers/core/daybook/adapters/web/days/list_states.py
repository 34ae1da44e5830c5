"""What stands above a list of days: how far a sync is that fills it, and how its days ended."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.states_and_roles import state_word
from daybook.application.company.known_dates import KnownDates
from daybook.application.planning.sync_progress import counted
from daybook.domain.sync.date_sums import DateSums
from daybook.domain.sync.day_state import DayState

# A sync that has not moved for longer is not under way: its days show as missing, with the button that asks again.
_PATIENCE = timedelta(hours=1)
# A message of the lane of history lives so long (`infra/aws/queues.yaml`): what it did not do then, it does not do.
_LONGEST = timedelta(days=4)


def sync_under_way(visit: Visit, known: KnownDates) -> str:
    """How far the range is that was asked for last; empty once it has come to its end, or does not move any more."""
    run = visit.setup.last_run
    if run is None or not visit.connection.is_live or visit.systems.clock.now() - run.requested_at > _LONGEST:
        return ""
    if known.has_settled(run):
        return ""
    log = visit.systems.sync_log
    found = counted(run, log.history(visit.merchant_id, first=run.first, last=run.last, location=run.location))
    if found.finished or visit.systems.clock.now() - found.changed_at > _PATIENCE:
        return ""
    return visit.speech.say("A sync is under way: {done} of {due} days done.", done=found.done, due=found.due)


def ended_days(dates: Iterable[DateSums], visit: Visit, path: str) -> list[dict[str, Any]]:
    """How many days of a list stand in each state, worst first; `path` is the list's address, ready for a state."""
    counts: Counter[DayState] = Counter()
    for each in dates:
        counts.update(each.by_location.values())
    return [
        {
            "state": shown.value,
            "word": state_word(shown, visit.speech),
            "count": visit.speech.number(counts[shown]),
            "path": f"{path}&state={shown}",
        }
        for shown in reversed(DayState)
        if shown in counts
    ]
