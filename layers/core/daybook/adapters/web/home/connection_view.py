"""How the connection stands: whose books, when QuickBooks confirmed a day last, closed until when, and who is told."""

from daybook.adapters.web.http.visit import Visit
from daybook.application.company.books_status import BooksStatus


def connection_line(status: BooksStatus, visit: Visit) -> str:
    """Company, newest proof of these weeks, closing date; empty while the company is not connected."""
    company, speech = visit.connection.company, visit.speech
    if not visit.connection.is_live:
        return ""
    if status.proved_at is not None:
        instant = speech.instant(status.proved_at, visit.zone)
        said = speech.say(
            "Connected to {company}; confirmed by QuickBooks on {instant}.", company=company.name, instant=instant
        )
    else:
        said = speech.say("Connected to {company}.", company=company.name)
    if company.book_close_date is None:
        return said
    return f"{said} {speech.say('The books are closed through {day}.', day=speech.day(company.book_close_date))}"


def told_line(visit: Visit) -> str:
    """Where mails about waiting days go; empty for an accountant, and where this deployment sends none."""
    if visit.session.guest or visit.systems.mail_service() is None:
        return ""
    mails = visit.systems.notify_store.preference(visit.merchant_id)
    if mails is None or not mails.email:
        return visit.speech.say("No mail is sent: no address is known.")
    if not mails.alerts:
        return visit.speech.say("No mail is sent about days that wait.")
    return visit.speech.say("Mails about days that wait go to {email}.", email=mails.email)
