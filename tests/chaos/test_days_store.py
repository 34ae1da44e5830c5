"""The store of `make chaos` answers as DynamoDB does: the same calls on it and on moto, one after the other.

The expressions are those that the adapters write, in every order of calls that chance brings.
"""

from random import Random

import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from chaos.days.aws.store import InProcessDynamo
from daybook.adapters.aws.clients import AwsClients
from daybook_local.aws.deployment.template_file import read_template
from unit.aws.conftest import _CREATED_WITH, INFRASTRUCTURE

_NAMES = {"#day": "day", "#state": "state"}
_KEY = ("merchant_id", "day")


class _NoDoor:
    """Every call passes."""

    def aws(self, _client, _operation, _asked, carry_out):
        return carry_out()


@pytest.fixture
def both(monkeypatch):
    """The store of the harness and moto's, with the tables of the template."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        moto = AwsClients().dynamodb
        for name, resource in read_template(INFRASTRUCTURE / "storage.yaml")["Resources"].items():
            if resource["Type"] == "AWS::DynamoDB::Table":
                properties = resource["Properties"]
                moto.create_table(
                    TableName=name, **{each: properties[each] for each in _CREATED_WITH if each in properties}
                )
        yield InProcessDynamo(_NoDoor()), moto


def answer_of(client, operation, **asked):
    """What a call gives: the parts that an adapter reads, or the code it is refused with."""
    try:
        answer = getattr(client, operation)(**asked)
    except ClientError as error:
        item = _sorted_sets(error.response.get("Item", {}))
        reasons = [reason["Code"] for reason in error.response.get("CancellationReasons", ())]
        return error.response["Error"]["Code"], item, reasons
    read = {name: answer[name] for name in ("Item", "Items", "Attributes") if answer.get(name)}
    return _sorted_sets(read)


def _sorted_sets(value):
    if isinstance(value, dict):
        return {name: sorted(v) if name in {"SS", "NS"} else _sorted_sets(v) for name, v in value.items()}
    return [_sorted_sets(each) for each in value] if isinstance(value, list) else value


def agree(both, operation, **asked):
    """Both give the same answer, which is given back."""
    ours, theirs = (answer_of(client, operation, **asked) for client in both)
    assert ours == theirs, (operation, asked)
    return ours


def key(day="2026-03-01#a", merchant="m"):
    return {"merchant_id": {"S": merchant}, "day": {"S": day}}


def test_updates_of_the_sync_log_and_what_they_hang_on(both):
    claim = {
        "TableName": "SyncLogTable",
        "Key": key(),
        "UpdateExpression": "SET lease_owner = :owner, lease_until = :until ADD attempts :one",
        "ConditionExpression": "attribute_exists(merchant_id) AND "
        "(attribute_not_exists(lease_until) OR lease_until <= :now)",
        "ExpressionAttributeValues": {
            ":owner": {"S": "w"}, ":until": {"N": "180"}, ":one": {"N": "1"}, ":now": {"N": "9"},
        },
        "ReturnValues": "ALL_NEW",
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }  # fmt: skip
    assert agree(both, "update_item", **claim)[0] == "ConditionalCheckFailedException"
    new = {"state": {"S": "due"}, "due_at": {"S": "2026-03-01T09"}, "unsettled_shard": {"S": "07"}}
    put = {"TableName": "SyncLogTable", "ConditionExpression": "attribute_not_exists(merchant_id)"}
    agree(both, "put_item", Item=key() | new, **put)
    assert agree(both, "put_item", Item=key() | new, **put)[0] == "ConditionalCheckFailedException"
    assert agree(both, "update_item", **claim)["Attributes"]["attempts"] == {"N": "1"}
    assert agree(both, "update_item", **claim)[0] == "ConditionalCheckFailedException"
    agree(
        both,
        "update_item",
        TableName="SyncLogTable",
        Key=key(),
        UpdateExpression="SET #state = :state, revision = if_not_exists(revision, :zero) + :one "
        "REMOVE lease_owner, lease_until, unsettled_shard ADD released :reasons",
        ConditionExpression="lease_owner = :owner",
        ExpressionAttributeNames={"#state": "state"},
        ExpressionAttributeValues={
            ":state": {"S": "posted"}, ":zero": {"N": "0"}, ":one": {"N": "1"}, ":owner": {"S": "w"},
            ":reasons": {"SS": ["b", "a"]},
        },
        ReturnValues="ALL_NEW",
    )  # fmt: skip
    shard = {"IndexName": "unsettled", "KeyConditionExpression": "unsettled_shard = :shard AND due_at <= :before"}
    values = {":shard": {"S": "07"}, ":before": {"S": "2026-04"}}
    assert agree(both, "query", TableName="SyncLogTable", ExpressionAttributeValues=values, **shard) == {}


def test_conditions_functions_sets_and_transactions(both):
    row = {"pk": {"S": "budget#1"}}
    spend = {
        "TableName": "SessionTable",
        "Key": row,
        "UpdateExpression": "ADD slots :slot SET expires_at = :expires",
        "ConditionExpression": "NOT contains(slots, :number)",
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }
    for number in ("3", "4", "3"):
        values = {":slot": {"NS": [number]}, ":number": {"N": number}, ":expires": {"N": "9"}}
        last = agree(both, "update_item", ExpressionAttributeValues=values, **spend)
    assert last[1]["slots"] == {"NS": ["3", "4"]}
    agree(both, "delete_item", TableName="SessionTable", Key=row, ReturnValues="ALL_OLD")
    for version in range(3):
        item = {"pk": {"S": "M"}, "sk": {"S": f"MAPPING#{version}"}, "effective_from": {"S": f"2026-0{version + 1}-01"}}
        agree(both, "put_item", TableName="ConnectionTable", Item=item)
    agree(
        both,
        "query",
        TableName="ConnectionTable",
        KeyConditionExpression="pk = :pk AND begins_with(sk, :mapping)",
        FilterExpression="effective_from <= :date",
        ExpressionAttributeValues={":pk": {"S": "M"}, ":mapping": {"S": "MAPPING#"}, ":date": {"S": "2026-02-15"}},
        ScanIndexForward=False,
    )
    owned = {"pk": {"S": "REALM#1"}, "sk": {"S": "OWNER"}, "merchant_id": {"S": "a"}}
    claim = "attribute_not_exists(pk) OR merchant_id = :merchant"
    for merchant in ("a", "b", "a"):
        put = {
            "TableName": "ConnectionTable",
            "Item": owned | {"merchant_id": {"S": merchant}},
            "ConditionExpression": claim,
            "ExpressionAttributeValues": {":merchant": {"S": merchant}},
        }
        gone = {"TableName": "ConnectionTable", "Key": {"pk": {"S": "M"}, "sk": {"S": "MAPPING#1"}}}
        agree(both, "transact_write_items", TransactItems=[{"Put": put}, {"Delete": gone}])


@pytest.mark.parametrize("seed", range(3))
def test_any_order_of_writes_and_reads(both, seed):
    random = Random(seed)  # noqa: S311 - a game, not a secret
    days = [f"2026-03-{number:02}#{place}" for number in range(1, 5) for place in "ab"]
    for _ in range(60):
        where = {"TableName": "SyncLogTable", "Key": key(random.choice(days))}
        state, number = random.choice(["due", "posted", "held"]), str(random.randint(0, 4))
        values = {":state": {"S": state}, ":index": {"S": f"m#{state}"}, ":n": {"N": number}}
        change = random.choice(
            [
                (
                    "SET #state = :state, merchant_state = :index, version = :n",
                    "attribute_not_exists(version) OR version < :n",
                ),
                ("SET merchant_state = :index REMOVE #state ADD version :n", "#state <> :state"),
                (
                    "REMOVE merchant_state SET version = :n, #state = :state",
                    "version BETWEEN :n AND :n OR #state = :state",
                ),
            ]
        )
        used = {name: value for name, value in values.items() if name in " ".join(change)}
        agree(
            both,
            "update_item",
            UpdateExpression=change[0],
            ConditionExpression=change[1],
            ExpressionAttributeNames={"#state": "state"},
            ExpressionAttributeValues=used,
            ReturnValues="UPDATED_NEW",
            **where,
        )
        agree(both, "get_item", ConsistentRead=True, **where)
    asked = {"TableName": "SyncLogTable", "ExpressionAttributeNames": {"#day": "day"}, "ScanIndexForward": False}
    for state in ("due", "posted", "held"):
        values = {":key": {"S": f"m#{state}"}, ":from": {"S": "2026-03-02#"}, ":to": {"S": "2026-03-04$"}}
        agree(
            both,
            "query",
            IndexName="by_state",
            KeyConditionExpression="merchant_state = :key AND #day BETWEEN :from AND :to",
            ExpressionAttributeValues=values,
            **asked,
        )
