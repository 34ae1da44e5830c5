"""A person wants a day out of the books while a call of it has no answer, and its repeat is answered otherwise."""

import pytest

from daybook.domain.errors import RetriableError
from daybook.domain.posting.books_calls import CallAction
from daybook.domain.posting.posted_documents import OutcomeUnknownError, ResponseDiffersError
from daybook.domain.sync.location_day import SyncState
from fakes.quickbooks.lying_calls import lie_about
from unit.application.posting.tries import another_sale, post


def test_an_undo_takes_out_what_quickbooks_stored_otherwise_when_the_open_call_was_sent_again(
    day, ports, ledger, sales, activity, undo, monkeypatch, it_shows
):
    """The document goes, whatever figures it has by now: there is nothing to ask the person."""
    post(day, ports)
    another_sale(sales, day, activity)
    ledger.fail_next(OutcomeUnknownError("the process died before the call"))
    with pytest.raises(RetriableError):
        post(day, ports)
    it_shows()

    def differs(stored):
        return ResponseDiffersError("amounts differ", document=stored, details=("line 1",))

    lie_about(monkeypatch, ledger, CallAction.AMEND, differs)

    assert undo(day).state is SyncState.UNDONE
    assert dict(ledger.documents) == {}
