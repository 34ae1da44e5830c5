"""`daybook forget` on the whole system, with the template's tables, key and schedules: nothing of a merchant stays."""

from datetime import date, timedelta

import pytest

from daybook_local.demo.merchant.connecting import connect_merchant
from daybook_local.system.daybook_command import DaybookCommandError
from daybook_local.system.samples.sample import DateRange
from e2e.conftest import NIGHT_BAR, system_of
from local_stack import eventually

pytestmark = pytest.mark.stack

DAY = date(2026, 3, 27)
TABLES = ("ConnectionTableName", "SyncLogTableName", "ProofTableName", "ClosingTableName")


def rows_of(system, merchant):
    """Rows of the tables that outlive a session, where the merchant is named."""
    outputs = system.deployment.outputs
    found = [row for name in TABLES for row in system.aws.dynamodb.scan(TableName=outputs[name])["Items"]]
    return [row for row in found if merchant in repr(row)]


def closings_of(system):
    """The merchants' schedules, without the watchdog's own."""
    group = system.deployment.outputs["ScheduleGroupName"]
    return system.aws.scheduler.list_schedules(GroupName=group)["Schedules"]


def posted(system, merchant):
    return [each for each in system.daybook.history(merchant, DAY, DAY) if each.state.startswith("posted")]


def test_a_merchant_is_erased_and_their_documents_in_quickbooks_stay(tmp_path):
    with system_of(NIGHT_BAR, tmp_path / "work", DateRange(DAY, DAY + timedelta(days=1))) as (system, _):
        merchant = system.sample.merchant_id
        connect_merchant(system)
        system.daybook.sync(merchant, DAY, DAY)
        eventually(lambda: posted(system, merchant), within=60)
        assert closings_of(system)
        before, documents = rows_of(system, merchant), system.quickbooks.documents_until(DAY)

        erased = system.daybook.forget(merchant)

        after, kept = rows_of(system, merchant), system.quickbooks.documents_until(DAY)
        schedules = closings_of(system)
        with pytest.raises(DaybookCommandError, match="nothing is kept"):
            system.daybook.forget(merchant)

    assert before
    assert documents
    assert (after, schedules) == ([], [])
    assert kept == documents
    assert all(erased[kind] > 0 for kind in ("choices", "days", "proofs", "documents"))
