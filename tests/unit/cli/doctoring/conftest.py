"""The account that `daybook doctor` looks at."""

from datetime import time

import pytest

from connected_merchant import MERCHANT
from daybook.adapters.aws.closings.schedules import schedule_name
from daybook.application.ports import Closing
from daybook.bootstrap.command_line import doctoring
from daybook.domain.sync.closing import first_expected
from fakes.aws_account import SECRET, FakeAccount
from fakes.clock import MORNING, FakeClock
from fakes.queues.expected_closings import FakeExpectedClosings

FOUR = Closing("America/Toronto", time(4, 5))


@pytest.fixture(autouse=True)
def account(monkeypatch):
    account = FakeAccount()
    account.expected = FakeExpectedClosings()
    account.expected.reconcile(MERCHANT, first_expected(MERCHANT, frozenset({FOUR}), MORNING))
    account.scheduler.answers["list_schedules"] = {
        "Schedules": [{"Name": schedule_name(MERCHANT, FOUR), "State": "ENABLED"}]
    }
    monkeypatch.setattr(doctoring, "AWS", account)
    monkeypatch.setattr(doctoring, "DynamoExpectedClosings", lambda *_: account.expected)
    monkeypatch.setattr(doctoring, "CLOCK", FakeClock())
    return account


@pytest.fixture
def told(daybook):
    """`told("mails")`: how the command ended, and what it found of that check."""

    def tell(check):
        said = daybook("doctor --json")
        assert SECRET not in said.out
        return said.exit_code, [each for each in said.document["findings"] if each["check"] == check]

    return tell
