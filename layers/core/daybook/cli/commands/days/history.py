"""`daybook history`: what became of every location-day."""

import argparse
from dataclasses import asdict
from datetime import datetime
from typing import Any

from daybook.adapters.web.words.story_words import lead_of
from daybook.application.telling.told_day import ToldDay, told_day
from daybook.bootstrap.systems import Systems
from daybook.cli.output import Output
from daybook.cli.role_names import RoleNames
from daybook.domain.catalogue.entries import Actor, Entry
from daybook.domain.catalogue.error_catalogue import actor_words, entry_for_withdrawn
from daybook.domain.nouns import STATES
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.sync.directives import Place
from daybook.domain.sync.location_day import SyncRecord, SyncState
from daybook.domain.words import noted

_UNDER_WAY = {Place.OUT: noted("is being taken out of the books"), Place.IN: noted("is being brought back")}


def run(chosen: argparse.Namespace, system: Systems, output: Output) -> bool:
    """Show the records, newest first; attention is needed where a day is held or failed."""
    records = list(
        system.sync_log.history(
            chosen.merchant,
            first=chosen.first,
            last=chosen.last,
            state=SyncState(chosen.state) if chosen.state else None,
            location=chosen.location,
        )
    )
    output.document({"records": [as_document(record) for record in records]})
    names = RoleNames(chosen.merchant, system, output)
    now = system.clock.now()
    rows = [_row(record, names, now, output, with_details=chosen.details) for record in records]
    title = noted("{merchant}, location-days: {count}")
    output.table(title, _COLUMNS, rows, merchant=chosen.merchant, count=len(records))
    if not chosen.details and any(_vendor_words(record) for record in records):
        output.line("There are details, in the words of the vendors: add --details.")
    return any(record.state in (SyncState.HELD, SyncState.FAILED) for record in records)


_COLUMNS = (
    noted("date"),
    noted("location"),
    noted("state"),
    noted("document"),
    noted("total"),
    noted("tries"),
    noted("what to know"),
)


def _row(record: SyncRecord, names: RoleNames, now: datetime, output: Output, *, with_details: bool) -> tuple[str, ...]:
    document, told = record.document, told_day(record, now)
    story = told.story
    details = _vendor_words(record) if with_details else ()
    lead = lead_of(story, output.say, output.amount)
    return (
        str(record.day.business_date),
        record.day.location,
        output.say(STATES[story.state]),
        "\n".join(posted.doc_number for posted in (document, *record.deltas) if posted),
        output.amount(document.total_minor) if document else "",
        str(record.attempts),
        "\n".join(filter(None, (lead, _because(record, told, names, output), *details))),
    )


def _because(record: SyncRecord, told: ToldDay, names: RoleNames, output: Output) -> str:
    """What is under way, then the words of the error catalogue, or what a posted day still lacks."""
    directive = record.open_directive
    asked = output.say(_UNDER_WAY[directive.place]) if directive is not None else ""
    entries = [entry for entry in dict.fromkeys((told.entry, entry_for_withdrawn(record))) if entry is not None]
    said = [_said(entry, told.who if entry is told.entry else entry.who, record, output) for entry in entries]
    lacks = output.say("not mapped: {roles}", roles=names.of(record.gaps)) if record.gaps and not said else ""
    return "\n".join(filter(None, (asked, *said, lacks)))


def _said(entry: Entry, who: Actor, record: SyncRecord, output: Output) -> str:
    text = entry.text(output.language, day=str(record.day.business_date))
    acts = output.say("Who acts: {who}", who=actor_words(who, output.language))
    return f"{entry.code} {text.title}. {text.action} {acts}."


def _vendor_words(record: SyncRecord) -> tuple[str, ...]:
    """What the vendor said that refused: for operators, never the first thing to read."""
    return tuple(filter(None, (record.message, *record.details)))


def as_document(record: SyncRecord) -> dict[str, Any]:
    """The record as JSON values; `code` names the entry of the error catalogue, if the day needs one."""
    document, directive = record.document, record.open_directive
    told = told_day(record)
    return {
        "business_date": str(record.day.business_date),
        "location": record.day.location,
        "state": record.state.value,
        "revision": record.revision,
        "attempts": record.attempts,
        "document": document and _posted(document),
        "deltas": [_posted(delta) for delta in record.deltas],
        "drifted_at": record.drift.at.isoformat() if record.drift else None,
        "directive": directive and {"place": directive.place.value, "asked_at": directive.asked_at.isoformat()},
        "figures": record.figures and asdict(record.figures),
        "waiting": record.waiting and asdict(record.waiting),
        "accepted_minor": record.accepted_minor,
        "proved_at": record.proved_at.isoformat() if record.proved_at else None,
        "gaps": list(record.gaps),
        "code": told.entry.code if told.entry else None,
        "who_acts": told.who.value,
        "next_step": told.step.value,
        "reason": record.reason.value if record.reason else None,
        "message": record.message,
        "details": list(record.details),
        "due_at": record.due_at.isoformat(),
        "updated_at": record.updated_at.isoformat(),
    }


def _posted(document: PostedDocument) -> dict[str, Any]:
    return {
        "kind": document.kind.value,
        "id": document.id,
        "doc_number": document.doc_number,
        "total_minor": document.total_minor,
        "intuit_tid": document.intuit_tid,
    }
