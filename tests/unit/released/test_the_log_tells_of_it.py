"""A day that a list leaves out, because a later release wrote it, is in the log of the function that reads the list."""

import pytest

from connected_merchant import MERCHANT, MONDAY, QUEEN
from daybook.bootstrap import foundation
from released.rows import table_rows
from released.write_rows import HERE


class Log:
    def __init__(self):
        self.warnings = []

    def warning(self, message, extra):
        self.warnings.append((message, extra))


@pytest.fixture
def log(monkeypatch):
    kept = Log()
    monkeypatch.setattr(foundation, "logger", lambda: kept)
    return kept


def test_the_functions_log_what_their_lists_leave_out(merchant, tables, log, monkeypatch):
    merchant.go_on_from(HERE / "2026-11-28", "posted_journal_entry")
    (known,) = table_rows(tables.dynamodb)["SyncLogTable"]
    tables.dynamodb.put_item(TableName="SyncLogTable", Item=known | {"state": {"S": "waits_for_noon"}})
    monkeypatch.setattr(foundation, "AWS", tables)
    monkeypatch.setenv(foundation.SYNC_LOG_TABLE, "SyncLogTable")

    found = list(foundation.sync_log.__wrapped__().history(MERCHANT))

    ((message, about),) = log.warnings
    assert (found, message) == ([], "day of a later release left out")
    assert about["day"] == f"{MERCHANT} {MONDAY}#{QUEEN}"
    assert "waits_for_noon" in about["why"]
