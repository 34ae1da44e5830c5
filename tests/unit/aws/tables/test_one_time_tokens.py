"""What every store of one-time tokens promises, in memory and in DynamoDB alike."""

import pytest

from daybook.adapters.aws.tables.one_time_tokens import DynamoOneTimeTokens
from fakes.one_time_tokens import FakeOneTimeTokens

CONTENT = {"merchant": "304267", "language": "fr"}


@pytest.fixture
def dynamo_tokens(aws, table, clock):
    return DynamoOneTimeTokens(aws.dynamodb, table("SessionTable"), clock)


@pytest.fixture(params=["fake", "aws"])
def tokens(request, clock):
    return FakeOneTimeTokens(clock) if request.param == "fake" else request.getfixturevalue("dynamo_tokens")


def test_a_token_is_new_once(tokens):
    assert tokens.put("launch", "t", CONTENT, 60)
    assert not tokens.put("launch", "t", {"merchant": "thief"}, 60)
    assert tokens.get("launch", "t") == CONTENT


def test_the_same_token_of_another_kind_is_another_token(tokens):
    tokens.put("launch", "t", CONTENT, 60)

    assert tokens.get("session", "t") is None
    assert tokens.put("session", "t", CONTENT, 60)


@pytest.mark.parametrize("read", ["get", "take"])
def test_a_token_that_expired_is_gone_before_anybody_removes_it(tokens, clock, read):
    tokens.put("state", "t", CONTENT, 60)

    clock.advance(seconds=60)

    assert getattr(tokens, read)("state", "t") is None


def test_an_expired_token_may_be_put_anew(tokens, clock):
    tokens.put("state", "t", CONTENT, 60)
    clock.advance(seconds=61)

    assert tokens.put("state", "t", {"merchant": "2"}, 60)
    assert tokens.get("state", "t") == {"merchant": "2"}


def test_only_one_caller_takes_a_token(tokens):
    tokens.put("state", "t", CONTENT, 60)

    assert [tokens.take("state", "t"), tokens.take("state", "t")] == [CONTENT, None]


def test_an_update_restarts_the_life_of_a_token(tokens, clock):
    tokens.put("session", "t", CONTENT, 60)
    clock.advance(seconds=50)

    tokens.update("session", "t", {"merchant": "304267", "language": "en"}, 60)
    clock.advance(seconds=50)

    assert tokens.get("session", "t") == {"merchant": "304267", "language": "en"}


def test_an_update_does_not_bring_back_a_session_that_ended(tokens, clock):
    tokens.put("session", "taken", CONTENT, 60)
    tokens.put("session", "expired", CONTENT, 60)
    tokens.take("session", "taken")
    clock.advance(seconds=61)

    tokens.update("session", "taken", CONTENT, 60)
    tokens.update("session", "expired", CONTENT, 60)

    assert tokens.get("session", "taken") is None
    assert tokens.get("session", "expired") is None


def test_the_table_holds_no_token_that_could_be_used(dynamo_tokens, aws):
    dynamo_tokens.put("session", "secret-session-id", CONTENT, 60)

    assert "secret-session-id" not in repr(aws.dynamodb.scan(TableName="SessionTable")["Items"])
