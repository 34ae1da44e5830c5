"""The connected merchant of the unit tests with the real stores: every row is as it lies in DynamoDB."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from moto import mock_aws

from chaos.days.aws.store import InProcessDynamo
from connected_merchant import ACCOUNTS, MERCHANT, MONDAY, QUEEN, ConnectedMerchant, day
from daybook.adapters.aws.clients import AwsClients
from daybook.adapters.aws.days.proofs import DynamoProofStore
from daybook.adapters.aws.days.sync_log import DynamoSyncLog
from daybook.adapters.aws.tables.company_watch import DynamoCompanyWatch
from daybook.adapters.aws.tables.connections import DynamoConnectionStore
from daybook.application.days.settle_holds import release_day
from daybook.application.days.undo_days import redo_days, undo_day
from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.company.connection import Connection, ConnectionStatus
from daybook.domain.sync.location_day import SyncCause, SyncRequest
from fakes.quickbooks.ledger import FakeLedger
from released.rows import TABLES, instant, ledger_with, put_rows, put_talech
from released.shop import CANADA, business, mapping, shops


@contextmanager
def empty_tables() -> Iterator[AwsClients]:
    """The tables of the template and empty queues, in process. A region must be in the environment."""
    with mock_aws():
        aws = AwsClients()
        aws.dynamodb = Tables(_Open())
        yield aws


class _Open:
    """Every call is carried out at once."""

    def aws(self, _client, _operation, _asked, carry_out):
        return carry_out()


class Tables(InProcessDynamo):
    """DynamoDB as it is in the chaos runs; `test_days_store` holds it against another one."""

    def scan(self, **asked):
        """Every item of a table."""
        return {"Items": [dict(item) for item in self.tables[asked["TableName"]].items.values()]}


class StoredMerchant(ConnectedMerchant):
    """Has no rows at first: `open_books` writes those of a merchant who has finished the setup."""

    def __init__(self, aws):
        super().__init__()
        dynamodb, connection_table, sync_log_table, proof_table = aws.dynamodb, *TABLES
        self.connections = DynamoConnectionStore(dynamodb, connection_table)
        self.watch = DynamoCompanyWatch(dynamodb, connection_table)
        self.sync_log = DynamoSyncLog(dynamodb, sync_log_table, self.clock)
        self.proofs = DynamoProofStore(dynamodb, proof_table)
        self.dynamodb = dynamodb

    def connect(self):
        """Nothing: the rows decide."""

    def open_books(self, country=CANADA, *, without=(), coded=False, **choices):
        """Connect, map and trade: `choices` are those of the connection."""
        self.country = country
        self.ledger = FakeLedger(country.company, ACCOUNTS)
        self.sales.stored_profile = shops(country)
        self.sales.days = {(QUEEN, MONDAY): business(country)}
        connected_at = self.clock.now() - timedelta(days=30)
        connection = Connection(MERCHANT, country.company, ConnectionStatus.CONNECTED, connected_at)
        self.connections.save_connection(replace(connection, **choices))
        self.connections.save_profile(self.sales.stored_profile)
        self.connections.save_mapping(MERCHANT, mapping(country, without=without, coded=coded))

    def choose(self, **choices):
        """Change choices of the connection."""
        self.connections.save_connection(replace(self.connections.connection(MERCHANT), **choices))

    def work_on(self, where, cause=SyncCause.RECHECK):
        """A worker takes the message of a day."""
        return post_location_day(SyncRequest(where, cause, self.clock.now()), "worker", self.posting)

    def undo(self, where):
        """A person asks that a day leaves the books, and a worker takes the message."""
        return self.work_on(where, undo_day(where, self.sync_log, self.queue, self.clock.now()).cause)

    def let(self, where):
        """A person says yes to what holds a day, and a worker takes the message."""
        return self.work_on(where, release_day(where, self.sync_log, self.queue, self.clock.now()).cause)

    def redo(self, where):
        """A person asks that a day comes back, and a worker takes the message."""
        (request,) = redo_days([self.sync_log.get(where)], self.sync_log, self.queue, self.clock.now())
        return self.work_on(where, request.cause)

    def go_on_from(self, release: Path, state: str):
        """Take over the rows, the sales and the books of a day that a release left behind; where the day is."""
        left = json.loads((release / "days" / f"{state}.json").read_text("utf-8"))
        put_rows(self.dynamodb, left["tables"])
        put_talech(self.sales, left["talech"])
        self.ledger = ledger_with(left["quickbooks"])
        self.clock.instant = instant(left["now"])
        return replace(day(), location=left["location"]), left
