"""What a person may do to one location-day, from its page or through the API."""

from daybook.application.portal_ports import PortalPorts
from daybook.application.ports import Lane
from daybook.application.posting_target import PostingPorts
from daybook.application.settle_holds import reason_to_overrule, release_day
from daybook.application.undo_days import redo_days, undo_day
from daybook.domain.day_state import DayAction
from daybook.domain.holds import RULES
from daybook.domain.sync import SyncCause, SyncRecord, SyncRequest, SyncState


def actions_for(record: SyncRecord) -> tuple[DayAction, ...]:
    """The actions that make sense now, the likeliest first."""
    actions = []
    reason = reason_to_overrule(record)
    if reason is not None and RULES[reason].releasable:
        actions.append(DayAction.RELEASE)
    if record.state is SyncState.UNDONE:
        actions.append(DayAction.REDO)
    else:
        actions.append(DayAction.RETRY)
    if (record.document is not None or record.deltas) and record.intent is None:
        actions.append(DayAction.UNDO)
    return tuple(actions)


def act_on_day(record: SyncRecord, action: DayAction, owner: str, ports: PortalPorts) -> None:
    """Carry an action out. All but undo go through the queue; undo calls QuickBooks at once.

    Raises:
        NotReleasableError, NothingToUndoError: the day has changed meanwhile; look at it again.
        NeedsAttentionError: QuickBooks locks the document; nothing was changed.
        RetriableError: QuickBooks or another worker is busy; the same action may be repeated.
    """
    now = ports.clock.now()
    match action:
        case DayAction.RETRY:
            ports.queue.send(Lane.BACKFILL, [SyncRequest(record.day, SyncCause.RESYNC, now)])
        case DayAction.RELEASE:
            release_day(record.day, ports.sync_log, ports.queue, now)
        case DayAction.REDO:
            redo_days([record], ports.queue, now)
        case DayAction.UNDO:
            undo_day(record.day, owner, _posting_ports(ports))


def _posting_ports(ports: PortalPorts) -> PostingPorts:
    return PostingPorts(
        ports.connections, ports.sync_log, ports.proofs, ports.sales_of, ports.ledger_of, ports.clock, ports.watch
    )
