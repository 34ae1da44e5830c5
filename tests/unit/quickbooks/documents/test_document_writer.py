"""A call is one request, and its answer says what is known of it (docs/architecture.md 4, docs/quickbooks.md 3.3)."""

from dataclasses import replace

import pytest

from daybook.adapters.quickbooks.documents.document_writer import QuickBooksDocuments
from daybook.adapters.quickbooks.grants.tokens import AccessTokens
from daybook.adapters.quickbooks.http.wire import dumps
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting.books_calls import BooksCall, CallAction
from daybook.domain.posting.posted_documents import (
    ResponseDiffersError,
    TokenRejectedError,
)
from unit.quickbooks.doubles import (
    MERCHANT,
    REALM,
    Budget,
    FixedClock,
    MemoryVault,
    Refresher,
    ScriptedTransport,
    client,
    reply,
    token_rejected,
    token_set,
)
from unit.quickbooks.entries import ENTRY, answered
from unit.quickbooks.sample_documents import REFERENCES
from unit.quickbooks.single_calls import AMEND, PAY, POST, REMOVE, error_of, every_call, sent

NO_REFERENCES = CompanyReferences()


def posted(row):
    return reply(dumps({"JournalEntry": row}), intuit_tid="1-tid")


def test_a_post_is_one_write_and_no_read():
    document, transport = sent(POST, posted(answered()))

    assert (document.id, document.total_minor, document.intuit_tid) == ("412", 107550, "1-tid")
    assert document.body_hash == ENTRY.body_hash
    assert [(each.method, each.query["requestid"]) for each in transport.sent] == [("POST", "request-1")]
    assert transport.timeouts == [(5, 125)]


def test_an_amendment_names_the_version_that_it_takes_the_place_of():
    _, transport = sent(AMEND, posted(answered()))

    assert {name: transport.sent[0].json[name] for name in ("Id", "SyncToken")} == {"Id": "412", "SyncToken": "0"}


def test_a_removal_says_so_in_its_address():
    removed, transport = sent(REMOVE, posted({"status": "Deleted", "Id": "412"}))

    assert removed is None
    assert transport.sent[0].query["operation"] == "delete"
    assert transport.sent[0].json == {"Id": "412", "SyncToken": "0"}


@every_call
def test_nothing_leaves_before_the_send_and_everything_else_comes_before_it(call):
    transport, budget = ScriptedTransport(reply({})), Budget()
    writer = QuickBooksDocuments(client(transport, budget=budget))

    writer.prepare(call, REFERENCES)

    assert transport.sent == []
    assert budget.spent == ([REALM, f"batch of {REALM}"] if call is PAY else [REALM])


@every_call
def test_a_spent_budget_stops_a_call_before_it_is_prepared(call):
    writer = QuickBooksDocuments(client(ScriptedTransport(reply({})), budget=Budget(41.2)))

    with pytest.raises(RetriableError) as caught:
        writer.prepare(call, REFERENCES)

    assert caught.value.after_seconds == 42


def test_the_hash_is_of_the_bytes_that_are_sent():
    """In a US company a text is written otherwise: those bytes count."""
    fancy = replace(ENTRY, private_note="Joe\N{RIGHT SINGLE QUOTATION MARK}s")
    plain = replace(ENTRY, private_note="Joe's")

    def payload_hash(document, country):
        writer = QuickBooksDocuments(client(ScriptedTransport(reply({})), country=country))
        return writer.prepare(BooksCall(CallAction.POST, document), REFERENCES).payload_hash

    assert payload_hash(fancy, "US") == payload_hash(plain, "US")
    assert payload_hash(fancy, "CA") != payload_hash(plain, "CA")


def test_an_answer_that_is_not_what_was_sent_is_not_posted():
    other = posted(answered(replace(ENTRY, doc_number="TL-20261123-OTHER")))

    assert error_of(POST, other, expected=ResponseDiffersError).document.body_hash == ""


@every_call
def test_a_token_that_is_refused_is_replaced_for_the_next_call_alone(call):
    transport, refresher = ScriptedTransport(token_rejected(), reply("", 429)), Refresher()
    tokens = AccessTokens(MERCHANT, MemoryVault(token_set()), refresher, FixedClock())
    writer = QuickBooksDocuments(client(transport, tokens=tokens))
    with pytest.raises(TokenRejectedError):
        writer.prepare(call, REFERENCES).send("request-1")
    after_rejection = len(transport.sent)

    for _ in range(2):
        with pytest.raises(RetriableError):
            writer.prepare(call, REFERENCES).send("request-1")

    assert after_rejection == 1
    assert [each.bearer for each in transport.sent] == ["access-1", "access-2", "access-2"]
    assert len(refresher.asked_for) == 1


@pytest.mark.parametrize("for_hours", [False, True])
def test_a_fresh_token_that_is_refused_too_ends_the_grant_once_that_has_lasted(for_hours):
    tokens = AccessTokens(MERCHANT, MemoryVault(token_set()), Refresher(), FixedClock())
    tokens.refused_for_hours = lambda: for_hours
    writer = QuickBooksDocuments(client(ScriptedTransport(token_rejected()), tokens=tokens))
    with pytest.raises(TokenRejectedError):
        writer.prepare(POST, NO_REFERENCES).send("request-1")

    with pytest.raises(NeedsAttentionError if for_hours else TokenRejectedError) as caught:
        writer.prepare(POST, NO_REFERENCES).send("request-1")

    assert getattr(caught.value, "reason", None) is (HoldReason.NEEDS_RECONNECT if for_hours else None)


def test_a_prepared_call_does_not_show_its_token():
    prepared = QuickBooksDocuments(client(ScriptedTransport(reply({})))).prepare(POST, NO_REFERENCES)

    assert "access-1" not in repr(prepared)
