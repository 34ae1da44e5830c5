"""What every store of expected closings promises, in memory and in DynamoDB alike; then DynamoDB's own facts."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from daybook.adapters.aws.closings.expected_closings import SHARDS, DynamoExpectedClosings
from daybook.application.ports import Closing
from daybook.domain.errors import RetriableError
from daybook.domain.sync.closing import MISSED_AFTER, ExpectedClosing
from fakes.queues.expected_closings import FakeExpectedClosings
from unit.aws.builders import MERCHANT

FOUR = Closing("America/Toronto", time(4, 5))
TOKYO = Closing("Asia/Tokyo", time(0, 5))
TUESDAY = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
MISSED = TUESDAY + MISSED_AFTER
DAY = timedelta(days=1)
FAR = TUESDAY + 400 * DAY


@pytest.fixture
def dynamo(aws, table):
    return DynamoExpectedClosings(aws.dynamodb, table("ClosingTable"))


@pytest.fixture(params=["fake", "aws"])
def expected(request):
    return FakeExpectedClosings() if request.param == "fake" else request.getfixturevalue("dynamo")


def row(closing=FOUR, at=TUESDAY, merchant_id=MERCHANT):
    return ExpectedClosing(merchant_id, closing, at)


def seen_at(expected, now):
    return {(found.merchant_id, found.closing, found.expected_at) for found in expected.looked_at_by(now)}


def test_a_closing_is_found_once_it_is_missed_and_not_before(expected):
    expected.reconcile(MERCHANT, frozenset({row(), row(TOKYO, TUESDAY + DAY)}))

    assert seen_at(expected, MISSED - timedelta(microseconds=1)) == set()
    assert seen_at(expected, MISSED) == {(MERCHANT, FOUR, TUESDAY)}
    assert seen_at(expected, MISSED + DAY) == {(MERCHANT, FOUR, TUESDAY), (MERCHANT, TOKYO, TUESDAY + DAY)}


def test_a_planned_closing_expects_the_next_and_the_others_of_the_merchant_stay(expected):
    expected.reconcile(MERCHANT, frozenset({row(), row(TOKYO)}))

    expected.planned(MERCHANT, FOUR, TUESDAY)

    assert seen_at(expected, FAR) == {(MERCHANT, FOUR, TUESDAY + DAY), (MERCHANT, TOKYO, TUESDAY)}


def test_an_older_firing_and_the_same_one_again_move_nothing(expected):
    expected.reconcile(MERCHANT, frozenset({row()}))

    for scheduled_at in (TUESDAY + 2 * DAY, TUESDAY, TUESDAY + 2 * DAY):
        expected.planned(MERCHANT, FOUR, scheduled_at)

    assert seen_at(expected, FAR) == {(MERCHANT, FOUR, TUESDAY + 3 * DAY)}


def test_reconciling_again_keeps_what_is_expected(expected):
    expected.reconcile(MERCHANT, frozenset({row()}))

    expected.reconcile(MERCHANT, frozenset({row(at=TUESDAY + 5 * DAY), row(TOKYO)}))

    assert seen_at(expected, FAR) == {(MERCHANT, FOUR, TUESDAY), (MERCHANT, TOKYO, TUESDAY)}


def test_a_closing_that_a_merchant_no_longer_has_is_forgotten_and_no_firing_brings_it_back(expected):
    expected.reconcile(MERCHANT, frozenset({row()}))
    expected.reconcile("another", frozenset({row(merchant_id="another")}))

    expected.reconcile(MERCHANT, frozenset({row(TOKYO)}))
    expected.planned(MERCHANT, FOUR, TUESDAY)

    assert seen_at(expected, FAR) == {(MERCHANT, TOKYO, TUESDAY), ("another", FOUR, TUESDAY)}


def test_nothing_is_expected_of_a_merchant_who_left_until_they_are_back(expected):
    expected.reconcile(MERCHANT, frozenset({row()}))
    expected.reconcile(MERCHANT, frozenset())
    assert (seen_at(expected, FAR), expected.merchants()) == (set(), frozenset())

    expected.reconcile(MERCHANT, frozenset({row(at=TUESDAY + 9 * DAY)}))

    assert seen_at(expected, FAR) == {(MERCHANT, FOUR, TUESDAY + 9 * DAY)}


def test_what_was_asked_for_waits_for_its_plan_and_is_then_missed_again(expected):
    expected.reconcile(MERCHANT, frozenset({row()}))
    (seen,) = expected.looked_at_by(MISSED)

    assert expected.asked(seen, MISSED)

    assert seen_at(expected, MISSED) == set()
    (again,) = expected.looked_at_by(seen.asked(MISSED).looked_at)
    assert (again.asked_until, again.tries, again.missed(MISSED)) == (TUESDAY, 1, (TUESDAY,))


def test_of_two_looks_that_saw_the_same_row_one_asks(expected):
    expected.reconcile(MERCHANT, frozenset({row()}))
    (seen,) = expected.looked_at_by(MISSED)

    assert [expected.asked(seen, MISSED), expected.asked(seen, MISSED)] == [True, False]


@pytest.mark.parametrize("change", ["planned", "forgotten"])
def test_a_row_that_moved_since_it_was_seen_is_left_as_it_is(expected, change):
    expected.reconcile(MERCHANT, frozenset({row()}))
    (seen,) = expected.looked_at_by(MISSED)
    if change == "planned":
        expected.planned(MERCHANT, FOUR, TUESDAY)
    else:
        expected.reconcile(MERCHANT, frozenset())

    assert not expected.asked(seen, MISSED)

    assert seen_at(expected, FAR) == ({(MERCHANT, FOUR, TUESDAY + DAY)} if change == "planned" else set())


def test_every_merchant_of_every_shard_is_found(expected):
    names = frozenset(f"m_{number}" for number in range(5 * SHARDS))
    for name in names:
        expected.reconcile(name, frozenset({row(merchant_id=name), row(TOKYO, merchant_id=name)}))

    assert expected.merchants() == names
    assert {merchant_id for merchant_id, _, _ in seen_at(expected, MISSED)} == names


def test_a_look_that_finds_nothing_reads_nothing_but_the_index(dynamo, listen):
    """A query a shard, whether there is one merchant or a hundred."""
    for number in range(100):
        dynamo.reconcile(f"m_{number}", frozenset({row(merchant_id=f"m_{number}")}))
    calls = []
    listen("after-call.dynamodb", lambda model, parsed, **_: calls.append((model.name, parsed["Count"])))

    assert list(dynamo.looked_at_by(TUESDAY)) == []

    assert calls == [("Query", 0)] * SHARDS


def test_a_plan_that_meets_another_writer_looks_again_and_gives_up_in_the_end(dynamo, aws):
    dynamo.reconcile(MERCHANT, frozenset({row()}))

    def write_meanwhile(parsed, **_):
        (seen,) = parsed["Items"]
        aws.dynamodb.update_item(
            TableName="ClosingTable",
            Key={"merchant_id": {"S": MERCHANT}, "closing": {"S": "04:05#America/Toronto"}},
            UpdateExpression="SET document.version = :version",
            ExpressionAttributeValues={":version": {"N": str(int(seen["document"]["M"]["version"]["N"]) + 1)}},
        )

    aws.dynamodb.meta.events.register("after-call.dynamodb.Query", write_meanwhile)
    with pytest.raises(RetriableError, match="kept moving"):
        dynamo.planned(MERCHANT, FOUR, TUESDAY)
    aws.dynamodb.meta.events.unregister("after-call.dynamodb.Query", write_meanwhile)

    dynamo.planned(MERCHANT, FOUR, TUESDAY)

    assert seen_at(dynamo, FAR) == {(MERCHANT, FOUR, TUESDAY + DAY)}


def test_a_plan_that_has_seen_what_is_expected_writes_without_reading_and_reads_where_it_has_changed(dynamo, aws):
    seen = dynamo.reconcile(MERCHANT, frozenset({row(), row(TOKYO)}))
    calls = []
    aws.dynamodb.meta.events.register("before-call.dynamodb", lambda model, **_: calls.append(model.name))

    dynamo.planned(MERCHANT, FOUR, TUESDAY, seen=seen[FOUR])
    assert calls == ["PutItem"]
    dynamo.planned(MERCHANT, FOUR, TUESDAY + DAY, seen=seen[FOUR])

    assert calls == ["PutItem", "PutItem", "Query", "PutItem"]
    assert dynamo.reconcile(MERCHANT, frozenset({row(), row(TOKYO)})).keys() == {FOUR, TOKYO}
    assert seen_at(dynamo, FAR) == {(MERCHANT, FOUR, TUESDAY + 2 * DAY), (MERCHANT, TOKYO, TUESDAY)}


def test_a_row_that_a_later_release_wrote_is_read_and_moved(dynamo, aws):
    dynamo.reconcile(MERCHANT, frozenset({replace(row(), version=4)}))
    aws.dynamodb.update_item(
        TableName="ClosingTable",
        Key={"merchant_id": {"S": MERCHANT}, "closing": {"S": "04:05#America/Toronto"}},
        UpdateExpression="SET document.weather = :fine",
        ExpressionAttributeValues={":fine": {"S": "fine"}},
    )

    dynamo.planned(MERCHANT, FOUR, TUESDAY)

    assert seen_at(dynamo, FAR) == {(MERCHANT, FOUR, TUESDAY + DAY)}
