"""The page behind the link that asks to confirm a mail address, without a session and without a cookie.

A mail program or a scanner may open every link of a mail by itself, so reading the page changes nothing: only its
button confirms. The page speaks the language of the mail; a link that is not ours is answered in the browser's.
"""

from daybook.adapters.web.http.page import Page
from daybook.adapters.web.http.requests import Request
from daybook.adapters.web.http.visit import PortalSystems
from daybook.adapters.web.settings.mail_link_page import button_of, mail_link_page
from daybook.application.access.audit import Actor, Intended, audited
from daybook.application.merchant_books import of_request
from daybook.application.telling.mail_address import LinkState, confirm_address, link_state
from daybook.domain.audit import Deed
from daybook.domain.merchant.books import BooksId
from daybook.domain.outside_ids import OutsideIdError
from daybook.domain.telling.notify import NotifyPreference
from daybook.domain.words import noted

_OK, _NOT_FOUND, _GONE = 200, 404, 410
_ASK_TITLE = noted("Confirm your e-mail address?")
_ASK = noted("Daybook’s mails about {business} then come to {email}.")
_BUTTON = noted("Yes, confirm this address")
_DONE_TITLE = noted("Your e-mail address is confirmed")
_DONE = noted("Daybook’s mails about {business} come to {email}. You can close this page.")
_OLD_TITLE = noted("This link is too old")
_OLD = noted(
    "It worked for seven days. Nothing was changed; {business} can send a new one from Daybook’s settings, under Mails."
)
_UNKNOWN_TITLE = noted("This link does not work")
_UNKNOWN = noted(
    "It may be incomplete, a newer mail may have taken its place, or the address is no longer asked for. Nothing was "
    "changed; use the link of the newest mail, or send one from Daybook’s settings, under Mails."
)
_PAGES: dict[LinkState, tuple[int, str, str]] = {
    LinkState.WAITS: (_OK, _ASK_TITLE, _ASK),
    LinkState.DONE: (_OK, _DONE_TITLE, _DONE),
    LinkState.TOO_OLD: (_GONE, _OLD_TITLE, _OLD),
}


def confirm_page(request: Request, systems: PortalSystems) -> Page:
    """Ask on GET, confirm on POST."""
    try:
        books_id, token = BooksId(request.query.get("merchant", "")), request.query.get("token", "")
    except OutsideIdError:
        return mail_link_page(_NOT_FOUND, request.accept_language, _UNKNOWN_TITLE, _UNKNOWN)
    systems = of_request(systems)
    state, known = link_state(books_id, token, systems)
    if request.method == "POST" and state is LinkState.WAITS and known is not None:
        deed, reader = Intended(Deed.ADDRESS_CONFIRMED), Actor(books_id, _address(known))
        state, known = audited(
            deed,
            reader,
            systems,
            lambda: confirm_address(books_id, token, systems),
            lambda done: done[0] is LinkState.DONE,
        )
    if known is None:
        return mail_link_page(_NOT_FOUND, request.accept_language, _UNKNOWN_TITLE, _UNKNOWN)
    status, title, lead = _PAGES[state]
    profile = systems.connections.profile(books_id)
    names = {"business": profile.name if profile else "", "email": _address(known)}
    button = button_of(_BUTTON, known.language) if state is LinkState.WAITS else ""
    return mail_link_page(status, known.language, title, lead, button=button, **names)


def _address(known: NotifyPreference) -> str:
    """The address that the link is about."""
    return known.waiting.email if known.waiting else known.email
