"""Circuits are shared by all workers, and written by one at a time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.adapters.aws.vendors.circuits import DynamoCircuits
from daybook.domain.errors import Condition
from daybook.domain.sync.circuit import Circuit, Party
from fakes.circuits import FakeCircuits

QUICKBOOKS, COMPANY = Party("QuickBooks"), Party("QuickBooks", "1234567890")


@pytest.fixture
def dynamo(aws, table, clock):
    name = table("SessionTable")
    return lambda: DynamoCircuits(aws.dynamodb, name, clock)


@pytest.fixture(params=["fake", "aws"])
def circuits(request):
    return FakeCircuits() if request.param == "fake" else request.getfixturevalue("dynamo")()


@pytest.fixture
def opened(clock):
    now = clock.now()
    return Circuit(1, 5, now, 1, now + timedelta(seconds=30), condition=Condition.QUICKBOOKS_UNAVAILABLE, fault_code=7)


def test_a_party_of_whom_nothing_is_known_answers(circuits):
    assert circuits.of([QUICKBOOKS, COMPANY]) == {QUICKBOOKS: Circuit(), COMPANY: Circuit()}
    assert circuits.now(COMPANY) == Circuit()


def test_what_is_written_is_what_is_known(circuits, opened):
    assert circuits.change(QUICKBOOKS, Circuit(), opened)

    assert circuits.now(QUICKBOOKS) == opened
    assert circuits.of([QUICKBOOKS, COMPANY]) == {QUICKBOOKS: opened, COMPANY: Circuit()}


def test_of_two_who_write_at_the_same_time_one_does(circuits, opened):
    probe = replace(opened, is_probed=True)
    circuits.change(QUICKBOOKS, Circuit(), opened)

    assert not circuits.change(QUICKBOOKS, Circuit(), opened)
    assert [circuits.change(QUICKBOOKS, opened, probe), circuits.change(QUICKBOOKS, opened, probe)] == [True, False]


def test_another_worker_hears_of_it_within_seconds_and_at_once_where_it_asks(dynamo, opened, clock):
    one, other = dynamo(), dynamo()
    other.of([QUICKBOOKS])
    one.change(QUICKBOOKS, Circuit(), opened)

    assert other.of([QUICKBOOKS]) == {QUICKBOOKS: Circuit()}
    assert other.now(QUICKBOOKS) == opened
    clock.advance(seconds=5)
    assert dynamo().of([QUICKBOOKS]) == other.of([QUICKBOOKS]) == {QUICKBOOKS: opened}


def test_one_read_tells_of_all_and_is_remembered_for_seconds(dynamo, clock, listen):
    calls = []
    listen("before-call", lambda model, **_: calls.append(model.name))
    circuits = dynamo()

    circuits.of([QUICKBOOKS, COMPANY])
    circuits.of([COMPANY])
    clock.advance(seconds=4)
    circuits.of([QUICKBOOKS])

    assert calls == ["BatchGetItem"]


def test_a_row_lives_longer_than_it_counts_and_no_longer_than_hours(dynamo, aws, opened):
    dynamo().change(COMPANY, Circuit(), opened)

    (item,) = aws.dynamodb.scan(TableName="SessionTable")["Items"]

    assert item["pk"]["S"] == "circuit#quickbooks#1234567890"
    kept = int(item["expires_at"]["N"]) - opened.until.timestamp()
    assert timedelta(hours=1) < timedelta(seconds=kept) < timedelta(hours=6)
