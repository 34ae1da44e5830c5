"""The month end of an accountant with two clients: the demonstration's story with fewer days.

`make demo VARIANT=month-end` tells it with sixty.
"""

import time
from datetime import date

import pytest

from daybook_local.demo.days.progress_bars import progress_bars
from daybook_local.demo.month_end.clients import write_clients
from daybook_local.demo.month_end.story import begins_after, dates_of_months, tell_month_end
from daybook_local.system.local_system import running_system
from daybook_local.system.places import WorkFolder
from e2e.conftest import open_sockets

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]

FIRST = date(2026, 3, 12)
"""Twenty days: of a single payout in income among fewer Daybook is not sure enough to call it double income."""


def test_two_clients_post_and_daybook_says_of_clearing_and_double_income_what_is_true(tmp_path):
    open_sockets()
    dates = dates_of_months(FIRST, None)
    clients = write_clients(tmp_path / "clients", dates)
    begin = begins_after(clients[0], dates)

    with (
        running_system(clients[0], WorkFolder(tmp_path), now=None, starts_at=begin, beside=clients[1:]) as system,
        progress_bars() as bars,
    ):
        told = tell_month_end(system, clients, dates, bars, started=time.monotonic())

    figures = told.as_json()
    assert told.problems == []
    assert (figures["merchants"], figures["posted"]) == (2, 2 * len(dates))
    assert figures["explained_minor"] == figures["clearing_minor"] > 0
    assert figures["double_income_found"] == figures["double_income_planted"] > 0
    wrong = ("unexplained_minor", "sure_wrong", "false_alarms", "difference_minor", "duplicates", "intuit_reads")
    assert {name: figures[name] for name in wrong} == dict.fromkeys(wrong, 0)
    assert figures["sure"] > 0
