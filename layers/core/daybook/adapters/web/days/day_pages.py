"""One location-day: its document, lines, proof and message, and the actions a person may take on it."""

from typing import Any

from daybook.adapters.web.days.day_deeds import deeds_of
from daybook.adapters.web.days.day_notice import day_notice, done_query
from daybook.adapters.web.days.difference_view import differences_of
from daybook.adapters.web.days.document_links import document_link
from daybook.adapters.web.days.moved_view import moved_of
from daybook.adapters.web.days.story_view import change_of, proof_of, release_button
from daybook.adapters.web.days.under_way import under_way
from daybook.adapters.web.days.unusable_view import unusable_of
from daybook.adapters.web.home.home_page import day_path
from daybook.adapters.web.http.requests import Answer, Redirect, View, day_of
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.deed_words import BUTTONS
from daybook.adapters.web.words.states_and_roles import field_word, kind_word, role_word, state_word
from daybook.adapters.web.words.story_words import lead_of_several, step_word, who_word
from daybook.adapters.web.words.tax_words import tax_set_word
from daybook.application.access.send_day import who_decides
from daybook.application.days.day_actions import act_on_day, actions_for
from daybook.application.days.settle_holds import NotReleasableError
from daybook.application.days.undo_days import NothingToUndoError
from daybook.application.mapping.gap_proposals import TAX_CODE_GAP
from daybook.application.mapping.taxes.tax_choices import gap_sets
from daybook.application.telling.told_day import ToldDay, told_day
from daybook.domain.accountant.access import AccountantRole
from daybook.domain.catalogue.entries import Entry
from daybook.domain.catalogue.error_catalogue import actor_words, entry_for_withdrawn
from daybook.domain.day.roles import role_from_text
from daybook.domain.errors import HoldReason
from daybook.domain.posting.booked_lines import account_title
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.proof.day_proof import Proof
from daybook.domain.sync.day_state import DayAction
from daybook.domain.sync.day_story import DayStory, Lies
from daybook.domain.sync.directives import withdrawal_in
from daybook.domain.sync.location_day import LocationDay, SyncRecord, SyncState


def day(visit: Visit, business_date: str, location: str) -> Answer:
    """Everything that is known of the day."""
    record = find_day(visit, business_date, location)
    if record is None:
        return Redirect("/log")
    speech, proof = visit.speech, visit.systems.proofs.get(record.day)
    told = told_day(record, visit.systems.clock.now())
    story = told.story
    title = speech.say(
        "{date}, {store}", date=speech.day(record.day.business_date), store=visit.location_name(record.day.location)
    )
    values = {
        "path": day_path(record),
        "weekday": speech.weekday_date(record.day.business_date),
        **_what_stands(record, story, visit),
        **_what_is_to_do(record, told, visit),
        **_what_proves_it(story, proof, visit),
        "deeds": deeds_of(record.day, visit),
        "attempts": record.attempts,
        "revision": record.revision,
        "updated": speech.instant(record.updated_at, visit.zone),
    }
    return View("log/day", title, values, notice=day_notice(record, visit) or None)


def _what_stands(record: SyncRecord, story: DayStory, visit: Visit) -> dict[str, Any]:
    """The state of the day, what its documents are, and what of them has no account or tax code."""
    speech, currency = visit.speech, visit.connection.company.home_currency
    documents = [each for each in (record.document, *record.deltas) if each is not None]
    amounts = [gap for gap in record.gaps if not gap.startswith(TAX_CODE_GAP)]
    return {
        "state": story.state.value,
        "word": state_word(story.state, speech),
        "under_way": under_way(record, speech),
        "lead": lead_of_several([story], currency, speech),
        "change": change_of(story, currency, speech),
        "is_posted": story.booked is not None,
        "differences": differences_of(record, visit),
        "gaps": [role_word(role_from_text(gap), visit.profile, speech) for gap in amounts],
        "uncoded": [tax_set_word(key, visit.profile, speech) for key in gap_sets(record.gaps)],
        "documents": [_document(document, visit) for document in documents],
    }


def _what_is_to_do(record: SyncRecord, told: ToldDay, visit: Visit) -> dict[str, Any]:
    """What waits and why, with the buttons of those who may decide."""
    speech, story = visit.speech, told.story
    may_act = visit.connection.is_live and visit.may(AccountantRole.DECIDE)
    return {
        "messages": _messages(record, told, visit),
        "who": who_word(told.who, speech) if told.entry is None else "",
        "step": step_word(told.step, speech.say),
        "unusable": unusable_of(record, visit),
        "actions": [_button(action, record, story, visit) for action in actions_for(record)] if may_act else [],
        "accountants": _accountants(record, visit),
    }


def _what_proves_it(story: DayStory, proof: Proof | None, visit: Visit) -> dict[str, Any]:
    """The lines and figures of the last proof, and why there are none."""
    moved = moved_of(proof, visit)
    return {
        "moved": moved,
        "is_edited": proof is None and (story.is_kept_edit or story.lies is Lies.UNREAD),
        "is_unproved": proof is None and not story.is_kept_edit and story.lies is Lies.IN_THE_BOOKS,
        "lines": _lines(proof, visit) if proof else [],
        "lines_total": _lines_total(proof, visit) if proof else None,
        "memos_in": visit.connection.language,
        "proof": _proof(proof, visit) if proof else [],
        "as_store_credit": _as_store_credit(proof, visit) if proof else "",
        "proof_state": proof_of(story, proof, visit, has_moved=bool(moved)) if proof else None,
        "several": proof is not None and len(proof.sales_days) > 1,
    }


