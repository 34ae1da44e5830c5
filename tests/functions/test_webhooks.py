"""The webhook's handler: whatever is signed is acknowledged and queued, and what is queued is worked off."""

import base64
import hashlib
import hmac
import json

import pytest

from connected_merchant import day
from daybook.application.watching.notice_changes import OWN_WRITE
from daybook.contracts.change_notices_message import ChangeNoticesMessage
from daybook.domain.company.changes import ChangeNotice, ChangeVerb, CompanyEntity
from daybook.domain.errors import RetriableError
from daybook.domain.sync.drift import DriftKind
from fakes.one_time_tokens import FakeOneTimeTokens
from fakes.quickbooks.change_queue import FakeChangeQueue
from fakes.quickbooks.ledger import COMPANY
from fakes.setup_store import FakeSetupStore
from fakes.systems import FakeSystems

TOKEN = "sample-verifier-token"  # what the sample events are signed with
REALM = COMPANY.realm_id


@pytest.fixture
def queue():
    return FakeChangeQueue()


@pytest.fixture
def noticing(merchant):
    one_time, setups = FakeOneTimeTokens(merchant.clock), FakeSetupStore()
    return FakeSystems(
        connections=merchant.connections,
        setups=setups,
        watch=merchant.watch,
        drift_log=merchant.sync_log,
        one_time=one_time,
        clock=merchant.clock,
    )


@pytest.fixture
def webhooks_with(function_with, queue, noticing):
    def load(token):
        bootstrap = {
            "functions.webhooks.verifier_token": lambda: token,
            "functions.webhooks.change_queue": lambda: queue,
            "systems.systems": lambda: noticing,
        }
        return function_with("webhooks", bootstrap)

    return load


@pytest.fixture
def webhooks(webhooks_with):
    return webhooks_with(TOKEN)


def posted_to_us(raw, *, token=TOKEN, encoded=True):
    """The request in which QuickBooks sends these bytes."""
    signature = base64.b64encode(hmac.new(token.encode(), raw, hashlib.sha256).digest()).decode()
    body = base64.b64encode(raw).decode() if encoded else raw.decode()
    return {"headers": {"intuit-signature": signature}, "body": body, "isBase64Encoded": encoded}


def taken_from_the_queue(*batches):
    return {
        "Records": [
            {"messageId": f"m{number}", "body": ChangeNoticesMessage.of(batch).text() if batch else "nonsense"}
            for number, batch in enumerate(batches)
        ]
    }


def notice(entity_id="3", entity=CompanyEntity.ACCOUNT, verb=ChangeVerb.UPDATED, at=None, realm=REALM):
    return ChangeNotice(f"{entity}-{entity_id}-{verb}", realm, entity, entity_id, verb, at)


# Received


def test_the_sample_cloud_events_are_acknowledged_and_queued_but_not_the_created_invoice(webhooks, event, queue):
    answer = webhooks(event("webhooks_cloud_events"))

    assert answer == {"statusCode": 200}
    assert [(n.realm_id, n.entity, n.id, n.verb) for n in queue.sent] == [
        (REALM, CompanyEntity.ACCOUNT, "3", ChangeVerb.UPDATED),
        (REALM, CompanyEntity.ACCOUNT, "91", ChangeVerb.UPDATED),
        (REALM, CompanyEntity.ACCOUNT, "92", ChangeVerb.MERGED),
        (REALM, CompanyEntity.JOURNAL_ENTRY, "4711", ChangeVerb.UPDATED),
    ]
    assert webhooks.written.metrics == {"NoticesReceived": [5.0]}


def test_news_of_documents_that_daybook_made_costs_no_message(webhooks, queue):
    """QuickBooks tells of every document that a close creates: an ordinary day asks nothing of SQS for it."""
    told = [
        {
            "specversion": "1.0",
            "id": f"told-{kind}-{verb}",
            "type": f"qbo.{kind}.{verb}.v1",
            "time": "2026-03-08T10:00:00Z",
            "intuitentityid": "4711",
            "intuitaccountid": REALM,
        }
        for kind in ("journalentry", "invoice", "salesreceipt", "refundreceipt", "payment")
        for verb in ("created", "emailed")
    ]

    assert webhooks(posted_to_us(json.dumps(told).encode())) == {"statusCode": 200}
    assert queue.sent == []
    assert webhooks.written.metrics == {"NoticesReceived": [10.0]}


def test_the_sample_of_the_older_form_is_taken_too(webhooks, event, queue):
    assert webhooks(event("webhooks_older_body")) == {"statusCode": 200}
    assert [(n.entity, n.id) for n in queue.sent] == [
        (CompanyEntity.ACCOUNT, "3"),
        (CompanyEntity.CUSTOMER, "58"),
        (CompanyEntity.CUSTOMER, "57"),
    ]


def test_the_bytes_count_and_not_what_they_mean(webhooks, event, queue):
    """The same events, written differently, are not what was signed."""
    request = event("webhooks_older_body")
    request["body"] = json.dumps(json.loads(request["body"]), indent=1)

    assert webhooks(request) == {"statusCode": 401}
    assert queue.sent == []


