"""`daybook choose` and `daybook release`: an operator's hand where a merchant asks for it."""

import argparse
from dataclasses import replace

from daybook.application.days.day_actions import act_on_day
from daybook.application.days.settle_holds import NotReleasableError
from daybook.application.mapping.choose_posting import Policies, choose_first_posting, choose_policies, choose_posting
from daybook.application.posting.reading.read_day import usable_connection
from daybook.application.setup.clear_tenders import clear_tenders
from daybook.bootstrap.systems import Systems
from daybook.cli.output import Output
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.company.connection import ClosedBooksPolicy, Connection, LocationMode, UntiedPolicy
from daybook.domain.day.adjustments import AdjustmentLimit
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.nouns import DOCUMENT_KINDS, LOCATION_MODES
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.day_state import DayAction
from daybook.domain.sync.location_day import LocationDay
from daybook.domain.words import noted

YES, NO = "yes", "no"


def choose(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Change how a merchant's days are posted: at once while nothing is posted yet, else from a date on."""
    connection = usable_connection(chosen.merchant, system.connections)
    connection = _policies(chosen, connection, system)
    if chosen.clear_tenders:
        connection = clear_tenders(chosen.merchant, wanted=chosen.clear_tenders == YES, systems=system).connection
    if chosen.document or chosen.locations:
        connection = _posting(chosen, connection, system)
    changes = [
        {
            "effective_from": str(change.effective_from),
            "document_kind": change.document_kind.value,
            "location_mode": change.location_mode.value,
        }
        for change in connection.changes
    ]
    output.document(
        {
            "document_kind": connection.document_kind.value,
            "location_mode": connection.location_mode.value,
            "untied_policy": connection.untied_policy.value,
            "closed_books_policy": connection.closed_books_policy.value,
            "adjustment_limit_percent": connection.adjustment_limit.percent,
            "clear_tenders": connection.clears_tenders,
            "changes": changes,
        }
    )
    posts = noted("{merchant}: {document}, locations {mode}")
    document, mode = _words(connection.document_kind, connection.location_mode, output)
    output.line(posts, merchant=chosen.merchant, document=document, mode=mode)
    for change in connection.changes:
        document, mode = _words(change.document_kind, change.location_mode, output)
        output.line("from {day}: {document}, {mode}", day=change.effective_from, document=document, mode=mode)
    return False


def release(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Post a held day as it is; the reason decides whether that can be done."""
    day = LocationDay(chosen.merchant, chosen.date, chosen.location)
    record = system.sync_log.get(day)
    if record is None:
        raise NotReleasableError("{day} is not held: there is nothing to release", day=day)
    act_on_day(record, DayAction.RELEASE, system)
    output.document({"released": {"business_date": str(day.business_date), "location": day.location}})
    output.line("{day} is released and queued", day=day)
    return False


def _words(kind: DocumentKind, mode: LocationMode, output: Output) -> tuple[str, str]:
    return output.say(DOCUMENT_KINDS[kind]), output.say(LOCATION_MODES[mode])


def _policies(chosen: argparse.Namespace, connection: Connection, system: Systems) -> Connection:
    in_force = Policies.of(connection)
    policies = Policies(
        UntiedPolicy(chosen.untied) if chosen.untied else in_force.untied,
        ClosedBooksPolicy(chosen.closed_books) if chosen.closed_books else in_force.closed_books,
        in_force.adjustment_limit if chosen.adjustment_limit is None else AdjustmentLimit.of(chosen.adjustment_limit),
    )
    if policies == in_force:
        return connection
    return choose_policies(connection, policies, system.connections)


def _posting(chosen: argparse.Namespace, connection: Connection, system: Systems) -> Connection:
    profile = system.connections.profile(chosen.merchant)
    if profile is None:
        raise NeedsAttentionError(HoldReason.NOT_MAPPED, f"merchant {chosen.merchant!r} has not finished connecting")
    now = system.clock.now()
    current = connection.choice_on(chosen.first or now.date())
    kind = DocumentKind(chosen.document) if chosen.document else current.document_kind
    mode = LocationMode(chosen.locations) if chosen.locations else current.location_mode
    if chosen.first is None and not any(True for _ in system.sync_log.history(chosen.merchant)):
        changed = choose_first_posting(connection, kind, mode, system)
    elif chosen.first is None:
        raise AskDifferentlyError("days are posted already: say from which business date on, --from YYYY-MM-DD")
    else:
        choice = replace(current, effective_from=chosen.first, document_kind=kind, location_mode=mode)
        changed = choose_posting(
            connection, profile, choice, now=now, connections=system.connections, ledger_of=system.ledger_of
        )
    return changed
