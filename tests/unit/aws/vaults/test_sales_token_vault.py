"""What every vault of talech tokens promises, in memory and under KMS alike."""

import pytest

from daybook.adapters.aws.vaults.sales_token_vault import KmsSalesTokenVault
from daybook.adapters.aws.vaults.token_cipher import TokenCipher
from daybook.domain.errors import HoldReason, NeedsAttentionError
from fakes.token_vaults import FakeSalesTokenVault
from unit.aws.builders import MERCHANT


@pytest.fixture
def kms_vault(aws, table, token_key):
    return KmsSalesTokenVault(aws.dynamodb, table("ConnectionTable"), TokenCipher(aws.kms, token_key))


@pytest.fixture(params=["fake", "aws"])
def vault(request):
    return FakeSalesTokenVault() if request.param == "fake" else request.getfixturevalue("kms_vault")


def test_the_newest_token_is_kept(vault):
    vault.save(MERCHANT, "talech-1")
    vault.save(MERCHANT, "talech-2")

    assert vault.load(MERCHANT) == "talech-2"


def test_a_token_that_was_deleted_is_gone_and_another_merchants_stays(vault):
    vault.save(MERCHANT, "talech-1")
    vault.save("999", "talech-2")

    vault.delete(MERCHANT)
    vault.delete(MERCHANT)

    assert (vault.has(MERCHANT), vault.has("999")) == (False, True)
    with pytest.raises(NeedsAttentionError):
        vault.load(MERCHANT)


def test_merchants_do_not_share_a_token(vault):
    vault.save(MERCHANT, "talech-1")

    with pytest.raises(NeedsAttentionError, match="merchant 999 has no talech token") as stopped:
        vault.load("999")

    assert stopped.value.reason is HoldReason.TALECH_ACCESS_LOST


def test_the_token_cannot_be_read_in_the_table(kms_vault, aws):
    kms_vault.save(MERCHANT, "the-talech-token")

    assert "the-talech-token" not in repr(aws.dynamodb.scan(TableName="ConnectionTable")["Items"])
