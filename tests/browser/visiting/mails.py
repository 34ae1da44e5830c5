"""Mails as the merchant gets them, and the close of a day that makes Daybook write one."""

from datetime import date, datetime
from typing import Any

from daybook.contracts.sync_message import SyncMessage
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest
from daybook_local.inbox.sent_mails import SentMail, sent_mails
from daybook_local.system.local_system import LocalSystem
from local_stack import eventually

_PATIENCE_SECONDS = 90.0


def close_a_day(system: LocalSystem, business_date: date, now: datetime) -> None:
    """What the schedule does at Report End Time, for every store: the day is posted because it is over."""
    merchant = system.sample.merchant_id
    for location in system.sample.location_ids:
        day = LocationDay(merchant, business_date, location)
        message = SyncMessage.of(SyncRequest(day, SyncCause.SCHEDULE, now))
        system.aws.sqs.send_message(QueueUrl=_daily_queue(system), MessageBody=message.text())


def mail_for(system: LocalSystem, address: str, subject: str) -> SentMail:
    """The newest mail to an address whose subject holds these words."""
    found: list[Any] = []

    def arrived() -> bool:
        found[:] = [mail for mail in sent_mails(system.aws.endpoint) if mail.to == address and subject in mail.subject]
        return bool(found)

    assert eventually(arrived, within=_PATIENCE_SECONDS), [mail.subject for mail in sent_mails(system.aws.endpoint)]
    mail: SentMail = found[0]
    return mail


def owner_in_talech(system: LocalSystem) -> str:
    """The address that talech names at a launch, to which mails go as long as the merchant says nothing else."""
    return f"owner@{system.sample.merchant_id.lower().replace('_', '-')}.example"


def _daily_queue(system: LocalSystem) -> str:
    urls = system.aws.sqs.list_queues()["QueueUrls"]
    return next(url for url in urls if "LocationDayQueue" in url and "DeadLetter" not in url)
