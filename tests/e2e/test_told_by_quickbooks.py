"""People at work in QuickBooks, and Daybook told of it: over HTTP, signed, through the queue, into history."""

import json

import pytest

from e2e.conftest import NIGHT_BAR, system_of, told_by
from local_stack import eventually

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("local-system")]

AN_HOUR = 3600


@pytest.fixture(scope="module")
def bar(tmp_path_factory):
    """The bar's three dates in the books; then an hour passes in QuickBooks."""
    with system_of(NIGHT_BAR, tmp_path_factory.mktemp("told")) as (system, dates):
        told = told_by(system, dates)
        assert eventually(system.quickbooks.told)
        before = system.quickbooks.meter()
        system.quickbooks.pass_time(AN_HOUR)
        yield system, dates, told, before


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
    system, dates, _, _ = bar

    answered = {status for status, _ in system.quickbooks.told()}

    # QuickBooks waits three seconds for its answer, which a cold start on a busy machine may exceed.
    assert 200 in answered <= {200, 0}
    assert eventually(lambda: logged_by_webhooks(system).get("NoticesReceived"))
    assert "DriftNoticed" not in logged_by_webhooks(system)
    assert not {"DB-1210", "DB-1211"} & set(codes(system, dates).values())


def test_an_edit_and_a_deletion_show_in_the_history_at_the_price_of_no_read(bar):
    system, dates, told, before = bar
    first, second, *_ = dates
    edited, deleted = entry_of(told, first), entry_of(told, second)

    system.quickbooks.edit("JournalEntry", edited.id, PrivateNote="Moved by the accountant")
    system.quickbooks.edit("JournalEntry", deleted.id, delete=True)

    assert eventually(lambda: codes(system, dates) == {first: "DB-1210", second: "DB-1211"}, within=30)
    assert system.quickbooks.meter().since(before).reads == 0


def test_a_renamed_account_is_marked_and_not_read(bar):
    system, _, _, before = bar
    mapping = system.daybook.connection(system.sample.merchant_id)["mapping"]
    account = next(iter(mapping["accounts"].values()))

    system.quickbooks.edit("Account", account, Name="Renamed by the accountant")

    assert eventually(lambda: logged_by_webhooks(system).get("ListsChanged"), within=30)
    assert system.quickbooks.meter().since(before).reads == 0
