"""What every vault of QuickBooks tokens promises, in memory and under KMS alike; then what KMS adds."""

from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

from daybook.adapters.aws.vaults.token_cipher import TokenCipher
from daybook.adapters.aws.vaults.token_vault import KmsTokenVault
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from fakes.token_vaults import FakeTokenVault
from unit.aws.builders import MERCHANT, NOW, tokens


@pytest.fixture
def kms_vault(aws, table, token_key, clock):
    return KmsTokenVault(aws.dynamodb, table("ConnectionTable"), TokenCipher(aws.kms, token_key), clock)


@pytest.fixture(params=["fake", "aws"])
def vault(request, clock):
    return FakeTokenVault(clock) if request.param == "fake" else request.getfixturevalue("kms_vault")


def test_tokens_come_back_as_they_were_saved(vault):
    saved = vault.save(MERCHANT, tokens(hard_expires_at=NOW + timedelta(days=1800)))

    assert vault.load(MERCHANT) == saved
    assert saved.version == 1
    assert saved.hard_expires_at == NOW + timedelta(days=1800)


def test_without_a_grant_the_merchant_must_connect(vault):
    with pytest.raises(NeedsAttentionError, match="304267") as stopped:
        vault.load(MERCHANT)

    assert stopped.value.reason is HoldReason.NEEDS_RECONNECT


def test_a_refresh_is_stored_as_the_next_version(vault):
    first = vault.save(MERCHANT, tokens())

    second = vault.save(MERCHANT, tokens(refresh="refresh-2", version=first.version))

    assert (second.version, vault.load(MERCHANT).refresh_token) == (2, "refresh-2")


def test_a_slow_writer_cannot_overwrite_a_newer_refresh_token(vault):
    first = vault.save(MERCHANT, tokens())
    vault.save(MERCHANT, tokens(refresh="newer", version=first.version))

    with pytest.raises(RetriableError):
        vault.save(MERCHANT, tokens(refresh="stale", version=first.version))

    assert vault.load(MERCHANT).refresh_token == "newer"


def test_a_new_consent_wins_over_whatever_was_stored(vault):
    vault.save(MERCHANT, tokens())

    renewed = vault.save(MERCHANT, tokens(refresh="consent-2"))

    assert renewed.version == 2
    assert vault.load(MERCHANT).refresh_token == "consent-2"


def test_a_refresher_of_the_old_grant_cannot_overwrite_a_new_consent(vault):
    old = vault.save(MERCHANT, tokens())
    vault.delete(MERCHANT)
    vault.save(MERCHANT, tokens(refresh="consent-2"))

    with pytest.raises(RetriableError):
        vault.save(MERCHANT, tokens(refresh="stale", version=old.version))


def test_a_forgotten_grant_is_gone_and_cannot_be_stored_again_by_its_refresher(vault):
    old = vault.save(MERCHANT, tokens())

    vault.delete(MERCHANT)

    with pytest.raises(NeedsAttentionError):
        vault.load(MERCHANT)
    with pytest.raises(RetriableError):
        vault.save(MERCHANT, tokens(version=old.version))


def test_forgetting_nothing_is_no_error(vault):
    vault.delete(MERCHANT)

    assert vault.save(MERCHANT, tokens()).version == 1


def test_one_refresher_at_a_time(vault):
    stored = vault.save(MERCHANT, tokens())

    assert vault.lease_refresh(MERCHANT, stored, "worker-1", 30)
    assert not vault.lease_refresh(MERCHANT, stored, "worker-2", 30)


def test_tokens_that_another_refresher_replaced_meanwhile_are_not_leased(vault):
    stale = vault.save(MERCHANT, tokens())
    vault.save(MERCHANT, tokens(refresh="refresh-2", version=stale.version))

    assert not vault.lease_refresh(MERCHANT, stale, "worker-1", 30)


def test_a_refresh_lease_that_ran_out_is_free(vault, clock):
    stored = vault.save(MERCHANT, tokens())
    vault.lease_refresh(MERCHANT, stored, "worker-1", 30)

    clock.advance(seconds=31)

    assert vault.lease_refresh(MERCHANT, stored, "worker-2", 30)


