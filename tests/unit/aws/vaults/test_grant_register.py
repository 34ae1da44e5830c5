"""When grants end, read for many merchants at once and without the key: in memory and in DynamoDB alike."""

from datetime import timedelta

import pytest

from daybook.adapters.aws.vaults.grant_times import DynamoGrantRegister
from daybook.adapters.aws.vaults.token_cipher import TokenCipher
from daybook.adapters.aws.vaults.token_vault import KmsTokenVault
from daybook.domain.company.grants import GrantTimes
from daybook.domain.errors import RetriableError
from fakes.token_vaults import FakeTokenVault
from unit.aws.builders import MERCHANT, NOW, tokens

HARD = NOW + timedelta(days=1800)


@pytest.fixture(params=["fake", "aws"])
def grants(request, clock):
    """A vault to store grants in, and the register that reads their times."""
    if request.param == "fake":
        vault = FakeTokenVault(clock)
        return vault, vault
    aws, name = request.getfixturevalue("aws"), request.getfixturevalue("table")("ConnectionTable")
    cipher = TokenCipher(aws.kms, request.getfixturevalue("token_key"))
    return KmsTokenVault(aws.dynamodb, name, cipher, clock), DynamoGrantRegister(aws.dynamodb, name)


def test_the_times_of_a_grant_are_those_of_its_newest_tokens(grants):
    vault, register = grants
    first = vault.save(MERCHANT, tokens())
    vault.save(MERCHANT, tokens(version=first.version, hard_expires_at=HARD))

    times = register.times([MERCHANT])

    assert times == {MERCHANT: GrantTimes(NOW + timedelta(hours=1), NOW + timedelta(days=100), HARD)}


def test_a_merchant_without_a_grant_has_no_times(grants):
    vault, register = grants
    vault.save(MERCHANT, tokens())

    assert set(register.times(["nobody", MERCHANT])) == {MERCHANT}
    assert register.times([]) == {}


def test_more_merchants_than_one_call_reads_are_all_found(aws, table):
    """The books of one merchant are grants of their own, and an id that is asked for twice is read once."""
    name = table("ConnectionTable")
    row = {
        "sk": {"S": "QUICKBOOKS_TOKENS"},
        "access_expires_at": {"S": NOW.isoformat()},
        "refresh_expires_at": {"S": NOW.isoformat()},
    }
    merchants = [f"m_{number}" for number in range(205)] + ["m_1@2"]
    for merchant_id in merchants:
        aws.dynamodb.put_item(TableName=name, Item=row | {"pk": {"S": f"MERCHANT#{merchant_id}"}})

    found = DynamoGrantRegister(aws.dynamodb, name).times([*merchants, "m_0"])

    assert set(found) == set(merchants)


class Reluctant:
    """A DynamoDB that hands out one row at a time; `patience` says how often it does."""

    def __init__(self, patience):
        self.patience = patience
        self.asked = []

    def batch_get_item(self, *, RequestItems):  # noqa: N803 - boto3's own name
        ((table, wanted),) = RequestItems.items()
        self.asked.append(len(wanted["Keys"]))
        self.patience -= 1
        served = wanted["Keys"][:1] if self.patience >= 0 else []
        left = wanted["Keys"][len(served) :]
        times = {"access_expires_at": {"S": NOW.isoformat()}, "refresh_expires_at": {"S": NOW.isoformat()}}
        unprocessed = {table: wanted | {"Keys": left}} if left else {}
        return {"Responses": {table: [key | times for key in served]}, "UnprocessedKeys": unprocessed}


def test_rows_that_dynamodb_keeps_back_are_asked_for_again():
    dynamodb = Reluctant(patience=9)

    found = DynamoGrantRegister(dynamodb, "ConnectionTable").times(["a", "b", "c"])

    assert (set(found), dynamodb.asked) == ({"a", "b", "c"}, [3, 2, 1])


def test_rows_that_dynamodb_keeps_to_itself_are_an_error_and_not_a_missing_grant():
    with pytest.raises(RetriableError, match="2 grants"):
        DynamoGrantRegister(Reluctant(patience=1), "ConnectionTable").times(["a", "b"])


def test_no_token_is_read_for_a_forecast(aws, table, token_key, clock, listen):
    """The watchdog looks at every grant; what it does not ask for it cannot leak."""
    name = table("ConnectionTable")
    KmsTokenVault(aws.dynamodb, name, TokenCipher(aws.kms, token_key), clock).save(MERCHANT, tokens())
    seen = []
    listen("after-call.dynamodb.BatchGetItem", lambda parsed, **_: seen.append(parsed))

    DynamoGrantRegister(aws.dynamodb, name).times([MERCHANT])

    (row,) = seen[0]["Responses"][name]
    assert set(row) == {"pk", "access_expires_at", "refresh_expires_at"}


def test_when_a_lost_grant_was_asked_is_kept_until_it_answers_or_a_new_consent_comes(grants):
    vault, register = grants
    first = vault.save(MERCHANT, tokens())

    register.remember_asked(MERCHANT, NOW)
    vault.save(MERCHANT, tokens(version=first.version))
    assert register.times([MERCHANT])[MERCHANT].asked_at == NOW

    register.remember_asked(MERCHANT, None)
    assert register.times([MERCHANT])[MERCHANT].asked_at is None

    register.remember_asked(MERCHANT, NOW)
    vault.save(MERCHANT, tokens(refresh="consent-2"))
    assert register.times([MERCHANT])[MERCHANT].asked_at is None


def test_a_grant_that_was_forgotten_while_it_was_asked_stays_forgotten(grants):
    vault, register = grants
    vault.save(MERCHANT, tokens())
    vault.delete(MERCHANT)

    register.remember_asked(MERCHANT, NOW)

    assert MERCHANT not in register.times([MERCHANT]) or register.times([MERCHANT])[MERCHANT].asked_at is None
