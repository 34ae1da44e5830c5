"""What goes wrong on the whole system for each alarm that the bad night does not set off, and what an operator does.

A fault lasts as long as its `with` block. Alarms that only AWS can set off are in `OF_AWS_ALONE`.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import boto3
import requests
from botocore.config import Config

from daybook.contracts.change_notices_message import ChangeNoticesMessage
from daybook.contracts.plan_syncs_event import SCHEDULED_TIME
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.company.changes import ChangeNotice, ChangeVerb, CompanyEntity
from daybook_local.aws.clients import ACCESS_KEY, REGION, SECRET_KEY
from daybook_local.demo.sequels.outages import talech_gone
from daybook_local.inbox.sent_mails import MAIL_FROM
from e2e.watching.watched_system import A_DAY, AN_HOUR, MINUTES, Watched
from quickbooks_simulator import TOKEN_PATH

_HALF_A_DAY = ((1, 12 * AN_HOUR), (3, MINUTES))
_SIX_HOURS = ((4, 2 * AN_HOUR),)
_LANES = ("LocationDayQueue", "BackfillQueue", "RereadQueue")


@dataclass(frozen=True)
class Fault:
    """`happens` sets off `alarms`, in this order; `lasts` is how time passes until the last of them has fired.

    `ends` is how it passes until they are over. `doctor_finds` is the check of `daybook doctor` that says *wrong*. A
    fault that `leaves_lines` is found by the saved queries that the runbook names for its alarms.
    """

    says: str
    alarms: tuple[str, ...]
    happens: Callable[[Watched], AbstractContextManager[None]]
    lasts: tuple[tuple[int, timedelta], ...] = ((3, MINUTES),)
    ends: tuple[tuple[int, timedelta], ...] = ((4, MINUTES), (6, AN_HOUR))
    workers_run: bool = True
    doctor_finds: str = ""
    leaves_lines: bool = True


@contextmanager
def _unreadable_reread(watched: Watched) -> Iterator[None]:
    watched.send("RereadQueue", "no message of Daybook's")
    yield
    for letter in watched.system.daybook.letters():
        watched.daybook("replay", "drop", letter, "--reason", "no message of ours")


@contextmanager
def _closing_not_planned(watched: Watched) -> Iterator[None]:
    """A firing failed for good: Scheduler keeps the event that its target did not take."""
    event = watched.schedule("PlanSyncs")["Target"]["Input"]
    at = watched.system.sample.ends(watched.dates.first)[-1]
    watched.send("PlanSyncsDeadLetterQueue", event.replace(SCHEDULED_TIME, at.isoformat()))
    yield
    watched.daybook("replay", "redrive", "--queue", "closings")


@contextmanager
def _look_failed(watched: Watched) -> Iterator[None]:
    event = watched.schedule("Watchdog")["Target"]["Input"]
    watched.send("WatchdogDeadLetterQueue", event.replace(SCHEDULED_TIME, watched.now().isoformat()))
    yield
    watched.daybook("replay", "redrive", "--queue", "watchdog")


@contextmanager
def _notice_failed(watched: Watched) -> Iterator[None]:
    company, entity = watched.system.quickbooks.realm, CompanyEntity.JOURNAL_ENTRY
    notice = ChangeNotice("notice-1", company, entity, "999999", ChangeVerb.EMAILED, watched.now())
    watched.send("QuickBooksChangeDeadLetterQueue", ChangeNoticesMessage.of((notice,)).text())
    yield
    watched.daybook("replay", "redrive", "--queue", "notices")


@contextmanager
def _lanes_stopped(watched: Watched) -> Iterator[None]:
    """An operator stopped the triggers of the workers, as a restore asks for, and forgot them."""
    functions, outputs = watched.system.aws.functions, watched.system.deployment.outputs
    triggers = [
        mapping["UUID"]
        for lane in _LANES
        for mapping in functions.list_event_source_mappings(EventSourceArn=outputs[f"{lane}Arn"])["EventSourceMappings"]
    ]
    for trigger in triggers:
        functions.update_event_source_mapping(UUID=trigger, Enabled=False)
    for number, lane in enumerate(_LANES):
        watched.send(lane, SyncMessage.of(watched.day(70 + number)).text())
    try:
        yield
    finally:
        for trigger in triggers:
            functions.update_event_source_mapping(UUID=trigger, Enabled=True)


@contextmanager
def _talech_away(watched: Watched, number: int) -> Iterator[None]:
    """A merchant asks for a date of long ago, and talech does not answer."""
    with talech_gone(watched.system):
        watched.send("BackfillQueue", SyncMessage.of(watched.day(number)).text())
        yield


@contextmanager
def _token_endpoint_away(watched: Watched) -> Iterator[None]:
    """Access tokens have ended, Intuit gives no new one, and a day is to be posted."""
    watched.system.clock.advance(hours=2)
    watched.system.quickbooks.arm(fault="http_503", path=TOKEN_PATH, times=1_000_000)
    watched.sync(watched.dates.first + 2 * A_DAY)
    try:
        yield
    finally:
        watched.system.quickbooks.clear_faults()


@contextmanager
def _sender_not_verified(watched: Watched) -> Iterator[None]:
    """The sender is no identity of SES any more, and a held day has to be told."""
    options = {"endpoint_url": watched.system.aws.endpoint, "config": Config(proxies={}, retries={"max_attempts": 0})}
    ses = boto3.Session(ACCESS_KEY, SECRET_KEY, region_name=REGION).client("sesv2", **options)
    ses.delete_email_identity(EmailIdentity=MAIL_FROM)
    on = watched.dates.first + 3 * A_DAY
    watched.system.quickbooks.close_books(on)
    watched.sync(on)
    try:
        yield
    finally:
        ses.create_email_identity(EmailIdentity=MAIL_FROM)


@contextmanager
def _wrong_verifier(watched: Watched) -> Iterator[None]:
    """QuickBooks told nothing for six hours, and then what another app's token signed."""
    watched.comes_to(lambda: False, list(_SIX_HOURS))
    address, headers = f"{watched.system.public_url}/webhooks/quickbooks", {"intuit-signature": "d3Jvbmc="}
    for _ in range(3):
        answer = requests.post(address, data='{"eventNotifications": []}', headers=headers, timeout=30)
        assert answer.status_code == 401
    yield


