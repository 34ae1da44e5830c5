"""The button of a held day that sends it to the merchant's accountants."""

from daybook.adapters.web.accountants.access_page import ACCESS_PATH
from daybook.adapters.web.days.day_pages import find_day
from daybook.adapters.web.home.home_page import day_path
from daybook.adapters.web.http.requests import Answer, Redirect
from daybook.adapters.web.http.visit import Visit
from daybook.application.access.send_day import NoAccountantError, SentBeforeError, send_day
from daybook.domain.sync.location_day import SyncState
from daybook.domain.telling.mail import MailNotSentError


def send(visit: Visit, business_date: str, location: str) -> Answer:
    """Write to the accountants who may decide the day; a day that waits no more is not sent."""
    record = find_day(visit, business_date, location)
    if record is None:
        return Redirect("/log", did=False)
    if record.state is not SyncState.HELD:
        return Redirect(day_path(record), did=False)
    try:
        send_day(record, visit.location_name(location), visit.inviter, visit.systems)
    except NoAccountantError:
        return Redirect(ACCESS_PATH, did=False)
    except SentBeforeError:
        return Redirect(f"{day_path(record)}?done=sent_before", did=False)
    except MailNotSentError:
        return Redirect(f"{day_path(record)}?done=not_sent", did=False)
    return Redirect(f"{day_path(record)}?done=sent")
