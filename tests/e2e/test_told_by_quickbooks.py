"""People at work in QuickBooks, and Daybook told of it: over HTTP, signed, through the queue, into history."""

import json
from typing import Any, NamedTuple

import pytest

from e2e.conftest import NIGHT_BAR, system_of, told_by
from local_stack import eventually

pytestmark = pytest.mark.stack

AN_HOUR = 3600


class Bar(NamedTuple):
    """The system, and what was known before any person did anything."""

    system: Any
    dates: Any
    told: Any
    metered: Any
    logged_before: dict[str, float]
    codes_before: set[str]


@pytest.fixture(scope="module")
def bar(tmp_path_factory):
    """The bar's three dates in the books; then an hour passes in QuickBooks."""
    with system_of(NIGHT_BAR, tmp_path_factory.mktemp("told")) as (system, dates):
        told = told_by(system, dates)
        assert eventually(system.quickbooks.told)
        # QuickBooks waits three seconds for its answer, which a cold start on a busy machine may exceed.
        assert 200 in {status for status, _ in system.quickbooks.told()} <= {200, 0}
        assert eventually(lambda: logged_by_webhooks(system).get("NoticesReceived"))
        own_work = logged_by_webhooks(system), set(codes(system, dates).values())
        before = system.quickbooks.meter()
        system.quickbooks.pass_time(AN_HOUR)
        yield Bar(system, dates, told, before, *own_work)


def codes(system, dates):
    """The error code of each business date."""
    records = system.daybook.history(system.sample.merchant_id, dates.first, dates.last)
    return {record.business_date: record.code for record in records if record.code}


def logged_by_webhooks(system):
    """Metrics of the webhook's function, summed."""
    groups = [group["logGroupName"] for group in system.aws.logs.describe_log_groups()["logGroups"]]
    name = next(group for group in groups if "WebhooksLogGroup" in group)
    sums = {}
    for event in system.aws.logs.filter_log_events(logGroupName=name)["events"]:
        line = json.loads(event["message"]) if event["message"].startswith("{") else {}
        for directive in line.get("_aws", {}).get("CloudWatchMetrics", ()):
            for metric in directive["Metrics"]:
                sums[metric["Name"]] = sums.get(metric["Name"], 0) + sum(line[metric["Name"]])
    return sums


def entry_of(told, business_date):
    return next(document for document in told.examination.documents if document.business_date == business_date)


def test_everything_that_daybook_wrote_was_told_and_nothing_of_it_is_taken_for_a_persons_work(bar):
    assert bar.logged_before["NoticesReceived"]
    assert "DriftNoticed" not in bar.logged_before
    assert not {"DB-1210", "DB-1211"} & bar.codes_before


def test_an_edit_and_a_deletion_show_in_the_history_at_the_price_of_no_read(bar):
    system, dates, told, before = bar.system, bar.dates, bar.told, bar.metered
    first, second, *_ = dates
    edited, deleted = entry_of(told, first), entry_of(told, second)

    system.quickbooks.edit("JournalEntry", edited.id, PrivateNote="Moved by the accountant")
    system.quickbooks.edit("JournalEntry", deleted.id, delete=True)

    assert eventually(lambda: codes(system, dates) == {first: "DB-1210", second: "DB-1211"}, within=30)
    assert system.quickbooks.meter().since(before).reads == 0


def test_a_renamed_account_is_marked_and_not_read(bar):
    system, before = bar.system, bar.metered
    mapping = system.daybook.connection(system.sample.merchant_id)["mapping"]
    account = next(iter(mapping["accounts"].values()))

    system.quickbooks.edit("Account", account, Name="Renamed by the accountant")

    assert eventually(lambda: logged_by_webhooks(system).get("ListsChanged"), within=30)
    assert system.quickbooks.meter().since(before).reads == 0