@contextmanager
def _watchdog_off(watched: Watched) -> Iterator[None]:
    _turn(watched, "DISABLED")
    try:
        yield
    finally:
        _turn(watched, "ENABLED")


def _turn(watched: Watched, state: str) -> None:
    known = watched.schedule("Watchdog")
    kept = ("Name", "GroupName", "ScheduleExpression", "ScheduleExpressionTimezone", "Target", "FlexibleTimeWindow")
    named = {name: known[name] for name in kept if name in known}
    watched.system.aws.scheduler.update_schedule(**named, State=state)


@contextmanager
def _message_lost(watched: Watched) -> Iterator[None]:
    """A day was due for a day, and no queue has its message."""
    due_at = (watched.now() - A_DAY).isoformat(timespec="microseconds")
    day = watched.day(90).day
    item = {
        "merchant_id": day.merchant_id,
        "day": f"{day.business_date}#{day.location}",
        "business_date": str(day.business_date),
        "location": day.location,
        "state": "due",
        "due_at": due_at,
        "updated_at": due_at,
        "merchant_state": f"{day.merchant_id}#due",
        "unsettled_shard": "00",
    }
    table = watched.system.deployment.outputs["SyncLogTableName"]
    watched.system.aws.dynamodb.put_item(TableName=table, Item={name: {"S": value} for name, value in item.items()})
    yield


FAULTS = (
    Fault("a re-read that cannot be read", ("RereadDeadLettersWaitingAlarm",), _unreadable_reread),
    Fault("a closing was not planned", ("PlanSyncsDeadLettersWaitingAlarm",), _closing_not_planned, leaves_lines=False),
    Fault("a look of the watchdog failed", ("WatchdogDeadLettersWaitingAlarm",), _look_failed, leaves_lines=False),
    Fault(
        "notices could not be worked off",
        ("QuickBooksChangeDeadLettersWaitingAlarm",),
        _notice_failed,
        leaves_lines=False,
    ),
    Fault(
        "the triggers of the workers are off",
        ("LocationDayQueueOldAlarm", "BackfillQueueOldAlarm", "RereadQueueOldAlarm"),
        _lanes_stopped,
        lasts=(
            (1, 6 * MINUTES + MINUTES / 5),
            (3, MINUTES),
            (1, 12 * AN_HOUR),
            (3, MINUTES),
            (1, 12 * AN_HOUR),
            (3, MINUTES),
        ),
        workers_run=False,
        doctor_finds="concurrency",
    ),
    Fault(
        "talech is away for hours",
        ("TalechFailingAlarm", "NothingPostedAlarm"),
        partial(_talech_away, number=80),
        lasts=((16, 2 * MINUTES),),
    ),
    Fault(
        "talech is away for more than a day",
        ("VendorUnavailableAlarm",),
        partial(_talech_away, number=81),
        lasts=((1, 2 * MINUTES), (7, 4 * AN_HOUR)),
    ),
    Fault(
        "Intuit refreshes no access",
        ("TokenRefreshFailingAlarm",),
        _token_endpoint_away,
        lasts=((6, 2 * MINUTES),),
    ),
    Fault("SES takes no mail", ("MailFailedAlarm",), _sender_not_verified, doctor_finds="mails"),
    Fault(
        "every signature of QuickBooks is wrong", ("NoticesRefusedAlarm",), _wrong_verifier, ends=((4, 2 * AN_HOUR),)
    ),
    Fault(
        "the watchdog's schedule is off",
        ("WatchdogSilentAlarm",),
        _watchdog_off,
        lasts=((3, AN_HOUR / 2),),
        leaves_lines=False,
        doctor_finds="schedules",
    ),
    Fault("a message was lost", ("LocationDaysOverdueAlarm",), _message_lost, lasts=((3, 3 * MINUTES),)),
)

OF_AWS_ALONE = frozenset(
    {"MailBouncedAlarm", "FunctionsThrottledAlarm", "TablesThrottledAlarm", "SchedulerDroppedAlarm"}
)
"""Alarms that hear only what AWS itself counts: their faults are measurements, in `tests/unit/local_watching`."""
