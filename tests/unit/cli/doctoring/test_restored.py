"""`daybook doctor` notices a restored sync log, and ends saying so once `daybook restore-check` has repaired it."""

from copy import copy
from datetime import timedelta

import pytest

from connected_merchant import MERCHANT, MONDAY
from daybook.bootstrap.command_line import doctoring
from fakes.clock import MORNING
from unit.cli.doctoring.verdicts import is_not_checked, is_wrong
from unit.cli.restoring.deeds import CHECK, REPAIR, sell_more, take_out

CHECKED = "restored records"


@pytest.fixture(autouse=True)
def tables(merchant, monkeypatch):
    monkeypatch.setattr(doctoring, "DynamoConnectionStore", lambda *_: merchant.connections)
    monkeypatch.setattr(doctoring, "DynamoSyncLog", lambda *_: merchant.sync_log)
    monkeypatch.setattr(doctoring, "DynamoProofStore", lambda *_: merchant.proofs)


@pytest.fixture
def restored(merchant, account):
    """`restored()` keeps the sync log; what it gives brings that copy back, as a table that DynamoDB restored."""

    def keep():
        records = copy(merchant.sync_log._records)

        def bring_back(*names):
            merchant.sync_log._records, merchant.sync_log._leases = copy(records), {}
            tell_of(account, *(names or ("SyncLogTableName",)))

        return bring_back

    return keep


def tell_of(account, *restored, is_under_way=False):
    summary = {"RestoreDateTime": MORNING - timedelta(hours=3), "RestoreInProgress": is_under_way}
    told = {"DeletionProtectionEnabled": True, "RestoreSummary": summary, "CreationDateTime": MORNING}
    account.dynamodb.answers["describe_table"] = lambda asked: {
        "Table": told if asked["TableName"] in restored else {"DeletionProtectionEnabled": True}
    }


def lose_a_record(merchant, back):
    merchant.post()
    back()


def lose_a_change(merchant, back):
    merchant.post()
    sell_more(merchant)
    merchant.post()
    back()


def lose_an_undo(merchant, back):
    take_out(merchant)
    back()


@pytest.mark.parametrize("loses", [lose_a_record, lose_a_change, lose_an_undo])
def test_a_restored_log_is_wrong_until_it_was_repaired(daybook, told, merchant, restored, loses):
    if loses is not lose_a_record:
        merchant.post()
    loses(merchant, restored())

    command = f"restore-check --merchant {MERCHANT} --from {MONDAY} --to {MONDAY} --repair"
    is_wrong(told, CHECKED, "restored to 2026-11-24 06:05 UTC: 1 records", command)

    daybook(REPAIR)
    assert told(CHECKED)[1][0]["verdict"] == "ok"
    assert daybook(CHECK).out


def test_a_log_that_agrees_with_its_proofs_is_well(told, merchant, restored):
    merchant.post()
    restored()()

    exit_code, (finding,) = told(CHECKED)

    assert (exit_code, finding["verdict"]) == (0, "ok")
    assert "agrees with the proofs" in finding["found"]


def test_proofs_that_were_restored_too_show_nothing(told, merchant, restored):
    merchant.post()
    restored()("SyncLogTableName", "ProofTableName")

    is_not_checked(told, CHECKED, "neither shows what was lost")


def test_a_restore_that_is_under_way_is_asked_again(told, account):
    tell_of(account, "SyncLogTableName", is_under_way=True)

    is_not_checked(told, CHECKED, "under way")
