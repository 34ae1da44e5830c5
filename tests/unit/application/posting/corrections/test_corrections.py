"""A day that changes after it was posted: amended in place, in whatever kind it was posted, or left to a person."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from daybook.application.days.settle_holds import NotReleasableError, release_day
from daybook.application.mapping.map_roles import map_roles
from daybook.domain.chart.accounts import Account
from daybook.domain.chart.mapping import MappedTaxCode, MappedTaxRate
from daybook.domain.company.connection import PostingChoice
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.errors import HoldReason
from daybook.domain.posting.books_calls import CallAction
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import TaxRecomputedError
from daybook.domain.sync.location_day import SyncState
from factories import order, payment
from fakes.quickbooks.lying_calls import lie_about
from unit.application.posting.tries import another_sale, choose, post, unanswered

JCB = Account("55", "JCB clearing", "Other Current Asset", "OtherCurrentAssets")


def test_a_changed_day_is_amended_in_place_as_the_next_revision(day, ports, ledger, sales, activity, sync_log):
    first = post(day, ports)
    another_sale(sales, day, activity)

    second = post(day, ports)

    assert second.state is SyncState.POSTED
    assert second.document.id == first.document.id
    assert len(ledger.documents) == 1
    assert ledger.effect == {"1": -1500, "2": -130, "3": 1630}
    assert sync_log.get(day).revision == 2


def test_a_correction_whose_answer_was_lost_is_found_and_not_doubled(day, ports, ledger, sales, activity, it_shows):
    post(day, ports)
    another_sale(sales, day, activity)
    unanswered(day, ports, ledger)
    it_shows()

    outcome = post(day, ports, owner="worker-2")

    assert outcome.state is SyncState.POSTED
    assert ledger.effect == {"1": -1500, "2": -130, "3": 1630}


def test_a_document_that_a_person_edited_is_never_overwritten(day, ports, ledger, sales, activity):
    document = post(day, ports).document
    ledger.touch(document.id)
    another_sale(sales, day, activity)

    outcome = post(day, ports)

    assert outcome.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert ledger.effect == {"1": -1000, "2": -130, "3": 1130}


def test_an_edit_that_the_accountant_keeps_settles_the_day_as_it_is(
    day, ports, ledger, sales, activity, sync_log, queue, clock
):
    document = post(day, ports).document
    ledger.touch(document.id)
    another_sale(sales, day, activity)
    post(day, ports)

    request = release_day(day, sync_log, queue, clock.now())
    outcome = post(day, ports, request.cause)

    assert outcome.state is SyncState.POSTED
    assert ledger.effect == {"1": -1000, "2": -130, "3": 1130}
    assert post(day, ports).state is SyncState.POSTED


def test_a_day_that_lost_all_its_sales_leaves_the_books(day, ports, ledger, sales):
    post(day, ports)
    sales.days.clear()

    outcome = post(day, ports)

    assert outcome.state is SyncState.EMPTY
    assert ledger.documents == {}
    assert list(ports.proofs.between("m_1", day.business_date, day.business_date)) == []


def test_an_untied_day_that_a_person_released_is_posted_with_its_differences_named(
    day, ports, sales, activity, sync_log, queue, clock
):
    untied = replace(activity, control=ControlTotals({"grossRevenue": 1}))
    sales.days[day.location, day.business_date] = untied
    assert post(day, ports).reason is HoldReason.NOT_TIED

    request = release_day(day, sync_log, queue, clock.now())
    outcome = post(day, ports, request.cause)

    assert outcome.state is SyncState.POSTED
    assert outcome.details == ("Queen St: grossRevenue: talech reports 1, its orders give 1000 (minor units)",)
    assert queue.sent


def test_a_hold_that_nobody_can_overrule_says_who_settles_it(day, ports, connections, profile, sync_log, queue, clock):
    connections.save_profile(replace(profile, plan="STARTER"))
    post(day, ports)

    with pytest.raises(NotReleasableError, match="merchant settles it"):
        release_day(day, sync_log, queue, clock.now())


def test_mapping_a_gap_reclasses_every_day_that_waited_in_suspense_in_one_action(
    day, ports, ledger, sales, activity, connections, sync_log, queue, clock
):
    """A new card type appears on two days; one mapping action, and suspense ends at zero."""
    at = activity.orders[0].closed_at
    days = [day, replace(day, business_date=day.business_date - timedelta(days=1))]
    for one in days:
        when = at - (day.business_date - one.business_date)
        sale = order(closed_at=when, lines=[("food", 700)], payments=[payment(700, "CCRD", "JCB", at=when)])
        sales.days[one.location, one.business_date] = DayActivity((sale,))
        assert post(one, ports).state is SyncState.POSTED_WITH_GAPS
    assert ledger.effect["99"] == 1400

    mapping_ports = SimpleNamespace(
        connections=connections, sync_log=sync_log, queue=queue, clock=clock, ledger_of=ports.ledger_of
    )
    remapped = map_roles("m_1", {"tender:CCRD:JCB": JCB}, mapping_ports)
    outcomes = [post(request.day, ports, request.cause) for request in remapped.requests]

    assert {outcome.state for outcome in outcomes} == {SyncState.POSTED}
    assert ledger.effect == {"1": -1400, "55": 1400}
    assert len(ledger.documents) == 2


def test_switching_the_document_kind_keeps_earlier_days_as_they_are(day, ports, sales, activity, connections):
    """From the day after on invoices: the journal entry of the day is amended as a journal entry."""
    post(day, ports)
    after = day.business_date + timedelta(days=1)
    current = connections.connection("m_1").location_mode
    choose(connections, changes=(PostingChoice(after, DocumentKind.INVOICE, current),))
    another_sale(sales, day, activity)

    assert post(day, ports).document.kind is DocumentKind.JOURNAL_ENTRY


@pytest.mark.parametrize("kind", [DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT])
def test_every_kind_is_posted_amended_and_undone(kind, day, ports, ledger, sales, activity, connections, undo):
    choose(connections, document_kind=kind)
    assert post(day, ports).document.kind is kind
    another_sale(sales, day, activity)

    assert post(day, ports).state is SyncState.POSTED
    assert ledger.effect == {"1": -1500, "2": -130, "3": 1630}

    undo(day)
    assert ledger.effect == {}


def test_an_invoice_day_that_turns_below_zero_becomes_a_refund_receipt_and_stays_one_document(
    day, ports, ledger, sales, activity, connections
):
    choose(connections, document_kind=DocumentKind.INVOICE)
    post(day, ports)
    at = activity.orders[0].closed_at
    negative = order(closed_at=at, lines=[("food", -400)], payments=[payment(-400, at=at)])
    sales.days[day.location, day.business_date] = DayActivity((negative,))

    outcome = post(day, ports)

    assert outcome.document.kind is DocumentKind.REFUND_RECEIPT
    assert len(ledger.documents) == 1
    assert ledger.effect == {"1": 400, "3": -400}


def test_a_posted_day_is_proved_by_field_and_the_proof_follows_its_corrections(day, ports, sales, activity):
    post(day, ports)
    first = ports.proofs.get(day)
    another_sale(sales, day, activity)
    post(day, ports)

    second = ports.proofs.get(day)

    assert {field.field: field.difference_minor for field in second.fields}["grossRevenue"] == 0
    assert all(field.sales_day_minor == field.document_minor for field in (*first.fields, *second.fields))
    assert first.hash != second.hash
    assert second.effect == {"1": -1500, "2": -130, "3": 1630}


def test_tax_that_quickbooks_recomputes_is_booked_as_a_line_on_the_same_document(
    day, ports, ledger, connections, mapping, monkeypatch
):
    """US automated sales tax ignored the till's figure: no wrong document is left, and no second one is made."""
    codes = {"": MappedTaxCode("NON"), "hst": MappedTaxCode("c1", (MappedTaxRate("hst", "r1", "13"),))}
    connections.save_mapping("m_1", replace(mapping, version=2, tax_codes=codes))
    choose(connections, document_kind=DocumentKind.SALES_RECEIPT)

    def recomputed(stored):
        return TaxRecomputedError("tax 1.31, not 1.30", document=replace(stored, body_hash=""), details=())

    lie_about(monkeypatch, ledger, CallAction.POST, recomputed)

    outcome = post(day, ports)

    (form,) = ledger.documents.values()
    assert outcome.state is SyncState.POSTED
    assert "sales tax centre" in outcome.message
    assert form.taxes == ()
    assert ledger.effect == {"1": -1000, "2": -130, "3": 1130}
