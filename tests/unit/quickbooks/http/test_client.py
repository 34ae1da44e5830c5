"""One way to send: address, token, budget, idempotency, faults (docs/quickbooks.md 2 and 3)."""

import json
from contextlib import suppress
from decimal import Decimal

import pytest
import requests

from daybook.adapters.quickbooks.grants.tokens import AccessTokens
from daybook.adapters.quickbooks.http.batches import BatchItem
from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.http.faults import Refusal
from daybook.domain.errors import Condition, HoldReason, NeedsAttentionError, RetriableError
from unit.quickbooks.doubles import (
    MERCHANT,
    NOW,
    REALM,
    Budget,
    FixedClock,
    MemoryVault,
    Refresher,
    ScriptedTransport,
    client,
    fault,
    reply,
    token_rejected,
    token_set,
)

PREFERENCES = {"Preferences": {"CurrencyPrefs": {"HomeCurrency": {"value": "CAD"}}}}
ENTRY = {"JournalEntry": {"Id": "412"}, "time": "2026-11-24T03:10:01.870-08:00"}


def test_a_write_carries_version_request_id_token_and_timeouts():
    transport = ScriptedTransport(reply(ENTRY, intuit_tid="1-tid"))

    answer = client(transport).post("journalentry", {"Amount": Decimal("842.1")}, "a" * 40)

    (sent,) = transport.sent
    assert (sent.method, sent.path) == ("POST", f"/v3/company/{REALM}/journalentry")
    assert sent.url.startswith("https://quickbooks.api.intuit.com/")
    assert sent.query == {"minorversion": "75", "requestid": "a" * 40}
    assert sent.bearer == "access-1"
    assert sent.headers["Accept"] == sent.headers["Content-Type"] == "application/json"
    assert sent.text == '{"Amount": 842.10}'
    assert transport.timeouts == [(5, 125)]
    assert (answer.body["JournalEntry"]["Id"], answer.intuit_tid) == ("412", "1-tid")


def test_amounts_of_an_answer_are_decimals():
    answer = client(ScriptedTransport(reply('{"Invoice": {"Amount": 0.1, "TotalAmt": 3}}'))).get("invoice/7")

    assert answer.body == {"Invoice": {"Amount": Decimal("0.1"), "TotalAmt": 3}}


@pytest.mark.parametrize("realm", ["", "12a", "9130357000000001.0"])
def test_a_connection_without_a_realm_is_refused_before_any_call(realm):
    tokens = AccessTokens(MERCHANT, MemoryVault(token_set()), Refresher(), FixedClock())

    with pytest.raises(ValueError, match="realm id"):
        QuickBooksClient(realm, tokens, Budget())


def test_a_rejected_token_is_refreshed_once_and_the_call_repeated_under_its_request_id():
    transport, refresher = ScriptedTransport(token_rejected(), reply(ENTRY)), Refresher()
    tokens = AccessTokens(MERCHANT, MemoryVault(token_set()), refresher, FixedClock())

    client(transport, tokens=tokens).post("journalentry", {"a": "b"}, "request-1")

    assert [sent.bearer for sent in transport.sent] == ["access-1", "access-2"]
    assert [sent.query["requestid"] for sent in transport.sent] == ["request-1"] * 2
    assert [sent.text for sent in transport.sent] == ['{"a": "b"}'] * 2


@pytest.mark.parametrize(
    "refused", [token_rejected(), fault(3100, 403), fault(120, 401), fault(100, 401), reply("", 401)]
)
def test_a_fresh_token_that_is_refused_too_is_a_doubt_and_no_end(refused):
    """The token endpoint has just said that the grant lives: the day is tried again."""
    transport, vault = ScriptedTransport(refused), MemoryVault(token_set())
    tokens = AccessTokens(MERCHANT, vault, Refresher(), FixedClock())

    with pytest.raises(RetriableError) as caught:
        client(transport, tokens=tokens).get("preferences")

    assert caught.value.condition is Condition.QUICKBOOKS_SIGN_IN_REFUSED
    assert [sent.bearer for sent in transport.sent] == ["access-1", "access-2"]
    assert vault.load(MERCHANT).refused_since == NOW


@pytest.mark.parametrize(("hours", "ends"), [(0, False), (5.9, False), (6, True), (30, True)])
def test_a_grant_ends_when_fresh_tokens_are_refused_again_after_hours(hours, ends):
    """By another worker, who knows of the first refusal from the row of the tokens."""
    vault, clock = MemoryVault(token_set()), FixedClock()
    with pytest.raises(RetriableError):
        worker(ScriptedTransport(fault(3100, 403)), vault, clock).get("preferences")

    clock.advance(hours=hours)
    with pytest.raises(NeedsAttentionError if ends else RetriableError) as caught:
        worker(ScriptedTransport(fault(3100, 403)), vault, clock).get("preferences")

    if ends:
        assert caught.value.reason is HoldReason.NEEDS_RECONNECT
        assert caught.value.fault_code == 3100
        assert any("intuit_tid 1-tid" in detail for detail in caught.value.details)


@pytest.mark.parametrize("let_in", [reply(PREFERENCES), fault(6000, 400)])
def test_a_grant_that_is_let_in_again_starts_anew(let_in):
    vault, clock = MemoryVault(token_set()), FixedClock()
    with pytest.raises(RetriableError):
        worker(ScriptedTransport(token_rejected()), vault, clock).get("preferences")

    with suppress(NeedsAttentionError):
        worker(ScriptedTransport(let_in), vault, clock).get("preferences")

    assert vault.load(MERCHANT).refused_since is None
    clock.advance(hours=30)
    with pytest.raises(RetriableError):
        worker(ScriptedTransport(token_rejected()), vault, clock).get("preferences")


