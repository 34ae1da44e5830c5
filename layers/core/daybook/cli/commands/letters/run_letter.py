"""`daybook replay run`: carries one letter out in this process, under a debugger if wanted."""

import argparse
import os
from pathlib import Path

from daybook.application.operating.replay_letters import LetterChoice, letter_of_id, replay_letters
from daybook.application.planning.plan_syncs import plan_syncs
from daybook.application.ports import Closing
from daybook.application.ports.dead_letters import DeadLetter, LetterDeed, LetterQueue
from daybook.application.posting.look_again import look_again
from daybook.application.posting.post_location_day import post_location_day
from daybook.application.watching.notice_changes import notice_changes
from daybook.bootstrap.systems import Systems
from daybook.cli.output import Output
from daybook.contracts.change_notices_message import ChangeNoticesMessage
from daybook.contracts.plan_syncs_event import PlanSyncsEvent
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.merchant.books import first_books
from daybook.domain.nouns import STATES
from daybook.domain.sync.day_story import story_of
from daybook.domain.sync.location_day import Outcome, SyncRequest
from daybook.domain.words import noted

_CARRIED_OUT = "carried out by an operator"
_LANES = frozenset({LetterQueue.DAILY, LetterQueue.BACKFILL, LetterQueue.REREAD})


def run(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Carry a letter, or the message in a file, out here; an error comes with its traceback, and the letter stays."""
    path = Path(chosen.letter)
    if path.is_file():
        return _run_message(path.read_text("utf-8"), system, output)
    letter = letter_of_id(chosen.letter, system)
    _run_letter(letter, system, output)
    this = LetterChoice(ids=(letter.message_id,))
    done = replay_letters(this, LetterDeed.DROP, system, reason=_CARRIED_OUT, dry_run=False)
    output.line("carried out, and deleted: {count}", count=len(done.done))
    return False


def _run_letter(letter: DeadLetter, system: Systems, output: Output) -> None:
    if letter.payload is None:
        raise AskDifferentlyError(noted("{letter} cannot be read: {why}"), letter=letter.message_id, why=letter.problem)
    if letter.queue in _LANES:
        _run_message(letter.payload, system, output)
    elif letter.queue is LetterQueue.CLOSINGS:
        event = PlanSyncsEvent.parse(letter.payload)
        sales = system.sales_of(first_books(event.talech_merchant))
        closing = Closing(event.zone, event.closing_time)
        plan = plan_syncs(event.talech_merchant, closing, event.scheduled_time, sales, system)
        output.line("days queued: {count}", count=len(plan.requests))
    elif letter.queue is LetterQueue.NOTICES:
        notice_changes(ChangeNoticesMessage.parse(letter.payload).to_domain(), system)
    else:
        why = noted("a look of the watchdog runs there alone: `daybook replay redrive {letter}`")
        raise AskDifferentlyError(why, letter=letter.message_id)


def _run_message(text: str, system: Systems, output: Output) -> bool:
    look = look_again(SyncMessage.parse(text).to_domain(), system.posting)
    if look.unchanged:
        output.line("days that talech tells as before: {count}", count=len(look.unchanged))
    needs_attention = [_run_try(request, system, output) for request in look.tries]
    return any(needs_attention)


def _run_try(request: SyncRequest, system: Systems, output: Output) -> bool:
    outcome: Outcome = post_location_day(request, f"operator:{os.getpid()}", system.posting)
    reason = outcome.reason.value if outcome.reason else ""
    output.document({"day": str(request.day), "state": outcome.state.value, "reason": reason or None})
    record = system.sync_log.get(request.day)
    state = output.say(STATES[story_of(record).state]) if record is not None else outcome.state.value
    output.line("{day}: {state} {text}", day=str(request.day), state=state, text=reason)
    return outcome.reason is not None
