"""The loop that brings a day into the books or out of them: decide a step, carry it out, decide again."""

from dataclasses import replace
from datetime import datetime

from daybook.application.ports import SyncLog
from daybook.application.posting import outcomes
from daybook.application.posting.act import correct, kept_as_edited, open_call_settled, period_of, take_out, write
from daybook.application.posting.decide import decide
from daybook.application.posting.ports import Attempt
from daybook.application.posting.reading.read_day import read_wanted
from daybook.application.posting.reading.renew_company import refreshed_if_closed
from daybook.application.posting.reading.waiting import waiting_change
from daybook.application.posting.reading.wanted import Wanted
from daybook.application.posting.recovering.earlier_intents import (
    recover_earlier,
    with_kept_edit,
    with_whole_corrections,
)
from daybook.application.posting.recovering.lost_records import found_again
from daybook.application.posting.steps import (
    Correct,
    End,
    Figures,
    Forget,
    Hold,
    Keep,
    KeepAsEdited,
    LookAgain,
    Repeat,
    Step,
    TakeBack,
    TakeOut,
    Write,
)
from daybook.application.posting.way import Way, way_around, with_refreshed_company
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import Outcome, SyncCause, SyncRecord

# The invoice of a large day needs one call, and one more for every thirty payments.
_MOST_STEPS = 60
TAKEN_OUT = "taken out of the books on request"
_OUT = Figures("", "", DocumentKind.JOURNAL_ENTRY, is_empty=True)


def bring_into_the_books(
    record: SyncRecord, attempt: Attempt, *, note: str = "", claimed: SyncRecord | None = None
) -> Outcome:
    """Bring the books to talech's figures of the day; `note` is put before the outcome's message.

    `claimed` is the record as it was before its open call was looked up. A day for which a person must act first is
    held, with what waits for them.

    Raises:
        NeedsAttentionError: the same, before anything of the day was read.
        RetriableError: a vendor did not answer, or the outcome of a call is unknown.
    """
    record = with_kept_edit(record)
    is_looked_at_again = record.reason is HoldReason.CLOSED_PERIOD and attempt.request.cause is SyncCause.RESYNC
    connection = refreshed_if_closed(
        attempt.connection, record.day.business_date, attempt.systems, is_asked=is_looked_at_again
    )
    attempt = replace(attempt, connection=connection, company_is_fresh=connection is not attempt.connection)
    wanted = read_wanted(record, attempt)
    try:
        if wanted.reading.stop is not None:
            raise wanted.reading.stop
        return _brought(
            record, Way(wanted, period_of(record.day.business_date, connection), attempt), note, claimed or record
        )
    except NeedsAttentionError as stop:
        record = as_written(record, attempt.systems.sync_log)
        return outcomes.held(stop, record, waiting_change(record, wanted, attempt))


def _brought(record: SyncRecord, way: Way, note: str, claimed: SyncRecord) -> Outcome:
    attempt = way.attempt
    record = found_again(recover_earlier(record, way.wanted, attempt), way.wanted, attempt)
    for _ in range(_MOST_STEPS):
        step = decide(record, way.wanted.figures, way.attempt.request.cause, way.period, way.attempt.now)
        if _is_held_by_what_is_remembered(step, way):
            way = with_refreshed_company(way)
            continue
        outcome = _ending(step, record, way, claimed)
        if outcome is not None:
            return replace(outcome, message=" ".join(filter(None, (note, outcome.message))))
        try:
            record, way = _carried_out(step, record, way)
        except NeedsAttentionError as stop:
            way = way_around(stop, way)
            record = as_written(record, attempt.systems.sync_log)
    raise RetriableError(f"{record.day}: one try makes at most {_MOST_STEPS} calls; the next try continues")


def _as_sent(record: SyncRecord, wanted: Wanted, *, changed: bool) -> Wanted:
    """The wanted document in the form of a call that a look-up found: with tax as lines if the call sent it so."""
    is_of_record = record.is_posted and not changed
    if is_of_record or not record.lines_hash or wanted.figures.lines_are_known_as(record.lines_hash):
        return wanted
    as_lines = wanted.with_tax_as_lines()
    return as_lines if as_lines.figures.lines_are_known_as(record.lines_hash) else wanted