@pytest.mark.parametrize("silence", [reply("", 503), fault(120, 500), reply("<html></html>", 403)])
def test_an_outage_neither_ends_a_doubt_nor_adds_to_it(silence):
    vault, clock = MemoryVault(token_set()), FixedClock()
    with pytest.raises(RetriableError):
        worker(ScriptedTransport(token_rejected()), vault, clock).get("preferences")

    with pytest.raises(RetriableError):
        worker(ScriptedTransport(silence), vault, clock).get("preferences")

    assert vault.load(MERCHANT).refused_since == NOW


def worker(transport, vault, clock):
    """Another process, with nothing but the vault in common."""
    return client(transport, tokens=AccessTokens(MERCHANT, vault, Refresher(), clock))


@pytest.mark.parametrize(
    "trouble",
    [
        requests.ConnectionError("reset"),
        requests.ReadTimeout("slow"),
        requests.exceptions.ChunkedEncodingError("cut"),
        reply("<html>504</html>", 504),
        reply('{"JournalEntry": {"Id"', 200),
        reply("", 200),
    ],
)
def test_an_unknown_outcome_is_retriable(trouble):
    with pytest.raises(RetriableError):
        client(ScriptedTransport(trouble)).post("journalentry", {}, "request-1")


@pytest.mark.parametrize("date", ["24/11/2026", "2026-13-01", ""])
def test_a_date_that_is_none_is_an_unreadable_answer_of_a_write_and_of_a_query(date):
    row = {"Id": "412", "SyncToken": "0", "TxnDate": date}
    written, queried = reply({"JournalEntry": row}), reply({"QueryResponse": {"JournalEntry": [row]}})

    with pytest.raises(RetriableError) as of_write:
        client(ScriptedTransport(written)).post("journalentry", {}, "request-1")
    with pytest.raises(RetriableError) as of_query:
        client(ScriptedTransport(queried)).query("JournalEntry", "Id = '412'")

    conditions = {of_write.value.condition, of_query.value.condition}
    assert conditions == {Condition.QUICKBOOKS_ANSWER_UNREADABLE}


def test_a_redirect_is_not_followed_with_a_token():
    transport = ScriptedTransport(reply("", 302, Location="https://elsewhere.example/"))

    with pytest.raises(RetriableError):
        client(transport).get("preferences")

    assert len(transport.sent) == 1


@pytest.mark.parametrize(
    ("country", "sent"), [("US", "Caf\xe9 'Diner'"), ("CA", "Caf\xe9 \N{RIGHT SINGLE QUOTATION MARK}Diner' \N{TACO}")]
)
def test_text_is_cut_to_latin_1_for_us_companies_only(country, sent):
    transport = ScriptedTransport(reply(ENTRY))
    text = "Caf\xe9 \N{RIGHT SINGLE QUOTATION MARK}Diner' \N{TACO}"

    client(transport, country=country).post("journalentry", {"Description": text}, "request-1")

    assert transport.sent[0].json == {"Description": sent}


def test_a_broken_character_does_not_stop_the_day():
    transport = ScriptedTransport(reply(ENTRY))

    client(transport).post("journalentry", {"Description": json.loads('"Taco \\ud83c"')}, "request-1")

    assert transport.sent[0].json == {"Description": "Taco ?"}


def test_a_batch_matches_answers_by_id_whatever_their_order():
    items = [BatchItem(str(n), "Account", {"Name": f"A{n}"}) for n in range(3)]
    error = {"Error": [{"code": "6240", "Message": "exists"}], "type": "ValidationFault"}
    answer = {"BatchItemResponse": [{"bId": "2", "Fault": error}, {"bId": "0", "Account": {"Id": "90", "Name": "A0"}}]}
    transport = ScriptedTransport(reply(answer))

    results = client(transport).batch(items, "request-1").results

    assert transport.sent[0].json["BatchItemRequest"][1] == {
        "bId": "1",
        "operation": "create",
        "Account": {"Name": "A1"},
    }
    assert results["0"] == {"Id": "90", "Name": "A0"}
    assert isinstance(results["2"], Refusal)
    assert results["2"].codes == {6240}
    assert isinstance(results["1"], Refusal), "an item that is missing from the answer is not a success"


def test_a_batch_holds_thirty_items():
    with pytest.raises(ValueError, match="31 items"):
        client(ScriptedTransport(reply())).batch([BatchItem(str(n), "Account", {}) for n in range(31)], "request-1")


def test_every_answer_tells_how_long_it_took_and_a_lost_one_nothing():
    transport, heard = ScriptedTransport(requests.ReadTimeout("slow"), token_rejected(), reply(PREFERENCES)), []
    tokens = AccessTokens(MERCHANT, MemoryVault(token_set()), Refresher(), FixedClock())
    books = QuickBooksClient(
        REALM, tokens, Budget(), transport=transport, on_answer=lambda *told: heard.append(told[1])
    )
    with pytest.raises(RetriableError):
        books.get("preferences")

    books.get("preferences")

    lost, *answered = heard
    assert lost is None
    assert len(answered) == 2
    assert all(0 <= milliseconds < 5000 for milliseconds in answered)
