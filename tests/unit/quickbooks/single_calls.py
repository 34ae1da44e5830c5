"""Every action as one call, and what its answer becomes."""

import pytest

from daybook.adapters.quickbooks.documents.document_writer import QuickBooksDocuments
from daybook.application.ports import DocumentWriter
from daybook.domain.posting.books_calls import BooksCall, CallAction
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument
from unit.quickbooks.doubles import ScriptedTransport, client
from unit.quickbooks.entries import ENTRY
from unit.quickbooks.sample_documents import REFERENCES, invoice

ABOUT = PostedDocument(DocumentKind.JOURNAL_ENTRY, "412", "0", ENTRY.doc_number, 107550)
INVOICE = PostedDocument(DocumentKind.INVOICE, "1301", "0", invoice().doc_number, 105550)
POST = BooksCall(CallAction.POST, ENTRY)
AMEND = BooksCall(CallAction.AMEND, ENTRY, ABOUT)
REMOVE = BooksCall(CallAction.REMOVE, None, ABOUT)
PAY = BooksCall(CallAction.PAY, invoice(), INVOICE)
CALLS = {call.action.value: call for call in (POST, AMEND, REMOVE, PAY)}
every_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
every_single_call = pytest.mark.parametrize("call", [POST, AMEND, REMOVE], ids=("post", "amend", "remove"))


def sent(call, *replies, **known):
    transport = ScriptedTransport(*replies)
    writer: DocumentWriter = QuickBooksDocuments(client(transport, **known))
    return writer.prepare(call, REFERENCES).send("request-1"), transport


def error_of(call, *replies, expected):
    with pytest.raises(expected) as caught:
        sent(call, *replies)
    return caught.value
