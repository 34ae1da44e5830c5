"""Sends mails to merchants after an outcome or about a grant; an error of a mail never fails the caller.

An empty MAIL_FROM means a deployment without mails: then nothing is read and no module is loaded for them.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from daybook.bootstrap.environment import MAIL_CONFIGURATION_SET, MAIL_FROM, optional_setting, setting
from daybook.bootstrap.foundation import AWS
from daybook.bootstrap.observing.metric_names import Metric
from daybook.bootstrap.observing.observability import count, logger, publish_metrics, stack_name
from daybook.bootstrap.public_address import public_address
from daybook.domain.merchant.books import BooksId
from daybook.domain.sync.location_day import Outcome, SyncRequest
from daybook.domain.telling.mail import Mail, MailNotSentError

if TYPE_CHECKING:
    from daybook.application.ports import Mailer, MailService
    from daybook.application.telling.notify import NotifySystems


def tell_merchant(request: SyncRequest, outcome: Outcome, systems: "NotifySystems") -> None:
    """Send the mails for a stored outcome; log and count errors, never raise.

    The metrics are published with those of the invocation.
    """

    def tell() -> int:
        # Most invocations send no mail; only those that may send one load the words and calendars of two languages.
        from daybook.application.telling.notify import tell_outcome  # noqa: PLC0415

        return tell_outcome(request, outcome, systems)

    _send(tell, merchant=request.day.merchant_id, day=str(request.day))


def tell_lost(merchant_id: BooksId, systems: "NotifySystems") -> None:
    """Send the mail about a lost connection that no day has met yet; log and count errors, never raise."""

    def tell() -> int:
        from daybook.application.telling.notify import tell_connection_lost  # noqa: PLC0415 - as above

        return tell_connection_lost(merchant_id, systems)

    _send(tell, merchant=merchant_id)


def tell_ending(merchant_id: BooksId, ends_at: datetime, days_left: int, systems: "NotifySystems") -> None:
    """Send the mail that a grant is about to end; log and count errors, never raise."""

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
        count(Metric.MAIL_FAILED)
        return
    if sent:
        count(Metric.MAIL_SENT, sent)


class CountedMailer:
    """`Mailer` for the pages: if a mail fails, the merchant sees it on the page and the operator in log and metrics."""

    def __init__(self, mailer: "Mailer") -> None:
        self._mailer = mailer

    def send(self, mail: Mail) -> None:
        """Send the mail; the result is logged and counted.

        Raises:
            MailNotSentError: it was not sent.
        """
        try:
            self._mailer.send(mail)
        except MailNotSentError:
            logger().exception("mail not sent")
            count(Metric.MAIL_FAILED)
            raise
        else:
            count(Metric.MAIL_SENT)
        finally:
            publish_metrics()


def mail_service() -> "MailService | None":
    """The mail service for pages; None in a deployment that sends no mails."""
    if not optional_setting(MAIL_FROM):
        return None
    uncounted = outcome_mail_service()
    return replace(uncounted, mailer=CountedMailer(uncounted.mailer))


def outcome_mail_service() -> "MailService":
    """The mail service for outcomes."""
    from daybook.adapters.aws.mail import SesMailer  # noqa: PLC0415 - as above
    from daybook.adapters.mail.writer import BilingualWriter  # noqa: PLC0415
    from daybook.application.ports import MailService  # noqa: PLC0415

    events = optional_setting(MAIL_CONFIGURATION_SET)
    mailer = SesMailer(AWS.sesv2, setting(MAIL_FROM), configuration_set=events, stack=stack_name())
    return MailService(BilingualWriter(), mailer, public_address())
