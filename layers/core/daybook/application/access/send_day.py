"""The merchant sends a held day to their accountants: a mail to each of them who may decide it."""

from datetime import timedelta
from urllib.parse import urlencode

from daybook.application.access.accountants import InvitationSystems, Inviter
from daybook.application.access.grants import grants_in_force
from daybook.application.access.turns import take_turn
from daybook.domain.accountant.access import AccountantRole, Grant
from daybook.domain.accountant.mails import DayToDecide
from daybook.domain.sync.location_day import SyncRecord
from daybook.domain.telling.mail import Reader

ACCOUNTANT_PATH = "/accountant"
_TURN, _MOST = "day sent", 2
_HOUR_SECONDS = int(timedelta(hours=1).total_seconds())


class NoAccountantError(LookupError):
    """No accountant of these books may decide, or the deployment sends no mails; nothing was sent."""


class SentBeforeError(ValueError):
    """The day was sent twice within the hour; nothing was sent."""


def who_decides(inviter: Inviter, systems: InvitationSystems) -> tuple[Grant, ...]:
    """The accountants who may decide a day and can be written to."""
    if systems.mail_service() is None:
        return ()
    grants = grants_in_force(systems.accountants.accountants(inviter.books_id), systems.firms)
    return tuple(each for each in grants if each.role.includes(AccountantRole.DECIDE))


def send_day(record: SyncRecord, store: str, inviter: Inviter, systems: InvitationSystems) -> tuple[str, ...]:
    """Write to each accountant who may decide; returns their names. No amount is in the mail.

    Raises:
        NoAccountantError: there is none; nothing was sent.
        SentBeforeError: try again in an hour; nothing was sent.
        MailNotSentError: a mail was not sent; those before it were.
    """
    service, readers = systems.mail_service(), who_decides(inviter, systems)
    if service is None or not readers:
        raise NoAccountantError("no accountant may decide")
    if not take_turn(_TURN, f"{inviter.books_id}#{record.day}", _MOST, _HOUR_SECONDS, systems.one_time):
        raise SentBeforeError("the day was sent within the hour")
    path = f"/log/{record.day.business_date}/{record.day.location}"
    place = urlencode({"books": inviter.books_id, "to": path})
    day = DayToDecide(record, store, inviter.who, f"{systems.public_url}{ACCOUNTANT_PATH}?{place}")
    for each in readers:
        reader = Reader(each.address, each.language, inviter.country, inviter.business, inviter.company)
        service.mailer.send(service.writer.day_to_decide(day, reader))
    return tuple(each.name for each in readers)