@pytest.mark.parametrize("encoded", [True, False])
def test_text_beyond_ascii_is_signed_as_it_was_sent(webhooks, encoded):
    raw = '[{"note": "Café"}]'.encode()

    assert webhooks(posted_to_us(raw, encoded=encoded)) == {"statusCode": 200}


@pytest.mark.parametrize("headers", [{}, {"intuit-signature": ""}, {"intuit-signature": "bm9uc2Vuc2U="}])
def test_a_stranger_is_refused_unread_and_counted(webhooks, event, queue, headers):
    request = event("webhooks_cloud_events")
    request["headers"] = headers

    assert webhooks(request) == {"statusCode": 401}
    assert queue.sent == []
    written = webhooks.written
    assert written.metrics == {"NoticesRefused": [1.0]}
    assert written.records == []


def test_without_a_verifier_token_there_is_nothing_here(webhooks_with, event, queue):
    """Not even for who signs with an empty one."""
    function = webhooks_with("")

    assert function(event("webhooks_cloud_events")) == {"statusCode": 404}
    assert function(posted_to_us(b"[]", token="")) == {"statusCode": 404}
    assert queue.sent == []


@pytest.mark.parametrize("raw", [b"", b"nonsense", b"\xff", b"{}", b"17", b'[{"type": "qbo"}, null]'])
def test_a_signed_body_is_never_answered_with_an_error_of_the_sender(webhooks, queue, raw):
    """QuickBooks would only send the same again, and let everybody else's notices wait behind it."""
    assert webhooks(posted_to_us(raw)) == {"statusCode": 200}
    assert queue.sent == []
    written = webhooks.written
    assert written.metrics["NoticesUnreadable"] in ([1.0], [2.0])
    assert [record["level"] for record in written.records] == ["ERROR"]


def test_nothing_of_an_unreadable_body_is_written_down(webhooks):
    webhooks(posted_to_us(b'{"card": "4111111111111111"}'))

    assert "4111" not in json.dumps(webhooks.written.lines)


def test_while_the_queue_is_busy_quickbooks_keeps_its_notices(webhooks, event, queue):
    queue.error = RetriableError("SQS is busy")

    assert webhooks(event("webhooks_cloud_events")) == {"statusCode": 503}
    assert webhooks.written.metrics == {}


def test_an_empty_array_is_an_answer_and_no_message(webhooks, queue):
    assert webhooks(posted_to_us(b"[]")) == {"statusCode": 200}
    assert (queue.sent, webhooks.written.metrics) == ([], {})


# Worked off


def test_the_sample_message_marks_the_account_of_the_mapping(webhooks, event, merchant):
    answer = webhooks(event("change_notices_message"))

    assert answer == {"batchItemFailures": []}
    assert [entry.id for entry in merchant.watch.changes("304267").entries] == ["3"]
    assert merchant.ledger.calls == []


def test_an_edit_by_a_person_is_marked_and_counted(webhooks, merchant):
    document = merchant.post().document
    merchant.ledger.calls.clear()
    at = merchant.clock.now() + 2 * OWN_WRITE
    edit = notice(document.id, CompanyEntity.JOURNAL_ENTRY, at=at)

    webhooks(taken_from_the_queue((edit, notice(at=at))))

    assert merchant.sync_log.get(day()).drift.kind is DriftKind.EDITED
    assert webhooks.written.metrics == {"DriftNoticed": [1.0], "ListsChanged": [1.0]}
    assert merchant.ledger.calls == []


def test_the_same_message_again_changes_and_counts_nothing(webhooks, merchant):
    merchant.post()
    message = taken_from_the_queue((notice(at=merchant.clock.now()),))
    webhooks(message)
    before = merchant.watch.changes("304267")
    assert webhooks.written.metrics != {}

    webhooks(message)

    assert merchant.watch.changes("304267") == before
    assert webhooks.written.metrics == {}


def test_a_message_that_fails_goes_back_alone_with_its_traceback_in_the_log(webhooks, merchant):
    at = merchant.clock.now()

    answer = webhooks(taken_from_the_queue((notice(at=at),), (), (notice("1", at=at),)))

    assert answer == {"batchItemFailures": [{"itemIdentifier": "m1"}]}
    assert [entry.id for entry in merchant.watch.changes("304267").entries] == ["3", "1"]
    (record,) = webhooks.written.records
    assert (record["message_id"], record["level"]) == ("m1", "ERROR")
    assert "ContractError" in record["exception"]


def test_a_notice_that_meets_a_worker_goes_back_for_later(webhooks, merchant):
    document = merchant.post().document
    merchant.sync_log.claim(day(), "worker-2")
    edit = notice(document.id, CompanyEntity.JOURNAL_ENTRY, at=merchant.clock.now() + 2 * OWN_WRITE)

    answer = webhooks(taken_from_the_queue((edit,)))

    assert answer == {"batchItemFailures": [{"itemIdentifier": "m0"}]}
    assert merchant.sync_log.get(day()).drift is None
