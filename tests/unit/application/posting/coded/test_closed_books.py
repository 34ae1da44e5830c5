"""A correction of closed books reaches the tax return, or a person decides."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.application.days.settle_holds import release_day
from daybook.domain.chart.mapping import MappedTaxCode
from daybook.domain.errors import HoldReason
from daybook.domain.posting.books_calls import CallAction
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import ResponseDiffersError
from daybook.domain.sync.location_day import SyncCause, SyncState
from fakes.quickbooks.lying_calls import lie_about
from unit.application.conftest import D
from unit.application.posting.coded.sales import CODES, IN_QUICKBOOKS, NOVEMBER, one_more, sale
from unit.application.posting.tries import post, unanswered

pytestmark = pytest.mark.usefixtures("coded")


def forget_codes(ports, day):
    """The proof is one that was made before tax codes were recorded."""
    proof = ports.proofs.get(day)
    lines = tuple(replace(line, tax_set="") for line in proof.lines)
    own = tuple(replace(line, account_id="2") if line.account_id == IN_QUICKBOOKS else line for line in lines)
    ports.proofs.save(replace(proof, lines=own, tax_codes=None))


def test_a_delta_carries_the_codes_of_the_day(day, ports, ledger, sales, activity):
    post(day, ports)
    ledger.close_books(NOVEMBER)
    one_more(sales, day, activity, sale(500, 65))

    (delta,) = post(day, ports).deltas

    form = ledger.documents[delta.id]
    assert form.business_date == NOVEMBER + timedelta(days=1)
    assert [(tax.rate_id, tax.base_minor, tax.amount_minor) for tax in form.taxes] == [("r1", 500, 65)]
    assert ledger.effect == {"1": -1500, "3": 1695, IN_QUICKBOOKS: -195}
    assert ports.proofs.get(day).effect == ledger.effect


def test_a_proof_from_before_codes_were_recorded_is_not_guessed_about(day, ports, ledger, sales, activity):
    post(day, ports)
    forget_codes(ports, day)
    ledger.close_books(NOVEMBER)
    one_more(sales, day, activity, sale(500, 65))

    outcome = post(day, ports)

    assert outcome.reason is HoldReason.OUTSIDE_TAX_RETURN
    assert "not on record" in outcome.message
    assert len(ledger.documents) == 1


def test_an_earlier_proof_that_is_released_is_corrected_by_an_entry(
    day, ports, ledger, sales, activity, sync_log, queue, clock
):
    post(day, ports)
    forget_codes(ports, day)
    ledger.close_books(NOVEMBER)
    one_more(sales, day, activity, sale(500, 65))
    post(day, ports)

    outcome = post(day, ports, release_day(day, sync_log, queue, clock.now()).cause)
    again = post(day, ports)

    (delta,) = outcome.deltas
    assert ledger.documents[delta.id].effect == {"1": -500, "2": -65, "3": 565}
    assert (again.state, again.deltas) == (SyncState.POSTED, outcome.deltas)


def test_an_earlier_proof_of_a_day_that_has_not_changed_holds_nothing(day, ports, ledger, connections):
    post(day, ports)
    forget_codes(ports, day)
    ledger.close_books(NOVEMBER)
    current = connections.mapping_on("m_1", D)
    zero = {**CODES, "": MappedTaxCode("exempt")}
    connections.save_mapping("m_1", replace(current, version=3, tax_codes=zero))

    assert post(day, ports, SyncCause.RECLASS).state is SyncState.POSTED


def test_an_open_delta_is_found_even_if_the_period_is_open_again(day, ports, ledger, sales, activity, it_shows):
    post(day, ports)
    ledger.close_books(NOVEMBER)
    connection = ports.connections.connection("m_1")
    ports.connections.save_connection(connection.with_company(ledger.company()))
    one_more(sales, day, activity, sale(500, 65))
    unanswered(day, ports, ledger)
    ledger.close_books(None)
    ports.connections.save_connection(connection.with_company(ledger.company()))
    it_shows()

    outcome = post(day, ports, owner="worker-2")

    assert [delta.doc_number[-3:] for delta in outcome.deltas] == ["-C1"]
    assert ledger.effect == {"1": -1500, "3": 1695, IN_QUICKBOOKS: -195}


def test_a_delta_that_was_stored_differently_does_not_take_the_place_of_the_days_document(
    day, ports, ledger, sales, activity, monkeypatch
):
    first = post(day, ports).document
    ledger.close_books(NOVEMBER)
    one_more(sales, day, activity, sale(500, 65))

    def differs(stored):
        return ResponseDiffersError("stored differently", document=stored, details=("total: sent 1, has 2",))

    lie_about(monkeypatch, ledger, CallAction.DELTA, differs)
    outcome = post(day, ports)
    again = post(day, ports)

    assert (outcome.reason, outcome.document) == (HoldReason.RESPONSE_DIFFERS, first)
    assert again.reason is HoldReason.RESPONSE_DIFFERS
    assert len(ledger.documents) == 2


def test_a_document_that_was_found_and_never_proved_is_not_counted_twice(day, ports, ledger, sales, activity, clock):
    """The first answer was lost for days; meanwhile the day changed and the books were closed.

    What was found is proved before anything is decided, so the correction starts from what the books hold.
    """
    unanswered(day, ports, ledger)
    clock.advance(days=2)
    ledger.close_books(NOVEMBER)
    one_more(sales, day, activity, sale(500, 65))

    outcome = post(day, ports, owner="worker-2")

    if ports.connections.connection("m_1").document_kind is DocumentKind.INVOICE:
        # Its payments were still to come when the period was closed.
        assert outcome.reason is HoldReason.CLOSED_PERIOD
        assert len(ledger.documents) == 1
    else:
        assert outcome.state is SyncState.POSTED
        assert ledger.effect == {"1": -1500, "3": 1695, IN_QUICKBOOKS: -195}
