"""Settles held days: a person releases a day as it is, or Daybook queues it again when its cause is settled."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from daybook.application.ports import SyncLog, SyncQueue
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.errors import HoldReason
from daybook.domain.merchant.books import BooksId
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.drift import DriftKind
from daybook.domain.sync.holds import RULES, Who
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRecord, SyncRequest, SyncState
from daybook.domain.sync.releases import question_of_drift
from daybook.domain.words import noted

_SETTLED_BY = {
    Who.MERCHANT: noted("{day} is held for {reason}, which cannot be overruled: the merchant settles it"),
    Who.ACCOUNTANT: noted("{day} is held for {reason}, which cannot be overruled: the accountant settles it"),
    Who.DAYBOOK: noted("{day} is held for {reason}, which cannot be overruled: Daybook’s support team settles it"),
    Who.NOBODY: noted("{day} is held for {reason}, which cannot be overruled: it passes by itself"),
}


class NotReleasableError(AskDifferentlyError):
    """The day is not held, or a release cannot settle the reason."""


def release_day(day: LocationDay, sync_log: SyncLog, queue: SyncQueue, now: datetime) -> SyncRequest:
    """Have a held day posted as it is: a person has seen the reason and the figures.

    A day that does not tie is posted with its differences, a day in a closed period as an entry in the first open one,
    and a document that a person edited in QuickBooks stays as edited. The release settles only this difference: if the
    day has another difference or other figures by then, it is held again.

    Raises:
        NotReleasableError: the day is not held, or a release cannot settle the reason; the text says who must act.
    """
    record = sync_log.get(day)
    reason = reason_to_overrule(record) if record is not None else None
    if record is None or reason is None:
        raise NotReleasableError("{day} is not held: there is nothing to release", day=day)
    rule = RULES[reason]
    if is_half_in_a_closed_period(record):
        raise NotReleasableError(
            "{day}: a part of it is in the books of a period that was closed meanwhile; reopen the period, and the "
            "rest follows by itself",
            day=day,
        )
    if not rule.releasable:
        raise NotReleasableError(_SETTLED_BY[rule.who], day=day, reason=reason)
    sync_log.allow(day, reason, question_of_day(record))
    request = SyncRequest(day, SyncCause.RELEASE, now)
    queue.send([request])
    return request


def release_days(
    shown: Mapping[LocationDay, str], reason: HoldReason, sync_log: SyncLog, queue: SyncQueue, now: datetime
) -> tuple[LocationDay, ...]:
    """Release held days of one reason, each by the question that a person has seen of it; returns the days left out.

    A day is left out if it does not wait for this reason any more, or waits with another difference or other figures.
    """
    released, left = [], []
    for day, question in sorted(shown.items()):
        record = sync_log.get(day)
        is_as_shown = record is not None and may_be_released(record) and question_of_day(record) == question
        if record is None or not is_as_shown or reason_to_overrule(record) is not reason:
            left.append(day)
            continue
        sync_log.allow(day, reason, question)
        released.append(SyncRequest(day, SyncCause.RELEASE, now))
    queue.send(released)
    return tuple(left)


def may_be_released(record: SyncRecord) -> bool:
    """Whether a release can settle the hold of the day."""
    reason = reason_to_overrule(record)
    return reason is not None and RULES[reason].releasable and not is_half_in_a_closed_period(record)


def is_half_in_a_closed_period(record: SyncRecord) -> bool:
    """Whether a part of the day is in a closed period, so that the period must be reopened to complete or remove it.

    An entry in the first open period would come on top of the part in the closed one.
    """
    return record.open_work is OpenWork.PARTLY and record.reason is HoldReason.CLOSED_PERIOD and not record.deltas


def reason_to_overrule(record: SyncRecord) -> HoldReason | None:
    """The reason that a release would settle: that of a held day, or the noticed edit of a day in the books."""
    if record.state is SyncState.HELD:
        return record.reason
    was_edited = record.is_posted and record.drift is not None and record.drift.kind is DriftKind.EDITED
    return HoldReason.TOUCHED_IN_QUICKBOOKS if was_edited else None


def question_of_day(record: SyncRecord) -> str:
    """The question that a person sees and answers; a hold of an earlier release of Daybook has no question."""
    drift = record.drift
    return question_of_drift(drift) if record.is_posted and drift is not None else record.question


def plan_held_again(
    merchant_id: BooksId, reasons: Iterable[HoldReason], sync_log: SyncLog, queue: SyncQueue, now: datetime
) -> tuple[SyncRequest, ...]:
    """Queue every held day whose reason is now settled: after a reconnect, a new mapping, a reopened period."""
    settled = frozenset(reasons)
    held = sync_log.history(merchant_id, state=SyncState.HELD)
    requests = tuple(SyncRequest(record.day, SyncCause.RESYNC, now) for record in held if record.reason in settled)
    queue.send(requests)
    return requests
