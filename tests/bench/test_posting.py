"""What bringing a day into the books costs: by document kind, in the sync log, and the second time."""

import statistics
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from moto import mock_aws
from requests.adapters import HTTPAdapter

from contract.quickbooks_adapter.every_ledger.two_ledgers import Simulated
from contract.quickbooks_adapter.shop_days import day
from contract.traps.conftest import NOISY
from contract.traps.merchant import TrapMerchant
from daybook.adapters.aws.clients import AwsClients
from daybook.adapters.aws.days.sync_log import DynamoSyncLog
from daybook.application.posting.post_location_day import post_location_day
from daybook.bootstrap.foundation import CLOCK
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest
from quickbooks_simulator import QuickBooksSimulator
from simulators.talech.busy_day import busy_day
from simulators.talech.shop import QUEEN, merchant_file
from talech_simulator import TalechSimulator
from unit.aws.day_builders import intent, posted, sent_call

DAYS = 15
TABLE = "SyncLogTable"


class CountingTransport(HTTPAdapter):
    """Counts requests by method and the last word of their path."""

    def __init__(self):
        super().__init__()
        self.sent = Counter()

    def send(self, request, **options):
        self.sent[f"{request.method} {request.path_url.partition('?')[0].rpartition('/')[2]}"] += 1
        return super().send(request, **options)


@pytest.fixture
def quickbooks(monkeypatch):
    # The OAuth library refuses plain http unless the deployment says otherwise; this suite is the deployment here.
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    with QuickBooksSimulator(throttled=False) as running:
        yield running


@pytest.mark.loopback
def test_posting_a_day_as_each_kind(bench, quickbooks):
    seconds, requests = {}, {}
    for kind in (DocumentKind.JOURNAL_ENTRY, DocumentKind.SALES_RECEIPT, DocumentKind.INVOICE):
        books, transport = Simulated(quickbooks), CountingTransport()
        for prefix in ("http://", "https://"):
            books.ledger._client._session.mount(prefix, transport)
        document, numbers = day(books, kind), count()

        def post(books=books, document=document, numbers=numbers):
            number = f"TL-20261123-{next(numbers):05d}"
            books.post(replace(document, doc_number=number), number)

        seconds[kind] = bench.median(post, times=DAYS)
        requests[kind] = ", ".join(f"{sent // DAYS} {request}" for request, sent in transport.sent.items())
        assert transport.sent.total() % DAYS == 0

    entry = seconds[DocumentKind.JOURNAL_ENTRY]
    for kind, taken in seconds.items():
        bench.compare(f"post a day as {kind.replace('_', ' ')}", taken, "journal entry", entry, requests[kind])


def test_the_four_writes_of_exactly_once(bench, monkeypatch):
    """moto reads each expression anew, which costs it far more than DynamoDB: the count of requests is what holds."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        dynamodb = AwsClients().dynamodb
        keys = {"merchant_id": "HASH", "day": "RANGE"}
        dynamodb.create_table(
            TableName=TABLE,
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in keys],
            KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in keys.items()],
            BillingMode="PAY_PER_REQUEST",
        )
        sync_log, numbers = DynamoSyncLog(dynamodb, TABLE, CLOCK), count()
        planned = [LocationDay("304267", date(2026, 11, 23), str(number)) for number in range(DAYS)]
        for one in planned:
            sync_log.plan(one, CLOCK.now())

        def four_writes():
            one = planned[next(numbers)]
            sync_log.claim(one, "worker")
            sync_log.record_intent(one, "worker", intent(), sent_call())
            sync_log.settle(one, "worker", posted())

        def one_put():
            dynamodb.put_item(
                TableName=TABLE, Item={"merchant_id": {"S": "304267"}, "day": {"S": f"put {next(numbers)}"}}
            )

        four, put = bench.median(four_writes, times=DAYS), bench.median(one_put, times=DAYS)

    bench.compare("claim, call, intent and settle a day", four, "one plain put", put, "4 requests to 1, in moto")


def one_merchant(quickbooks, folder, bench):
    """Time and requests of a day's first sync, and of the sync after it."""
    orders, refunds = busy_day(7, orders=120)
    with TalechSimulator([]) as talech:
        talech.world.quirks = NOISY
        merchant = TrapMerchant(talech, quickbooks, folder)
        merchant.trades(orders, refunds, profile=merchant_file())
        merchant.connect()
        transport = CountingTransport()
        for session in (merchant.session, merchant.ports.ledger_of(None)._client._session):
            session.mount("http://", transport)
        request = SyncRequest(LocationDay(merchant.id, date(2026, 3, 6), QUEEN), SyncCause.RESYNC, talech.clock.now())
        told = []
        for _ in range(2):
            before = transport.sent.total()
            seconds = bench.median(lambda: post_location_day(request, "worker", merchant.ports), times=1)
            told.append((seconds, transport.sent.total() - before))
        merchant.session.close()
    assert len(merchant.quickbooks.entries()) == 1
    return told


@pytest.mark.loopback
def test_a_second_sync_of_an_unchanged_day(bench, quickbooks, tmp_path):
    told = [one_merchant(quickbooks, tmp_path / f"merchant-{number}", bench) for number in range(3)]

    first, second = (statistics.median(seconds for seconds, _ in syncs) for syncs in zip(*told, strict=True))
    (_, requests_before), (_, requests_after) = told[0]
    note = f"{requests_after} requests after {requests_before}"
    bench.compare("sync an unchanged day again", second, "its first sync", first, note)
