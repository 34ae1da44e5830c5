"""The page behind a summary's last link: it ends the daily summary, without a session and without a cookie.

A mail program may open every link of a mail by itself, so reading the page changes nothing: a button does, or the
program's own one-click request (RFC 8058). The token in the address is the proof that the reader has the mail.
"""

from daybook.adapters.web.http.page import Page
from daybook.adapters.web.http.requests import Request
from daybook.adapters.web.settings.mail_link_page import button_of, mail_link_page
from daybook.application.ports.systems import HasNotifyStore
from daybook.application.telling.recipients import UnknownSubscriberError, unsubscribe
from daybook.domain.merchant.books import BooksId
from daybook.domain.outside_ids import OutsideIdError
from daybook.domain.words import noted

_OK, _NOT_FOUND = 200, 404
_ASK_TITLE = noted("Stop the daily summary?")
_ASK = noted("Daybook keeps posting your days and still writes when one needs you.")
_BUTTON = noted("Stop the summary")
_DONE_TITLE = noted("The daily summary has stopped")
_DONE = noted("You can ask for it again in Daybook’s settings.")
_UNKNOWN_TITLE = noted("This link does not work")
_UNKNOWN = noted("It may be incomplete. Nothing was changed; use the link of a newer mail, or Daybook’s settings.")


def unsubscribe_page(request: Request, systems: HasNotifyStore) -> Page:
    """Ask on GET, act on POST; both answer an unknown link with the same page."""
    language = request.accept_language
    if request.method != "POST":
        return mail_link_page(_OK, language, _ASK_TITLE, _ASK, button=button_of(_BUTTON, language))
    try:
        books_id, token = BooksId(request.query.get("merchant", "")), request.query.get("token", "")
        unsubscribe(books_id, token, systems.notify_store)
    except (UnknownSubscriberError, OutsideIdError):
        return mail_link_page(_NOT_FOUND, language, _UNKNOWN_TITLE, _UNKNOWN)
    return mail_link_page(_OK, language, _DONE_TITLE, _DONE)
