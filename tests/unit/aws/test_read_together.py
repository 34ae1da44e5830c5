"""Rows that a piece of work needs are read with one request, and each is given out once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from daybook.adapters.aws.closings.schedules import MerchantSchedules, ScheduleTarget
from daybook.adapters.aws.days.proofs import DynamoProofStore
from daybook.adapters.aws.items import to_item
from daybook.adapters.aws.read_together import read_item, read_together
from daybook.adapters.aws.tables.connections import DynamoConnectionStore
from daybook.adapters.aws.tables.rows_of_work import rows_of_a_planning, rows_of_a_try
from daybook.adapters.aws.vaults.sales_token_vault import KmsSalesTokenVault
from daybook.adapters.aws.vaults.token_cipher import TokenCipher
from daybook.adapters.aws.vaults.token_vault import KmsTokenVault
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.merchant.books import BooksMove
from unit.aws.builders import MERCHANT, connection, profile, references, tokens
from unit.aws.day_builders import day, proof

FIRST, SECOND, MISSING = (to_item({"pk": "MERCHANT#m", "sk": name}) for name in ("FIRST", "SECOND", "MISSING"))


@pytest.fixture
def connections(aws, table):
    name = table("ConnectionTable")
    for key in (FIRST, SECOND):
        aws.dynamodb.put_item(TableName=name, Item=key | to_item({"said": "before"}))
    return name


@pytest.fixture
def asked(aws, connections):  # noqa: ARG001 - its writes are not counted
    """The operations that DynamoDB was asked for."""
    operations = []
    aws.dynamodb.meta.events.register("before-call.dynamodb", lambda model, **_: operations.append(model.name))
    return operations


def said(aws, table, key):
    item = read_item(aws.dynamodb, table, key)
    return item and item["said"]["S"]


def test_rows_of_several_tables_cost_one_request(aws, table, connections, asked):
    log = table("SyncLogTable")
    day = to_item({"merchant_id": "m", "day": "2026-11-23#all"})
    aws.dynamodb.put_item(TableName=log, Item=day | to_item({"said": "posted"}))
    asked.clear()

    with read_together([(connections, FIRST), (connections, SECOND), (connections, MISSING), (log, day)]):
        found = [said(aws, connections, key) for key in (FIRST, MISSING, SECOND)] + [said(aws, log, day)]

    assert found == ["before", None, "before", "posted"]
    assert asked == ["BatchGetItem"]


def test_who_asks_again_sees_what_changed_meanwhile(aws, connections, asked):
    with read_together([(connections, FIRST), (connections, SECOND)]):
        assert said(aws, connections, FIRST) == "before"
        aws.dynamodb.put_item(TableName=connections, Item=FIRST | to_item({"said": "after"}))

        assert said(aws, connections, FIRST) == "after"

    assert asked == ["BatchGetItem", "PutItem", "GetItem"]


def test_nothing_is_given_out_after_the_work_has_ended(aws, connections):
    with read_together([(connections, FIRST), (connections, SECOND)]):
        said(aws, connections, FIRST)
    aws.dynamodb.put_item(TableName=connections, Item=SECOND | to_item({"said": "after"}))

    assert said(aws, connections, SECOND) == "after"


def test_a_row_that_was_not_named_and_work_of_another_thread_ask_the_table(aws, connections, asked):
    with read_together([(connections, FIRST)]), ThreadPoolExecutor(1) as another:
        assert said(aws, connections, SECOND) == "before"
        assert another.submit(said, aws, connections, FIRST).result() == "before"

    assert asked == ["GetItem", "GetItem"]


def test_a_row_that_dynamodb_left_unread_is_asked_for_alone(aws, connections, asked):
    class Busy:
        """Leaves the second row for later."""

        def __getattr__(self, name):
            return getattr(aws.dynamodb, name)

        def batch_get_item(self, **given):
            ((table, wanted),) = given["RequestItems"].items()
            first, second = wanted["Keys"]
            answer = aws.dynamodb.batch_get_item(RequestItems={table: wanted | {"Keys": [first]}})
            return answer | {"UnprocessedKeys": {table: wanted | {"Keys": [second]}}}

    busy = Busy()
    with read_together([(connections, FIRST), (connections, SECOND)]):
        assert read_item(busy, connections, FIRST)["said"] == {"S": "before"}
        assert read_item(busy, connections, SECOND)["said"] == {"S": "before"}

    assert asked == ["BatchGetItem", "GetItem"]


def test_more_rows_than_one_request_takes_are_refused(connections):
    rows = [(connections, to_item({"pk": f"MERCHANT#{number}", "sk": "FIRST"})) for number in range(101)]

    with pytest.raises(ValueError, match="101 rows"), read_together(rows):
        pass


class Stores:
    """The stores of all rows that work names, each with a way to write its row."""

    def __init__(self, aws, table, token_key, clock):
        self.connections_table, self.proofs_table = table("ConnectionTable"), table("ProofTable")
        aws.scheduler.create_schedule_group(Name="daybook")
        cipher = TokenCipher(aws.kms, token_key)
        connections = DynamoConnectionStore(aws.dynamodb, self.connections_table)
        target = ScheduleTarget("daybook", "arn:aws:lambda:us-east-1:1:function:plan", "arn:aws:iam::1:role/r", "arn:q")
        schedules = MerchantSchedules(aws.scheduler, target, aws.dynamodb, self.connections_table)
        talech = KmsSalesTokenVault(aws.dynamodb, self.connections_table, cipher)
        move = BooksMove("304267:1", day().business_date, MERCHANT)
        grants = KmsTokenVault(aws.dynamodb, self.connections_table, cipher, clock)
        self.writes = {
            "CONNECTION": lambda: connections.save_connection(connection(status=ConnectionStatus.NEEDS_RECONNECT)),
            "REFERENCES": lambda: connections.save_references(MERCHANT, references(customer_id="99")),
            "PROFILE": lambda: connections.save_profile(profile()),
            "MOVES": lambda: connections.add_moves(MERCHANT, (), (move,)),
            "TALECH_TOKEN": lambda: talech.save(MERCHANT, "refresh"),
            "QUICKBOOKS_TOKENS": lambda: grants.save(MERCHANT, tokens()),
            "SCHEDULES": lambda: schedules._remember(MERCHANT, ["one"]),
            "PROOF": lambda: DynamoProofStore(aws.dynamodb, self.proofs_table).save(proof()),
        }

    def rows(self):
        found = [
            *rows_of_a_try(day(), self.connections_table, self.proofs_table),
            *rows_of_a_planning(MERCHANT, self.connections_table),
        ]
        return {key["sk"]["S"] if "sk" in key else "PROOF": (table, key) for table, key in found}


@pytest.mark.parametrize(
    "row",
    ["CONNECTION", "REFERENCES", "PROFILE", "MOVES", "TALECH_TOKEN", "QUICKBOOKS_TOKENS", "SCHEDULES", "PROOF"],
)
def test_who_writes_a_row_reads_what_was_written_also_if_the_row_was_read_before_with_others(
    aws, table, token_key, clock, row
):
    """A try proves one correction, and the next correction of the same try is computed from that proof."""
    stores = Stores(aws, table, token_key, clock)
    rows = stores.rows()
    assert rows.keys() == stores.writes.keys()
    another = "MOVES" if row == "PROFILE" else "PROFILE"
    with read_together(rows.values()):
        read_item(aws.dynamodb, *rows[another])

        stores.writes[row]()

        assert read_item(aws.dynamodb, *rows[row]) is not None
