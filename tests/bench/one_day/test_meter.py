"""Request units of each operation, on the tables of the real template."""

import pytest

from bench.one_day.meter import Meter
from chaos.days.aws.store import InProcessDynamo

LOG = {"TableName": "SyncLogTable"}
KEY = {"merchant_id": {"S": "m"}, "day": {"S": "2026-03-01#1"}}


def row(number=1, **more):
    """A record of a kilobyte and a little."""
    day = {"day": {"S": f"2026-03-{number:02}#1"}}
    return {**KEY, **day, "text": {"S": "x" * 1_024}} | {name: {"S": value} for name, value in more.items()}


@pytest.fixture
def meter():
    return Meter()


@pytest.fixture
def dynamodb(meter):
    return InProcessDynamo(meter)


def test_a_new_row_costs_its_size_in_the_table_and_in_the_index_it_is_in(meter, dynamodb):
    dynamodb.put_item(**LOG, Item=row())
    assert meter.part.write_units == 2
    dynamodb.put_item(**LOG, Item=row(2, merchant_state="m#due"))
    assert meter.part.write_units == 2 + 4


def test_a_refused_write_costs_as_much_as_the_row(meter, dynamodb):
    dynamodb.put_item(**LOG, Item=row())
    with pytest.raises(dynamodb.exceptions.ConditionalCheckFailedException):
        dynamodb.put_item(**LOG, Item=row(), ConditionExpression="attribute_not_exists(merchant_id)")

    assert meter.part.write_units == 4
    assert meter.part.requests == {("dynamodb", "PutItem"): 2}


def test_a_transaction_costs_twice(meter, dynamodb):
    steps = [{"Put": {**LOG, "Item": row()}}, {"Put": {"TableName": "ProofTable", "Item": {**KEY}}}]
    dynamodb.transact_write_items(TransactItems=steps)

    assert meter.part.write_units == 2 * (2 + 1)


def test_an_update_and_a_deletion_cost_the_larger_version(meter, dynamodb):
    dynamodb.put_item(**LOG, Item=row())
    dynamodb.update_item(
        **LOG, Key=KEY, UpdateExpression="SET #text = :text", ExpressionAttributeNames={"#text": "text"},
        ExpressionAttributeValues={":text": {"S": "short"}},
    )  # fmt: skip
    assert meter.part.write_units == 2 + 2
    dynamodb.delete_item(**LOG, Key=KEY)
    assert meter.part.write_units == 2 + 2 + 1


def test_reads_cost_what_is_read(meter, dynamodb):
    for number in range(1, 10):
        dynamodb.put_item(**LOG, Item=row(number))

    dynamodb.get_item(**LOG, Key=KEY)
    assert meter.part.read_units == 0.5
    dynamodb.get_item(**LOG, Key=KEY, ConsistentRead=True)
    assert meter.part.read_units == 1.5
    dynamodb.query(
        **LOG, KeyConditionExpression="merchant_id = :m", ExpressionAttributeValues={":m": {"S": "m"}},
    )  # fmt: skip
    assert meter.part.read_units == 1.5 + 1.5, "nine rows are three times four kilobytes"
    missing = {**KEY, "day": {"S": "2026-03-31#1"}}
    dynamodb.batch_get_item(RequestItems={"SyncLogTable": {"Keys": [KEY, missing], "ConsistentRead": True}})
    assert meter.part.read_units == 3.0 + 2.0


def test_parts_are_counted_by_themselves(meter, dynamodb):
    with meter.counting("close"):
        dynamodb.get_item(**LOG, Key=KEY)
    dynamodb.get_item(**LOG, Key=KEY)

    parts = meter.taken()
    assert parts["close"].requests == {("dynamodb", "GetItem"): 1}
    assert parts["setting up"].read_units == 0.5
    assert meter.taken() == {}
