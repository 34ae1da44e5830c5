"""Mails to merchants, from an outcome or a grant that ends; neither fails or waits because of one.

An empty MAIL_FROM means a deployment that sends no mails: then nothing is read and nothing is loaded for them.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from aws_lambda_powertools.metrics import MetricUnit

from daybook.bootstrap.environment import MAIL_FROM, optional_setting, setting
from daybook.bootstrap.foundation import AWS
from daybook.bootstrap.observability import logger, metrics, publish_metrics
from daybook.bootstrap.public_address import public_address
from daybook.domain.merchant.books import BooksId
from daybook.domain.sync.location_day import Outcome, SyncRequest
from daybook.domain.telling.mail import Mail, MailNotSentError

if TYPE_CHECKING:
    from daybook.application.ports import MailDesk, Mailer
    from daybook.application.telling.notify import NotifySystems

MAIL_SENT, MAIL_FAILED = "MailSent", "MailFailed"


def tell_merchant(request: SyncRequest, outcome: Outcome, systems: "NotifySystems") -> None:
    """Send the mails that a stored outcome calls for; log and count, never raise.

    The metrics leave with those of the invocation.
    """

    def tell() -> int:
        # Most invocations send no mail; only those that may load the words and the calendars of two languages.
        from daybook.application.telling.notify import tell_outcome  # noqa: PLC0415

        return tell_outcome(request, outcome, systems)

    _send(tell, merchant=request.day.merchant_id, day=str(request.day))


def tell_lost(merchant_id: BooksId, systems: "NotifySystems") -> None:
    """Tell that a connection ended before any day met it; log and count, never raise."""

    def tell() -> int:
        from daybook.application.telling.notify import tell_connection_lost  # noqa: PLC0415 - as above

        return tell_connection_lost(merchant_id, systems)

    _send(tell, merchant=merchant_id)


def tell_ending(merchant_id: BooksId, ends_at: datetime, days_left: int, systems: "NotifySystems") -> None:
    """Tell that a grant is about to end; log and count, never raise."""

    def tell() -> int:
        from daybook.application.telling.notify import tell_grant_ending  # noqa: PLC0415 - as above

        return tell_grant_ending(merchant_id, ends_at, days_left, systems)

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


class CountedMailer:
    """`Mailer` for the pages: the merchant hears of a mail that did not leave, and so does the operator."""

    def __init__(self, mailer: "Mailer") -> None:
        self._mailer = mailer

    def send(self, mail: Mail) -> None:
        """Hand the mail over; what happened is logged and counted.

        Raises:
            MailNotSentError: it did not leave.
        """
        try:
            self._mailer.send(mail)
        except MailNotSentError:
            logger().exception("mail not sent")
            metrics().add_metric(MAIL_FAILED, MetricUnit.Count, 1)
            raise
        else:
            metrics().add_metric(MAIL_SENT, MetricUnit.Count, 1)
        finally:
            publish_metrics()


def mail_desk() -> "MailDesk | None":
    """Where the pages write to a new address and to the one before; None in a deployment that sends no mails."""
    if not optional_setting(MAIL_FROM):
        return None
    uncounted = desk()
    return replace(uncounted, mailer=CountedMailer(uncounted.mailer))


def desk() -> "MailDesk":
    """Where mails are written and sent."""
    from daybook.adapters.aws.mail import SesMailer  # noqa: PLC0415 - as above
    from daybook.adapters.mail.writer import BilingualWriter  # noqa: PLC0415
    from daybook.application.ports import MailDesk  # noqa: PLC0415

    return MailDesk(BilingualWriter(), SesMailer(AWS.sesv2, setting(MAIL_FROM)), public_address())
