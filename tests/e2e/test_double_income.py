"""Double income in a whole system with the roles of the template: before the first sync, and after it by itself."""

from collections import Counter
from dataclasses import replace

import pytest

from daybook.adapters.aws.tables.clearing_records import DynamoClearingStore
from daybook.contracts.plan_syncs_event import SCHEDULED_TIME
from daybook.domain.clearing.look_plan import LookKind
from daybook_local.demo.merchant.browser import Browser
from daybook_local.demo.merchant.connecting import connect_merchant
from daybook_local.life.other_app import Harmless, OtherApp, SoldDay, Stream
from e2e.conftest import NIGHT_BAR, system_of
from local_stack import eventually

pytestmark = pytest.mark.stack

OF_INCOME = ("revenue", "discount", "comp", "refund", "loyalty", "adjustment")


def accounts_of(system):
    """The accounts that Daybook books income to."""
    mapping = system.daybook.connection(system.sample.merchant_id)["mapping"]
    return {account for role, account in mapping["accounts"].items() if role.partition(":")[0] in OF_INCOME}


def sold_in_the_books(system):
    """What the company's own ledger says was sold, by date."""
    sold = Counter()
    for account in accounts_of(system):
        for on, minor in system.quickbooks.moved_by_day(account).items():
            sold[on] -= minor
    return [SoldDay(on, minor, 0) for on, minor in sorted(sold.items()) if minor > 0]


def has_posted(system, days):
    """Whether every date is in the books."""
    records = system.daybook.history(system.sample.merchant_id, days[0], days[-1])
    return [record.state for record in records] == ["posted"] * len(days)


def visit(system, browser):
    """The merchant comes from talech, as every day."""
    settings = browser.open(system.talech.settings_url)
    return browser.submit(settings, "/settings/apps/quickbooks/connect")


def month_is_over(system):
    """The look by itself that was turned on is due now."""
    tables = (system.deployment.outputs[f"{name}TableName"] for name in ("Connection", "Session"))
    store = DynamoClearingStore(system.aws.dynamodb, *tables, system.clock)
    plan = store.plan(system.sample.merchant_id, LookKind.DOUBLE_INCOME)
    assert plan.due_at > system.clock.now()
    store.save_plan(system.sample.merchant_id, LookKind.DOUBLE_INCOME, replace(plan, due_at=system.clock.now()))


def watch(system):
    """A check of the watchdog that opens an hour."""
    schedule = system.aws.scheduler.get_schedule(Name=system.deployment.resources["WatchdogSchedule"])
    hour = system.clock.now().replace(minute=0, second=0, microsecond=0)
    payload = schedule["Target"]["Input"].replace(SCHEDULED_TIME, hour.isoformat())
    function = system.deployment.outputs["WatchdogFunctionName"]
    answer = system.aws.functions.invoke(FunctionName=function, Payload=payload)
    assert "FunctionError" not in answer, answer["Payload"].read()


def test_what_another_app_posts_is_found_with_the_rights_of_the_template(tmp_path):
    """Harmless entries alone are silent, and make talech be asked; what the app posted is named."""
    with system_of(NIGHT_BAR, tmp_path) as (system, dates), Browser("en") as browser:
        connect_merchant(system)
        bank = next(row["Id"] for row in system.quickbooks.read_back("Account") if row["AccountType"] == "Bank")
        app = OtherApp(min(accounts_of(system)), bank)
        days = list(dates)[:-1]
        asked = f"first={days[0]}&last={days[-1]}"
        rents = app.harmless([SoldDay(on, 100, 0) for on in days], Harmless.RENT)
        for entity, body in rents:
            system.quickbooks.enter(entity, body)
        visit(system, browser)
        before = browser.submit(browser.open(f"{system.public_url}/sync?{asked}"), "/double-income/look")
        browser.submit(browser.open(f"{system.public_url}/sync?{asked}"), "/sync")
        assert eventually(lambda: has_posted(system, days), within=90)
        sold = [day for day in sold_in_the_books(system) if day.on in days]
        entered = [system.quickbooks.enter(*post) for post in app.posts(sold, Stream.JOURNAL)]
        writes = system.quickbooks.meter().writes
        after = browser.submit(browser.open(f"{system.public_url}/double-income?{asked}"), "/double-income/look")
        browser.submit(browser.open(f"{system.public_url}/double-income"), "/double-income/looks", every="month")
        month_is_over(system)
        watch(system)
        by_itself = browser.open(f"{system.public_url}/double-income")
        written = system.quickbooks.meter().writes - writes

    assert "Nothing in QuickBooks looks like your sales" in before.words
    assert len(entered) > 1
    assert f"{len(entered)} journal entries with numbers that begin with SQ-" in after.words
    assert "a second time" in after.words
    # It is about the newest days, and this shop sold in March.
    assert "Nothing in QuickBooks looks like your sales" in by_itself.words
    assert "3 of 60 readings" in by_itself.words
    assert written == 0
