"""One bar on a system with a clock of its own, for what happens to a merchant apart from their days."""

import json
from datetime import UTC, datetime, timedelta

from daybook.application.watching.watch_merchants import falls_in
from daybook_local.aws.schedules.schedules import Schedules
from daybook_local.demo.merchant.browser import Browser
from local_stack import eventually

_SECONDS = 120


def launched(browser, system):
    """From talech's settings to wherever Daybook takes the merchant."""
    return browser.submit(browser.open(system.talech.settings_url), "/settings/apps/quickbooks/connect")


def reconnect(system):
    """A merchant who was connected before consents once more."""
    with Browser(system.sample.language) as browser:
        consent = browser.submit(launched(browser, system), "/connect/authorize")
        whose = browser.submit(consent, "/connect/oauth2", realmId=system.quickbooks.realm, decision="approve")
        return browser.submit(whose, "/connect/confirm", company="mine")


def owner_of(system):
    """The address that talech names at a launch, to which mails go as long as the merchant says nothing else."""
    return f"owner@{system.sample.merchant_id.lower().replace('_', '-')}.example"


def ask_for_mails_at(system, address):
    """The merchant names another address in the settings."""
    with Browser(system.sample.language) as browser:
        launched(browser, system)
        settings = browser.open(f"{system.public_url}/settings")
        browser.submit(settings, "/settings/mails", email=address)


def lose(system):
    """As the worker leaves a connection whose grant Intuit has refused."""
    change_row(system, "CONNECTION", "SET document.#status = :it", {":it": {"S": "needs_reconnect"}})
    change_row(system, "QUICKBOOKS_TOKENS", "REMOVE asked_at", {})


def change_row(system, name, update, values):
    """Change one of the merchant's rows in ConnectionTable."""
    named = {"ExpressionAttributeNames": {"#status": "status"}} if "#status" in update else {}
    system.aws.dynamodb.update_item(
        TableName=system.deployment.outputs["ConnectionTableName"],
        Key={"pk": {"S": f"MERCHANT#{system.sample.merchant_id}"}, "sk": {"S": name}},
        UpdateExpression=update,
        **({"ExpressionAttributeValues": values} if values else {}),
        **named,
    )


def unplan(system, on):
    """As if no closing had planned a date, whatever other tests have done with it."""
    key = {"merchant_id": system.sample.merchant_id, "day": f"{on}#{system.sample.location_ids[0]}"}
    table = system.deployment.outputs["SyncLogTableName"]
    system.aws.dynamodb.delete_item(TableName=table, Key={name: {"S": value} for name, value in key.items()})


def look(system, stack=None):
    """One look of the watchdog, in the hour of the day that is the merchant's; of another stack's, if one is named."""
    hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    while not falls_in(system.sample.merchant_id, hour, 24):
        hour += timedelta(hours=1)
    watchdog = (stack or system.deployment).resources["WatchdogSchedule"]
    delivery = Schedules(system.aws, wait=True).fire(watchdog, at=hour).delivery
    assert delivery.error is None, delivery.error
    return delivery.answer


def logged(system, function):
    """The messages that a function has logged so far, metrics aside."""
    name = system.deployment.resources[f"{function}LogGroup"]
    events = system.aws.logs.filter_log_events(logGroupName=name)["events"]
    return [json.loads(event["message"]) for event in events if event["message"].startswith('{"level"')]


def states(system, first, last):
    """What is on record of some dates: the state of each."""
    records = system.daybook.history(system.sample.merchant_id, first, last)
    return {record.business_date: record.state for record in records}


def settled(system, dates):
    """Wait until every one of these dates is settled; their states."""
    open_states = {"due", "posting", "failed"}

    def done():
        found = states(system, min(dates), max(dates))
        return found if all(found.get(on, "due") not in open_states for on in dates) else {}

    return eventually(done, within=_SECONDS)


def closing_rows(system):
    """What is expected of the merchant, a row for each closing."""
    return system.aws.dynamodb.query(
        TableName=system.deployment.outputs["ClosingTableName"],
        KeyConditionExpression="merchant_id = :merchant",
        ExpressionAttributeValues={":merchant": {"S": system.sample.merchant_id}},
    )["Items"]