def take_out_of_the_books(record: SyncRecord, attempt: Attempt) -> Outcome:
    """Remove every document of a day that a person wants out; talech is not read.

    Raises:
        NeedsAttentionError: a document is locked; the record has the content of the books.
        RetriableError: QuickBooks did not answer.
    """
    period = period_of(record.day.business_date, attempt.connection)
    record = with_whole_corrections(record, attempt)
    for _ in range(_MOST_STEPS):
        step = decide(record, _OUT, attempt.request.cause, period, attempt.now)
        match step:
            case End(state):
                return outcomes.ended(record, state, message=TAKEN_OUT)
            case LookAgain(at):
                raise _second_look(record, at, attempt)
            case Repeat() | Forget():
                record = _settled_on_the_way_out(step, record, attempt)
            case TakeOut():
                record = take_out(step, record, attempt)
            case _:
                raise TypeError(f"{step} does not take {record.day} out of the books")
    raise RetriableError(f"{record.day}: one try makes at most {_MOST_STEPS} calls; the next try continues")


def _settled_on_the_way_out(step: Repeat | Forget, record: SyncRecord, attempt: Attempt) -> SyncRecord:
    """The record after an open call; what QuickBooks stored otherwise goes out of the books all the same."""
    try:
        return open_call_settled(step, record, attempt)
    except NeedsAttentionError as stop:
        if stop.reason is not HoldReason.RESPONSE_DIFFERS:
            raise
        return as_written(record, attempt.systems.sync_log)


def as_written(record: SyncRecord, sync_log: SyncLog) -> SyncRecord:
    """The record read again: after a refusal only the table has the results of earlier calls."""
    return sync_log.get(record.day) or record


def _ending(step: Step, record: SyncRecord, way: Way, claimed: SyncRecord) -> Outcome | None:
    """The outcome, if no step that changes the books remains.

    Raises:
        NeedsAttentionError: a person must act first.
        RetriableError: a second look is due later.
    """
    wanted, attempt = way.wanted, way.attempt
    match step:
        case Keep():
            changed = record.books != claimed.books
            sent = _as_sent(record, wanted, changed=changed)
            if changed:
                return outcomes.in_the_books(record, sent, claimed, attempt.now)
            return outcomes.left_as_it_was(record, sent)
        case KeepAsEdited():
            return kept_as_edited(record, wanted, attempt)
        case End(state):
            return outcomes.ended(record, state, content_hash=wanted.figures.content_hash)
        case Hold(stop):
            raise stop
        case LookAgain(at):
            raise _second_look(record, at, attempt)
    return None


def _is_held_by_what_is_remembered(step: Step, way: Way) -> bool:
    """Whether a person asked for a day that would be held because the stored company has its period closed."""
    is_closed = isinstance(step, Hold) and step.stop.reason is HoldReason.CLOSED_PERIOD
    is_asked = way.attempt.request.cause is SyncCause.RESYNC
    is_fresh = way.attempt.company_is_fresh or way.period.refusal is not None
    return is_closed and is_asked and not is_fresh


def _carried_out(step: Step, record: SyncRecord, way: Way) -> tuple[SyncRecord, Way]:
    """Carry out one step that changes the books, and return the record after it."""
    wanted, attempt = way.wanted, way.attempt
    match step:
        case Repeat() | Forget():
            return open_call_settled(step, record, attempt), way
        case TakeOut() | TakeBack():
            return take_out(step, record, attempt, wanted.figures.content_hash), way
        case Correct():
            if not attempt.company_is_fresh:  # the date of a correction depends on it, so decide again
                return record, with_refreshed_company(way)
            corrected, wanted = correct(record, wanted, way.period, attempt)
            return corrected, replace(way, wanted=wanted)
        case Write():
            return write(record, wanted, attempt), way
    raise TypeError(f"{step} changes nothing")


def _second_look(record: SyncRecord, at: datetime, attempt: Attempt) -> RetriableError:
    return RetriableError(
        f"{record.day}: a call of which nothing was found is looked up once more",
        after_seconds=int((at - attempt.now).total_seconds()) + 1,
    )
