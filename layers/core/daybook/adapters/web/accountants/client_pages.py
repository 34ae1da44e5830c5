"""An accountant's clients: a plain list, one row a client, and the way into the books of one at a time."""

from daybook.adapters.web.accountants.sign_in_pages import ACCOUNTANT_PATH
from daybook.adapters.web.http.headers import security_headers
from daybook.adapters.web.http.page import Page
from daybook.adapters.web.http.requests import Redirect, Request, View
from daybook.adapters.web.http.visit import PortalSystems
from daybook.adapters.web.words.speech import speech_for
from daybook.application.access.audit import leave_record
from daybook.application.access.clients import clients_of, open_client, sign_out_everywhere
from daybook.application.access.sessions import Session
from daybook.domain.audit import Deed
from daybook.domain.nouns import ACCOUNTANT_ROLES


def clients(_request: Request, session: Session, systems: PortalSystems) -> View | Redirect:
    """Every client by name; a merchant has none."""
    if not session.guest:
        return Redirect("/")
    speech = speech_for(session.language)
    found = clients_of(session, systems)
    values = {
        "address": session.guest,
        "clients": [
            {
                "id": each.books_id,
                "business": each.business,
                "company": each.company,
                "role": speech.say(ACCOUNTANT_ROLES[each.role]),
                "is_ready": each.is_ready,
            }
            for each in found
        ],
    }
    return View("accountant/clients", speech.say("Your clients"), values)


def open_books(request: Request, session: Session, systems: PortalSystems) -> Redirect:
    """Look at the books of one client from now on; it is on their record."""
    if not session.guest:
        return Redirect("/")
    opened = open_client(session, request.text("books"), systems)
    leave_record(Deed.ACCOUNTANT_SIGNED_IN, opened, systems)
    return Redirect("/")


def end_every_visit(_request: Request, session: Session, systems: PortalSystems) -> Page | Redirect:
    """End every session of the accountant, on every device."""
    if not session.guest:
        return Redirect("/")
    sign_out_everywhere(session, systems)
    return Page(303, "", {**security_headers(), "Location": ACCOUNTANT_PATH})
