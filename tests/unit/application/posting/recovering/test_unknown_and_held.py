"""A day comes to a person while a call of it has no answer: the books are right, and nothing is sent twice."""

from dataclasses import replace

import pytest

from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.day.orders import ControlTotals
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.sync.location_day import SyncState
from unit.application.posting.tries import resync


@pytest.mark.usefixtures("unanswered")
def test_a_document_that_a_person_edited_meanwhile_is_not_taken_for_what_was_sent(day, ports, ledger, it_shows):
    """Both figures are shown, and the day is held: a proof of ours over figures of a person's would be a lie."""
    ((document_id, document),) = ledger.documents.items()
    first, *rest = document.lines
    more = replace(first, amount_minor=first.amount_minor + 100)
    other = next(line for line in rest if line.side is not first.side)
    edited = tuple(replace(line, amount_minor=line.amount_minor + 100) if line is other else line for line in rest)
    ledger.edit(document_id, replace(document, lines=(more, *edited)))
    it_shows()

    held = resync(day, ports, owner="worker-2")

    assert (held.state, held.reason) == (SyncState.HELD, HoldReason.TOUCHED_IN_QUICKBOOKS)
    assert held.details
    assert len(ledger.documents) == 1


@pytest.mark.usefixtures("unanswered")
def test_two_documents_with_one_number_are_held_with_both_named(day, ports, ledger, it_shows):
    ((_, document),) = ledger.documents.items()
    ledger.enter(document)
    it_shows()

    held = resync(day, ports, owner="worker-2")

    assert held.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert all(document_id in " ".join(held.details) for document_id in ledger.documents)


@pytest.mark.usefixtures("unanswered")
def test_a_grant_that_dies_while_an_outcome_is_unknown_does_not_lead_to_a_second_document(
    day, ports, ledger, connections, it_shows
):
    """The POST arrived unseen, then the grant ended: after the reconnect the first document is found, not doubled."""
    it_shows()
    ledger.fail_next(NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "invalid_grant"))
    assert resync(day, ports, owner="worker-2").state is SyncState.HELD
    connections.save_connection(connections.connection("m_1").with_status(ConnectionStatus.CONNECTED))

    assert resync(day, ports, owner="worker-3").state is SyncState.POSTED
    assert len(ledger.entries) == 1


@pytest.mark.usefixtures("unanswered")
def test_an_open_call_to_a_company_that_is_not_connected_any_more_names_it(day, ports, connections, it_shows):
    connection = connections.connection("m_1")
    connections.save_connection(connection.with_company(replace(connection.company, realm_id="999")))
    it_shows()

    held = resync(day, ports, owner="worker-2")

    assert held.reason is HoldReason.OPEN_IN_OTHER_COMPANY
    assert connection.company.realm_id in " ".join(held.details)


@pytest.mark.usefixtures("unanswered")
def test_a_day_that_stops_tying_while_its_outcome_is_unknown_is_settled_all_the_same(
    day, ports, ledger, sales, activity, it_shows, sync_log
):
    """What stands is on record before talech is read; the hold that follows forgets nothing of it."""
    sales.days[day.location, day.business_date] = replace(
        activity, orders=(), control=ControlTotals({"grossRevenue": 1000})
    )
    it_shows()
    assert resync(day, ports, owner="worker-2").reason is HoldReason.NOT_TIED
    assert sync_log.get(day).document is not None
    sales.days[day.location, day.business_date] = activity

    assert resync(day, ports, owner="worker-3").state is SyncState.POSTED
    assert len(ledger.entries) == 1