def act(visit: Visit, business_date: str, location: str, action: str) -> Answer:
    """Carry an action out; one that is not possible any more changes nothing and shows the day as it is."""
    found = find_day(visit, business_date, location)
    wanted = next((each for each in DayAction if each == action), None)
    if found is None or wanted is None:
        return Redirect("/log", did=False)
    if wanted not in actions_for(found):
        return Redirect(day_path(found), did=False)
    pressed = visit.systems.clock.now()
    try:
        act_on_day(found, wanted, visit.systems)
    except (NotReleasableError, NothingToUndoError):
        # The day changed between the page and the press; the page shows how it stands now.
        return Redirect(day_path(found), did=False)
    return Redirect(f"{day_path(found)}?{done_query(wanted, pressed)}")


def find_day(visit: Visit, business_date: str, location: str) -> SyncRecord | None:
    """The record of one of the merchant's own days."""
    on = day_of(business_date)
    return visit.systems.sync_log.get(LocationDay(visit.merchant_id, on, location)) if on else None


def _accountants(record: SyncRecord, visit: Visit) -> list[str] | None:
    """Whom the merchant can send a held day to, by name; None where it is not theirs to send."""
    if record.state is not SyncState.HELD or visit.session.guest:
        return None
    return [each.name for each in who_decides(visit.inviter, visit.systems)]


def _messages(record: SyncRecord, told: ToldDay, visit: Visit) -> list[dict[str, Any]]:
    """Why the day needs a person, and what a person asked that did not come true: often the one or the other."""
    settled, withdrawn = told.entry, entry_for_withdrawn(record)
    why = withdrawal_in(record.message)
    first = [] if settled is None or settled is withdrawn else [_message(settled, record.details, record, visit)]
    said = first if withdrawn is None or why is None else [*first, _message(withdrawn, (why[1],), record, visit)]
    if said:
        said[0]["who"] = actor_words(told.who, visit.speech.language)
    return said


def _message(said: Entry, details: tuple[str, ...], record: SyncRecord, visit: Visit) -> dict[str, Any]:
    text = said.text(
        visit.speech.language,
        day=visit.speech.day(record.day.business_date),
        location=visit.location_name(record.day.location),
        amount=_changed_amount(record, visit),
        company=visit.connection.company.name,
        since=visit.speech.instant(record.vendor_wait.since, visit.zone) if record.vendor_wait else "",
    )
    return {
        "code": said.code,
        "title": text.title,
        "happened": text.happened,
        "action": text.action,
        "who": text.who,
        "details": details,
    }


def _changed_amount(record: SyncRecord, visit: Visit) -> str:
    """What talech changed of a posted day: no other entry of the catalogue is about that difference."""
    waiting = record.waiting
    if record.reason is not HoldReason.CHANGED_AFTER_POSTING or waiting is None or waiting.moved_minor is None:
        return ""
    return visit.speech.money(waiting.moved_minor, visit.connection.company.home_currency)


def _document(document: PostedDocument, visit: Visit) -> dict[str, Any]:
    return {
        "kind": kind_word(document.kind, visit.speech),
        "number": document.doc_number,
        "total": visit.speech.money(document.total_minor, visit.connection.company.home_currency),
        "link": document_link(document, visit.connection.company.realm_id),
        "payments": len(document.parts),
    }


def _lines(proof: Proof, visit: Visit) -> list[dict[str, str]]:
    mapping = visit.systems.connections.mapping_on(visit.merchant_id, proof.day.business_date)
    speech = visit.speech
    return [
        {
            "what": role_word(line.role, visit.profile, speech),
            "memo": line.memo,
            "location": visit.location_name(line.location_id),
            "account": account_title(line.account_id, mapping),
            "debit": speech.money(line.amount_minor, proof.currency) if line.amount_minor > 0 else "",
            "credit": speech.money(-line.amount_minor, proof.currency) if line.amount_minor < 0 else "",
        }
        for line in proof.whole_lines
    ]


def _lines_total(proof: Proof, visit: Visit) -> dict[str, str]:
    """Both sides of the lines: they are equal where every amount has its account."""
    amounts = [line.amount_minor for line in proof.whole_lines]
    debit, credit = sum(each for each in amounts if each > 0), -sum(each for each in amounts if each < 0)
    money = visit.speech.money
    return {"debit": money(debit, proof.currency), "credit": money(credit, proof.currency)}


def _as_store_credit(proof: Proof, visit: Visit) -> str:
    """What refunds gave as store credit: talech's own figure of refunds leaves it out, the books hold it."""
    minor = sum(day.refunds_as_store_credit_minor for day in proof.sales_days)
    return visit.speech.money(minor, proof.currency) if minor else ""


def _proof(proof: Proof, visit: Visit) -> list[dict[str, Any]]:
    speech, currency = visit.speech, proof.currency
    return [
        {
            "field": field_word(field.field, speech),
            "location": visit.location_name(field.location_id),
            "talech": "—" if field.talech_minor is None else speech.money(field.talech_minor, currency),
            "daybook": speech.money(field.sales_day_minor, currency),
            "quickbooks": speech.money(field.document_minor, currency),
            "tied": field.difference_minor == 0,
            "difference": speech.money(field.difference_minor, currency),
        }
        for field in proof.fields
    ]


def _button(action: DayAction, record: SyncRecord, story: DayStory, visit: Visit) -> dict[str, str]:
    said = release_button(record, story, visit) if action is DayAction.RELEASE else None
    word, meaning = said or (visit.speech.say(each) for each in BUTTONS[action])
    return {"action": action.value, "word": word, "meaning": meaning}
