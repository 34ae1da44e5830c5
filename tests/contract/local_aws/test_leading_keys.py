"""A right that is tied to partition keys reaches rows with those keys and no others, whatever the call."""

import pytest

from contract.local_aws.policies import allow, refused
from daybook_local.aws.clients import ACCOUNT, REGION

pytestmark = pytest.mark.loopback

ROWS = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["budget#*", "batches#*"]}}
OWN, FOREIGN = {"pk": {"S": "budget#1"}}, {"pk": {"S": "session#1"}}


@pytest.fixture(scope="module")
def tables(client):
    dynamodb = client("dynamodb")
    attributes = [{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "listed_as")]
    for name in ("facts", "log"):
        dynamodb.create_table(
            TableName=name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=attributes,
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            GlobalSecondaryIndexes=[
                {
                    "IndexName": "listed",
                    "KeySchema": [{"AttributeName": "listed_as", "KeyType": "HASH"}],
                    "Projection": {"ProjectionType": "ALL"},
                }
            ],
        )
    return f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table"


def query(key, **request):
    return {
        "TableName": "facts",
        "KeyConditionExpression": "#key = :key",
        "ExpressionAttributeNames": {"#key": "pk"},
        "ExpressionAttributeValues": {":key": key["pk"]},
        **request,
    }


def put_and_update(put, update):
    written = {"TableName": "facts", "Key": update, "UpdateExpression": "SET seen = :t"}
    return [
        {"Put": {"TableName": "facts", "Item": put}},
        {"Update": written | {"ExpressionAttributeValues": {":t": {"BOOL": True}}}},
    ]


CALLS = [
    ("get_item", "GetItem", lambda key: {"TableName": "facts", "Key": key}),
    ("put_item", "PutItem", lambda key: {"TableName": "facts", "Item": key}),
    ("update_item", "UpdateItem", lambda key: {"TableName": "facts", "Key": key}),
    ("delete_item", "DeleteItem", lambda key: {"TableName": "facts", "Key": key}),
    ("query", "Query", query),
    (
        "query",
        "Query",
        lambda key: {
            "TableName": "facts",
            "KeyConditions": {"pk": {"ComparisonOperator": "EQ", "AttributeValueList": [key["pk"]]}},
        },
    ),
    (
        "batch_get_item",
        "BatchGetItem",
        lambda key: {"RequestItems": {"facts": {"Keys": [key, {"pk": {"S": "batches#1"}}]}}},
    ),
    (
        "batch_write_item",
        "BatchWriteItem",
        lambda key: {
            "RequestItems": {
                "facts": [{"PutRequest": {"Item": key}}, {"DeleteRequest": {"Key": {"pk": {"S": "batches#1"}}}}]
            }
        },
    ),
    (
        "batch_write_item",
        "BatchWriteItem",
        lambda key: {"RequestItems": {"facts": [{"DeleteRequest": {"Key": key}}]}},
    ),
    # The other part, which is allowed, does not carry the first one with it.
    ("transact_write_items", "PutItem", lambda key: {"TransactItems": put_and_update(key, {"pk": {"S": "batches#1"}})}),
    (
        "transact_write_items",
        "UpdateItem",
        lambda key: {"TransactItems": put_and_update({"pk": {"S": "batches#1"}}, key)},
    ),
    (
        "transact_get_items",
        "GetItem",
        lambda key: {"TransactItems": [{"Get": {"TableName": "facts", "Key": key}}]},
    ),
]


@pytest.mark.parametrize(("call", "action", "of"), CALLS)
@pytest.mark.parametrize(("key", "denied"), [(OWN, False), (FOREIGN, True)])
def test_a_row_of_another_kind_is_denied_and_an_own_one_is_not(allowed, tables, call, action, of, key, denied):
    actions = {f"dynamodb:{action}", "dynamodb:PutItem", "dynamodb:UpdateItem"}
    dynamodb = allowed("dynamodb", allow(sorted(actions), [f"{tables}/facts"], ROWS))

    assert refused(getattr(dynamodb, call), **of(key)) is denied


@pytest.mark.parametrize(("key", "denied"), [(OWN, False), (FOREIGN, True)])
def test_a_table_named_by_its_arn_has_the_same_rows(allowed, tables, key, denied):
    dynamodb = allowed("dynamodb", allow(["dynamodb:GetItem"], [f"{tables}/facts"], ROWS))

    assert refused(dynamodb.get_item, TableName=f"{tables}/facts", Key=key) is denied


@pytest.mark.parametrize(("listed_as", "denied"), [("budget#1", False), ("session#1", True)])
def test_a_query_of_an_index_touches_the_indexs_partition(allowed, tables, listed_as, denied):
    dynamodb = allowed("dynamodb", allow(["dynamodb:Query"], [f"{tables}/facts/index/listed"], ROWS))
    asked = query({"pk": {"S": listed_as}}, IndexName="listed", ExpressionAttributeNames={"#key": "listed_as"})

    assert refused(dynamodb.query, **asked) is denied


def test_a_part_of_a_transaction_counts_only_against_the_right_for_its_own_action(allowed, tables):
    facts = [f"{tables}/facts"]
    own_puts, all_updates = allow(["dynamodb:PutItem"], facts, ROWS), allow(["dynamodb:UpdateItem"], facts)
    dynamodb = allowed("dynamodb", own_puts, all_updates)

    assert not refused(dynamodb.transact_write_items, TransactItems=put_and_update(OWN, FOREIGN))
    assert refused(dynamodb.transact_write_items, TransactItems=put_and_update(FOREIGN, OWN))


def test_keys_of_one_table_do_not_count_against_the_right_for_another(allowed, tables):
    get = ["dynamodb:BatchGetItem"]
    dynamodb = allowed("dynamodb", allow(get, [f"{tables}/facts"], ROWS), allow(get, [f"{tables}/log"]))

    def asked(facts, log):
        return {"facts": {"Keys": [facts]}, "log": {"Keys": [log]}}

    assert not refused(dynamodb.batch_get_item, RequestItems=asked(facts=OWN, log=FOREIGN))
    assert refused(dynamodb.batch_get_item, RequestItems=asked(facts=FOREIGN, log=OWN))
