"""Mails to merchants, from an outcome or a grant that ends; neither fails or waits because of one.

An empty MAIL_FROM means a deployment that sends no mails: then nothing is read and nothing is loaded for them.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from aws_lambda_powertools.metrics import MetricUnit

from daybook.adapters.aws.notify_store import DynamoNotifyStore
from daybook.bootstrap.environment import (
    API_BASE_URL,
    CONNECTION_TABLE,
    MAIL_FROM,
    PROOF_TABLE,
    PUBLIC_BASE_URL,
    optional_setting,
    setting,
)
from daybook.bootstrap.foundation import AWS, CLOCK, connections, proofs, sync_log
from daybook.bootstrap.observability import logger, metrics
from daybook.domain.sync import Outcome, SyncRequest

if TYPE_CHECKING:
    from daybook.application.notify import NotifyPorts

MAIL_SENT, MAIL_FAILED = "MailSent", "MailFailed"


def tell_merchant(request: SyncRequest, outcome: Outcome) -> None:
    """Send the mails that a stored outcome calls for; log and count, never raise.

    The metrics leave with those of the invocation.
    """

    def tell() -> int:
        # Most invocations send no mail; only those that may load the words and the calendars of two languages.
        from daybook.application.notify import tell_outcome  # noqa: PLC0415

        return tell_outcome(request, outcome, notify_ports())

    _send(tell, merchant=request.day.merchant_id, day=str(request.day))


def tell_lost(merchant_id: str) -> None:
    """Tell that a connection ended before any day met it; log and count, never raise."""

    def tell() -> int:
        from daybook.application.notify import tell_connection_lost  # noqa: PLC0415 - as above

        return tell_connection_lost(merchant_id, notify_ports())

    _send(tell, merchant=merchant_id)


def tell_ending(merchant_id: str, ends_at: datetime, days_left: int) -> None:
    """Tell that a grant is about to end; log and count, never raise."""

    def tell() -> int:
        from daybook.application.notify import tell_grant_ending  # noqa: PLC0415 - as above

        return tell_grant_ending(merchant_id, ends_at, days_left, notify_ports())

    _send(tell, merchant=merchant_id, ends_at=ends_at.isoformat())


def _send(tell: Callable[[], int], **about: str) -> None:
    if not optional_setting(MAIL_FROM):
        return
    try:
        sent = tell()
    except Exception:  # noqa: BLE001 - the fact is on record; whatever is wrong with its mail must not undo that
        logger().exception("mail not sent", extra=about)
        metrics().add_metric(MAIL_FAILED, MetricUnit.Count, 1)
        return
    if sent:
        metrics().add_metric(MAIL_SENT, MetricUnit.Count, sent)


@cache
def notify_store() -> DynamoNotifyStore:
    """Mail preferences and notices: for the worker, the launch and the settings page."""
    return DynamoNotifyStore(AWS.dynamodb, setting(CONNECTION_TABLE))


def links_lead_to() -> str:
    """Where browsers reach Daybook: a mail answers no request, so where no address is named it is the API's own."""
    return optional_setting(PUBLIC_BASE_URL) or setting(API_BASE_URL)


@cache
def notify_ports() -> "NotifyPorts":
    """Everything a mail needs."""
    from daybook.adapters.aws.mail import SesMailer  # noqa: PLC0415 - as above
    from daybook.adapters.mail.writer import BilingualWriter  # noqa: PLC0415
    from daybook.application.notify import NotifyPorts  # noqa: PLC0415

    return NotifyPorts(
        store=notify_store(),
        writer=BilingualWriter(),
        mailer=SesMailer(AWS.sesv2, setting(MAIL_FROM)),
        connections=connections(),
        sync_log=sync_log(),
        proofs=proofs() if optional_setting(PROOF_TABLE) else None,
        clock=CLOCK,
        public_url=links_lead_to(),
    )
