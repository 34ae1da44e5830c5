"""Each call waits for its slot in the budget of the company, or goes back to the queue unsent."""

import pytest

from daybook.adapters.quickbooks.http.batches import BatchItem
from daybook.domain.errors import RetriableError
from unit.quickbooks.doubles import REALM, Budget, ScriptedTransport, client, reply, token_rejected
from unit.quickbooks.http.test_client import ENTRY, PREFERENCES


def test_every_request_is_counted_and_a_short_wait_is_waited():
    budget, slept = Budget(0, 0.4), []
    books = client(ScriptedTransport(token_rejected(), reply(PREFERENCES)), budget=budget, sleep=slept.append)

    books.get("preferences")

    assert budget.spent == [REALM, REALM]
    assert slept == [0.4]


def test_a_long_wait_goes_back_to_the_queue_before_anything_is_sent():
    transport = ScriptedTransport(reply(ENTRY))

    with pytest.raises(RetriableError) as caught:
        client(transport, budget=Budget(41.2)).get("preferences")

    assert caught.value.after_seconds == 42
    assert transport.sent == []


def test_a_batch_is_counted_twice_and_stands_in_line_longer():
    """40 batches a minute: a month of invoices waits for them, and no day fails over it."""
    answer = reply({"BatchItemResponse": [{"bId": "1", "Account": {"Id": "9", "Name": "A"}}]})
    budget, slept = Budget(0, 12.5), []

    client(ScriptedTransport(answer), budget=budget, sleep=slept.append).batch([BatchItem("1", "Account", {})], "r-1")

    assert budget.spent == [REALM, f"batch of {REALM}"]
    assert slept == [12.5]
