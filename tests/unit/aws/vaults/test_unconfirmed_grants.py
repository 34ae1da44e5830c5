"""What every store of unconfirmed grants promises, in memory and under KMS alike."""

import pytest

from daybook.adapters.aws.tables.one_time_tokens import DynamoOneTimeTokens
from daybook.adapters.aws.vaults.token_cipher import TokenCipher
from daybook.adapters.aws.vaults.unconfirmed_grants import KmsUnconfirmedGrants
from fakes.unconfirmed_grants import FakeUnconfirmedGrants
from unit.aws.builders import MERCHANT
from unit.quickbooks.doubles import token_set

VISIT = "visit-1"
TOKENS = token_set(version=0)


@pytest.fixture
def kms_grants(aws, table, token_key, clock):
    one_time = DynamoOneTimeTokens(aws.dynamodb, table("SessionTable"), clock)
    return KmsUnconfirmedGrants(one_time, TokenCipher(aws.kms, token_key))


@pytest.fixture(params=["fake", "aws"])
def grants(request, clock):
    return FakeUnconfirmedGrants(clock) if request.param == "fake" else request.getfixturevalue("kms_grants")


def test_a_grant_waits_for_its_own_visit_and_books(grants):
    grants.keep(VISIT, MERCHANT, TOKENS)

    assert grants.of(VISIT, MERCHANT) == TOKENS
    assert (grants.of("visit-2", MERCHANT), grants.of(VISIT, f"{MERCHANT}@2")) == (None, None)


def test_a_visit_holds_the_newest_grant_alone(grants):
    grants.keep(VISIT, MERCHANT, TOKENS)
    newer = token_set("access-2", "refresh-2", version=0)
    grants.keep(VISIT, MERCHANT, newer)

    assert grants.of(VISIT, MERCHANT) == newer


def test_a_grant_that_was_answered_for_or_waited_for_a_quarter_of_an_hour_is_gone(grants, clock):
    grants.keep(VISIT, MERCHANT, TOKENS)
    grants.forget(VISIT)
    grants.forget(VISIT)
    assert grants.of(VISIT, MERCHANT) is None

    grants.keep(VISIT, MERCHANT, TOKENS)
    clock.advance(minutes=15)
    assert grants.of(VISIT, MERCHANT) is None


def test_neither_token_nor_visit_can_be_read_in_the_table(kms_grants, aws):
    kms_grants.keep(VISIT, MERCHANT, TOKENS)

    (row,) = aws.dynamodb.scan(TableName="SessionTable")["Items"]
    assert not any(secret in repr(row) for secret in (VISIT, TOKENS.access_token, TOKENS.refresh_token))


def test_a_row_that_is_made_another_merchants_stays_shut(kms_grants, aws):
    kms_grants.keep(VISIT, MERCHANT, TOKENS)
    (row,) = aws.dynamodb.scan(TableName="SessionTable")["Items"]
    row["content"]["M"]["merchant"] = {"S": "999"}
    aws.dynamodb.put_item(TableName="SessionTable", Item=row)

    with pytest.raises(aws.kms.exceptions.InvalidCiphertextException):
        kms_grants.of(VISIT, "999")
