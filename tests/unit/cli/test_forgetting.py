"""`daybook forget`: nothing of the merchant stays, after a word, and the operator is told what went."""

import pytest

from connected_merchant import MERCHANT
from daybook.domain.company.connection import ConnectionStatus

FORGET = f"forget --merchant {MERCHANT}"


def typing(monkeypatch, text):
    def answer():
        if text is None:
            raise EOFError
        return text

    monkeypatch.setattr("builtins.input", answer)


def test_what_goes_is_shown_before_and_told_after(daybook, monkeypatch, rows, merchant):
    typing(monkeypatch, MERCHANT)

    said = daybook(FORGET)

    kept, _, erased = said.out.partition("This cannot be taken back.")
    assert said.exit_code == 0
    assert all("records of days" in part and "30" in part for part in (kept, erased))
    assert "Documents in QuickBooks stay." in erased
    assert rows.counts == {}
    assert merchant.connections.connection(MERCHANT).status is ConnectionStatus.DISCONNECTED
    assert len(merchant.authorizer.revoked) == 1


@pytest.mark.parametrize("typed", ["yes", "", None])
def test_nothing_goes_without_the_merchants_id(daybook, monkeypatch, rows, merchant, typed):
    typing(monkeypatch, typed)

    said = daybook(FORGET)

    assert said.exit_code == 2
    assert "nothing was erased" in said.err
    assert (MERCHANT in rows.counts, merchant.authorizer.revoked) == (True, [])


def test_a_script_says_yes_and_reads_what_was_erased(daybook, rows):
    assert daybook(f"{FORGET} --json").exit_code == 2
    assert MERCHANT in rows.counts

    said = daybook(f"{FORGET} --json --yes")

    assert said.document == {
        "merchant_id": MERCHANT,
        "erased": {"choices": 7, "days": 30, "proofs": 28, "documents": 28},
    }


def test_a_merchant_of_whom_nothing_is_kept_is_named(daybook):
    said = daybook("forget --merchant 999 --yes")

    assert (said.exit_code, "nothing is kept of merchant '999'" in said.err) == (2, True)


def test_a_company_that_another_merchant_uses_by_now_keeps_its_grant(daybook, merchant, monkeypatch):
    monkeypatch.setattr(merchant.connections, "merchant_of_realm", lambda _: "another")

    assert daybook(f"{FORGET} --yes").exit_code == 0
    assert merchant.authorizer.revoked == []
