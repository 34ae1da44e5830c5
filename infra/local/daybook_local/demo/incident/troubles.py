"""What goes wrong in the bad night, and what mends it; each trouble lasts as long as its `with` block.

QuickBooks comes back, and a killed worker is replaced, by themselves; a lost schedule is found by the watchdog. A
message that cannot be read, a bug and a revoked grant need a person.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from daybook_local.demo.incident.night import Night
from daybook_local.demo.merchant.browser import Browser
from daybook_local.demo.sequels.outages import quickbooks_gone
from daybook_local.system.daybook_command import DaybookCommandError
from daybook_local.system.local_system import SETTLE_DELAY

_KILLED_AFTER_SECONDS, _TALECH_HANGS_SECONDS = 8, 30
# The clock stands until the worker is dead; its lease ends later, when the clock moves.
_DIES_WITHIN_SECONDS, _LOOK_SECONDS = 90.0, 0.5
_FUNCTION_ERRORS = "FunctionErrorsAlarm"
_NO_MESSAGE = "no message of Daybook's"
_HOURS, _CONNECTED = timedelta(hours=1), "connected"
_BEFORE_CLOSING, _PLANNED_WITHIN, _ONE_DAY = timedelta(minutes=10), timedelta(minutes=15), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Trouble:
    """`alarm` fires while it lasts and ends after it; where it is None, `is_seen` says how it shows.

    `within` is how long it may take to show.
    """

    says: str
    happens: Callable[[Night], AbstractContextManager[Any]]
    alarm: str | None = None
    is_seen: Callable[[Night], bool] = lambda _night: False
    within: timedelta = 3 * _HOURS

    def shows(self, night: Night) -> bool:
        """Whether an operator, or the merchant, can see it by now."""
        return night.watch.rings(self.alarm) if self.alarm is not None else self.is_seen(night)


def _quickbooks_away(night: Night) -> AbstractContextManager[Any]:
    return quickbooks_gone(night.system)


@contextmanager
def _poisoned_message(night: Night) -> Iterator[None]:
    """A text that no worker can read comes into the queue of daily closes."""
    queue = night.system.deployment.outputs["LocationDayQueueUrl"]
    night.system.aws.sqs.send_message(QueueUrl=queue, MessageBody=_NO_MESSAGE)
    yield
    night.drop_letters("no message of ours")


@contextmanager
def _bug(night: Night) -> Iterator[None]:
    """A stored mapping of the merchant cannot be read: every try at a day ends in an error of Daybook's own."""
    system = night.system
    table = system.deployment.outputs["ConnectionTableName"]
    found = system.aws.dynamodb.query(
        TableName=table,
        KeyConditionExpression="pk = :pk AND begins_with(sk, :mapping)",
        ExpressionAttributeValues={
            ":pk": {"S": f"MERCHANT#{system.sample.merchant_id}"},
            ":mapping": {"S": "MAPPING#"},
        },
    )["Items"]
    for item in found:
        system.aws.dynamodb.put_item(TableName=table, Item={**item, "document": {"M": {}}})
    _ask_again(night)
    yield
    for item in found:
        system.aws.dynamodb.put_item(TableName=table, Item=item)
    night.redrive_letters()


@contextmanager
def _killed_worker(night: Night) -> Iterator[None]:
    """talech hangs in the middle of a try, and Lambda kills the worker; the lease ends, and another worker goes on."""
    system = night.system
    (name,) = (
        each["FunctionName"]
        for page in system.aws.functions.get_paginator("list_functions").paginate()
        for each in page["Functions"]
        if "PostLocationDay" in each["FunctionName"]
    )
    usual = system.aws.functions.get_function_configuration(FunctionName=name)["Timeout"]
    system.aws.functions.update_function_configuration(FunctionName=name, Timeout=_KILLED_AFTER_SECONDS)
    system.talech.switch_on({"fault": "slow", "seconds": _TALECH_HANGS_SECONDS, "times": 1})
    _ask_again(night)
    began = time.monotonic()
    while not night.watch.rings(_FUNCTION_ERRORS) and time.monotonic() - began < _DIES_WITHIN_SECONDS:
        time.sleep(_LOOK_SECONDS)
        night.watch.look()
    yield
    system.talech.clear_faults()
    system.aws.functions.update_function_configuration(FunctionName=name, Timeout=usual)


@contextmanager
def _revoked_grant(night: Night) -> Iterator[None]:
    """A person disconnects Daybook in QuickBooks; the merchant reads of it, and connects again."""
    system = night.system
    system.quickbooks.arm(fault="revoke", path="*", times=1)
    _change_in_talech(night)
    try:
        _ask_again(night)
    except DaybookCommandError:
        if not _is_lost(night):  # a worker or the watchdog may have met the lost grant before the merchant asks
            raise
    yield
    with Browser(system.sample.language) as browser:
        settings = browser.open(system.talech.settings_url)
        connect = browser.submit(settings, "/settings/apps/quickbooks/connect")
        consent = browser.submit(connect, "/connect/authorize")
        whose = browser.submit(consent, "/connect/oauth2", realmId=system.quickbooks.realm, decision="approve")
        browser.submit(whose, "/connect/confirm", company="mine")


@contextmanager
def _lost_schedule(night: Night) -> Iterator[None]:
    """The merchant's schedules are deleted, and their day ends: the watchdog fires the closing, and they are back.

    First every shop has closed the date before: a plan of its closing would make them anew.
    """
    system, scheduler = night.system, night.system.aws.scheduler
    night.pass_to(system.sample.ends(night.dates.last - _ONE_DAY)[-1] + SETTLE_DELAY + _PLANNED_WITHIN)
    for page in scheduler.get_paginator("list_schedules").paginate():
        for each in page["Schedules"]:
            if "PlanSyncs" in each["Target"]["Arn"]:
                scheduler.delete_schedule(GroupName=each["GroupName"], Name=each["Name"])
    night.pass_to(system.sample.ends(night.dates.last)[0] - _BEFORE_CLOSING)
    yield


def _ask_again(night: Night) -> None:
    """The merchant asks for a day of the history once more."""
    on = night.dates.first
    night.system.daybook.sync(night.system.sample.merchant_id, on, on)


def _change_in_talech(night: Night) -> None:
    """A tip of a posted day changes, so that the day has to be written, and QuickBooks asked."""
    place = night.system.sample.location_ids[0]
    night.system.talech.switch_on({"fault": "changed_day", "location": place, "date": night.dates.first.isoformat()})


def _is_told_of_the_grant(night: Night) -> bool:
    first = night.dates.first
    return _is_lost(night) or any(record.state == "held" for record in night.records(first, first))


def _is_lost(night: Night) -> bool:
    merchant_id = night.system.sample.merchant_id
    return bool(night.system.daybook.connection(merchant_id)["status"] != _CONNECTED)


TROUBLES = (
    Trouble("QuickBooks is gone at closing time", _quickbooks_away, "QuickBooksFailingAlarm"),
    Trouble("A message that no worker can read", _poisoned_message, "DeadLettersWaitingAlarm"),
    Trouble("A bug meets one merchant", _bug, "BackfillDeadLettersWaitingAlarm"),
    Trouble("A worker is killed in the middle of a day", _killed_worker, _FUNCTION_ERRORS),
    Trouble("The grant is revoked in QuickBooks", _revoked_grant, is_seen=_is_told_of_the_grant),
    Trouble(
        "The schedules are lost, and a day ends",
        _lost_schedule,
        "ClosingMissedAlarm",
    ),
)
