"""The ledger finds documents by number and looks calls up, in as few reads as it takes (docs/architecture.md 4)."""

import pytest

from daybook.adapters.quickbooks.http.wire import dumps
from daybook.adapters.quickbooks.ledger import QuickBooksLedger
from daybook.application.ports import Ledger
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.errors import NeedsAttentionError
from daybook.domain.posting.documents import DocumentKind
from unit.quickbooks.doubles import ScriptedTransport, client, reply
from unit.quickbooks.entries import answered
from unit.quickbooks.single_calls import POST

NO_REFERENCES = CompanyReferences()


def found(*rows):
    return reply(dumps({"QueryResponse": {"JournalEntry": list(rows)} if rows else {}}))


@pytest.mark.parametrize(("rows", "document_id"), [((), None), ((answered(),), "412")])
def test_an_entry_is_found_by_its_number_in_one_read(rows, document_id):
    transport = ScriptedTransport(found(*rows))

    books: Ledger = QuickBooksLedger(client(transport))
    document = books.find(DocumentKind.JOURNAL_ENTRY, "TL-20261123-K7QZ2M")

    assert (document and document.id) == document_id
    assert len(transport.sent) == 1


def test_two_entries_with_one_number_are_for_a_person():
    books = QuickBooksLedger(client(ScriptedTransport(found(answered(), answered() | {"Id": "413"}))))

    with pytest.raises(NeedsAttentionError) as caught:
        books.find(DocumentKind.JOURNAL_ENTRY, "TL-20261123-K7QZ2M")

    assert caught.value.details == ("their ids are 412, 413",)


@pytest.mark.parametrize(("rows", "reads"), [((answered(),), 1), ((), 2)])
def test_a_look_up_of_an_entry_is_one_read_and_a_second_where_the_number_is_not_found(rows, reads):
    transport = ScriptedTransport(found(*rows))

    QuickBooksLedger(client(transport)).look_up(POST, "any marker", NO_REFERENCES)

    queries = [each.query["query"] for each in transport.sent]
    assert [query.partition(" WHERE ")[2].partition(" ")[0] for query in queries] == ["DocNumber", "TxnDate"][:reads]


def test_an_empty_marker_finds_nothing():
    """Else every document of the date would be ours."""
    transport = ScriptedTransport(found(), found(answered()))

    assert QuickBooksLedger(client(transport)).look_up(POST, "", NO_REFERENCES).likeness == "missing"