def test_a_refresh_lease_is_given_back_by_its_owner_only(vault):
    stored = vault.save(MERCHANT, tokens())
    vault.lease_refresh(MERCHANT, stored, "worker-1", 30)

    vault.release_refresh(MERCHANT, "worker-2")
    assert not vault.lease_refresh(MERCHANT, stored, "worker-3", 30)

    vault.release_refresh(MERCHANT, "worker-1")
    assert vault.lease_refresh(MERCHANT, stored, "worker-3", 30)


def test_the_lease_ends_with_the_write_that_stores_the_refreshed_tokens(vault):
    first = vault.save(MERCHANT, tokens())
    vault.lease_refresh(MERCHANT, first, "worker-1", 30)

    second = vault.save(MERCHANT, tokens(version=first.version))

    assert vault.lease_refresh(MERCHANT, second, "worker-2", 30)


def test_a_forgotten_grant_is_not_refreshed(vault):
    stored = vault.save(MERCHANT, tokens())
    vault.delete(MERCHANT)

    assert not vault.lease_refresh(MERCHANT, stored, "worker-1", 30)


def test_neither_token_can_be_read_in_the_table(kms_vault, aws):
    kms_vault.save(MERCHANT, tokens(access="the-access-token", refresh="the-refresh-token"))

    stored = repr(aws.dynamodb.scan(TableName="ConnectionTable")["Items"])

    assert "the-access-token" not in stored
    assert "the-refresh-token" not in stored


@pytest.mark.parametrize("length", [4_096, 10_000])
def test_tokens_longer_than_one_kms_call_takes_are_kept_whole(kms_vault, length):
    kms_vault.save(MERCHANT, tokens(access="a" * length))

    assert kms_vault.load(MERCHANT).access_token == "a" * length


def test_a_row_copied_to_another_merchant_stays_shut(kms_vault, aws):
    kms_vault.save(MERCHANT, tokens())
    row = aws.dynamodb.scan(TableName="ConnectionTable")["Items"][0]
    aws.dynamodb.put_item(TableName="ConnectionTable", Item=row | {"pk": {"S": "MERCHANT#thief"}})

    with pytest.raises(ClientError, match="InvalidCiphertext"):
        kms_vault.load("thief")


def test_parts_in_another_order_stay_shut(kms_vault, aws):
    kms_vault.save(MERCHANT, tokens(access="a" * 5_000))
    row = aws.dynamodb.scan(TableName="ConnectionTable")["Items"][0]
    row["encrypted"]["L"].reverse()
    aws.dynamodb.put_item(TableName="ConnectionTable", Item=row)

    with pytest.raises(ClientError, match="InvalidCiphertext"):
        kms_vault.load(MERCHANT)


def test_the_first_refusal_of_a_grant_is_remembered_until_it_is_forgotten(vault):
    vault.save(MERCHANT, tokens())

    first = vault.remember_refusal(MERCHANT, NOW)
    again = vault.remember_refusal(MERCHANT, NOW + timedelta(hours=3))

    assert (first, again, vault.load(MERCHANT).refused_since) == (NOW, NOW, NOW)
    vault.forget_refusal(MERCHANT)
    vault.forget_refusal(MERCHANT)
    assert vault.load(MERCHANT).refused_since is None


def test_a_refresh_keeps_a_refusal_and_a_new_consent_forgets_it(vault):
    first = vault.save(MERCHANT, tokens())
    vault.remember_refusal(MERCHANT, NOW)

    refreshed = vault.save(MERCHANT, tokens(refresh="refresh-2", version=first.version))
    assert vault.load(MERCHANT).refused_since == NOW

    vault.save(MERCHANT, tokens(refresh="consent-2"))
    assert vault.load(MERCHANT).refused_since is None
    assert refreshed.version == 2


def test_a_grant_that_was_forgotten_meanwhile_is_refused_by_nobody(vault):
    vault.save(MERCHANT, tokens())
    vault.delete(MERCHANT)

    with pytest.raises(NeedsAttentionError):
        vault.remember_refusal(MERCHANT, NOW)
    vault.forget_refusal(MERCHANT)
