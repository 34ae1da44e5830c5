"""Record x figures x period x cause: in a perfect company every combination ends in the wanted books, or in a hold."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daybook.application.posting.decide import is_wanted_out
from daybook.application.posting.steps import End, Hold, Keep, KeepAsEdited, TakeOut
from daybook.domain.errors import HoldReason, RetriableError
from daybook.domain.posting.books_calls import LOOK_UP_AFTER, BooksCall, CallAction
from daybook.domain.posting.posted_documents import PartlyPostedError
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.directives import Directive, Place
from daybook.domain.sync.location_day import SyncCause, SyncState
from unit.application.posting.deciding.on_record import (
    CLOSED,
    CORRECTED_LATER,
    DATE,
    ENTRY,
    INVOICE,
    NEXT_OPEN,
    NOW,
    OPEN,
    RECEIPT,
    document,
    figures,
    hash_of,
    intent,
    record,
)
from unit.application.posting.deciding.perfect_company import PerfectCompany

AMOUNTS, KINDS = (1000, 1500), (ENTRY, INVOICE, RECEIPT)
TOUCHED = HoldReason.TOUCHED_IN_QUICKBOOKS
RELEASES = (frozenset(), frozenset({HoldReason.CLOSED_PERIOD.value}), frozenset({TOUCHED.value}))
DIRECTIVES = (None, Directive(1, Place.OUT, NOW), Directive(1, Place.IN, NOW))
FIRST_LOOKS = (NOW, NOW - timedelta(minutes=1), NOW - LOOK_UP_AFTER)


@st.composite
def days(draw):
    """A company, and a record that says of it what is true; the last call may be missing, or half of a change."""
    told = draw(st.sampled_from((0, *AMOUNTS)))
    company = PerfectCompany(
        told,
        draw(st.sampled_from(KINDS)),
        draw(st.sampled_from(SyncCause)),
        draw(st.sampled_from((OPEN, CLOSED, CORRECTED_LATER))),
    )
    facts = _with_people(draw, _standing(draw, company))
    if draw(st.booleans()):
        facts = _with_missing_call(draw, company, facts)
    company.ledger.close_books(draw(st.sampled_from((None, DATE))))
    return company, facts


def _standing(draw, company):
    facts = record(state=draw(st.sampled_from(SyncState)), revision=draw(st.integers(0, 2)))
    kind, minor = draw(st.sampled_from((None, *KINDS))), draw(st.sampled_from(AMOUNTS))
    is_half = False
    if kind is not None:
        own, is_half = _posted(draw, company, document(minor, kind))
        facts = replace(facts, document=own)
    for number in range(draw(st.integers(0, 2))):
        sent = document(draw(st.sampled_from((200, -300))), on=NEXT_OPEN, number=f"TL-20261123-ABCDE-C{number + 1}")
        facts = replace(facts, deltas=(*facts.deltas, company.send(BooksCall(CallAction.DELTA, sent))))
    if is_half or draw(st.booleans()):
        unknown = draw(st.sampled_from(("", hash_of(1000), hash_of(0))))
        return replace(facts, open_work=OpenWork.PARTLY, content_hash=unknown, lines_hash=unknown)
    sold = hash_of(company.ledger.effect.get("cash", 0))
    return replace(facts, content_hash=sold, lines_hash=sold)


def _posted(draw, company, sent):
    """The document with all of its payments, some or none, and whether they are some or none."""
    stands = company.send(BooksCall(CallAction.POST, sent))
    paid = draw(st.integers(0, 2)) if sent.kind is INVOICE else 2
    if paid == 0:
        return stands, True
    if sent.kind is not INVOICE:
        return stands, False
    pay = BooksCall(CallAction.PAY, sent, stands)
    if paid == 1:
        company.ledger.fail_payments(RetriableError("later"), keep=1)
        with pytest.raises(PartlyPostedError) as partly:
            company.send(pay)
        return partly.value.document, True
    return company.send(pay), False


def _with_people(draw, facts):
    reason = draw(st.sampled_from((None, HoldReason.CLOSED_PERIOD, HoldReason.RESPONSE_DIFFERS, TOUCHED)))
    return replace(
        facts,
        reason=reason if facts.state is SyncState.HELD else None,
        released=draw(st.sampled_from(RELEASES)),
        directive=draw(st.sampled_from(DIRECTIVES)),
        directives_done=draw(st.integers(0, 1)),
    )


def _with_missing_call(draw, company, facts):
    minor, own = draw(st.sampled_from(AMOUNTS)), facts.document
    if facts.books.is_nothing:
        call, completes = BooksCall(CallAction.POST, document(minor)), True
    elif own is None or own.kind is INVOICE:
        return facts
    elif draw(st.booleans()):
        call, completes = BooksCall(CallAction.AMEND, document(minor, own.kind), own), not facts.deltas
    else:
        call, completes = BooksCall(CallAction.REMOVE, None, own), not facts.deltas
    company.missing = call
    sold = minor if call.document is not None else 0
    missed_at = draw(st.sampled_from(FIRST_LOOKS))
    open_call = intent(call.action, sold, revision=facts.revision + 1, completes=completes, missed_at=missed_at)
    return replace(facts, intent=open_call)


@settings(max_examples=400)
@given(days())
def test_every_combination_ends_in_the_wanted_books_or_in_a_hold_of_the_table(day):
    company, facts = day
    told = figures(company.told_minor, company.kind)

    end, ended = company.bring(facts, told)

    effect, was_wanted_out = dict(company.ledger.effect), is_wanted_out(facts)
    sold = {"cash": company.told_minor, "sales": -company.told_minor} if company.told_minor else {}
    match end:
        case Keep():
            assert (effect, was_wanted_out) == (sold, False)
            assert (ended.intent, ended.open_work, ended.content_hash) == (None, None, told.content_hash)
        case End(SyncState.EMPTY):
            assert (effect, sold, was_wanted_out) == ({}, {}, False)
        case End(SyncState.UNDONE):
            assert (effect, was_wanted_out) == ({}, True)
        case KeepAsEdited():
            assert (facts.reason, facts.released) == (TOUCHED, frozenset({TOUCHED.value}))
        case Hold(stop) if stop.reason is HoldReason.RESPONSE_DIFFERS:
            assert facts.reason is HoldReason.RESPONSE_DIFFERS
        case Hold(stop):
            assert stop.reason is HoldReason.CLOSED_PERIOD
            assert company.period.is_closed
        case TakeOut():
            assert company.refused.reason is HoldReason.CLOSED_PERIOD
            assert was_wanted_out or facts.deltas
        case _:
            pytest.fail(f"{end} is no end")
    stands = {each.id for each in ended.books.documents}
    assert set(company.ledger.documents) == stands, "the record names what the books hold, and nothing else"
