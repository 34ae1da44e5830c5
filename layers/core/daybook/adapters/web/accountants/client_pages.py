"""The way from an accountant's board into the books of one client at a time, and out of all of them."""

import re

from daybook.adapters.web.accountants.sign_in_pages import ACCOUNTANT_PATH
from daybook.adapters.web.http.headers import security_headers
from daybook.adapters.web.http.page import Page
from daybook.adapters.web.http.requests import Redirect, Request
from daybook.adapters.web.http.visit import PortalSystems
from daybook.application.access.audit import leave_record
from daybook.application.access.clients import open_client, sign_out_everywhere
from daybook.application.access.sessions import Session
from daybook.domain.audit import Deed

# A page of the books as the board names it, and never an address elsewhere.
_OF_THE_BOOKS = re.compile(r"/([a-z-]+(\?[a-z_=&0-9-]+)?)?")


def open_books(request: Request, session: Session, systems: PortalSystems) -> Redirect:
    """Look at the books of one client from now on, at the page that the board names; it is on their record."""
    if not session.guest:
        return Redirect("/")
    opened = open_client(session, request.text("books"), systems)
    leave_record(Deed.ACCOUNTANT_SIGNED_IN, opened, systems)
    to = request.text("to")
    return Redirect(to if _OF_THE_BOOKS.fullmatch(to) else "/")


def end_every_visit(_request: Request, session: Session, systems: PortalSystems) -> Page | Redirect:
    """End every session of the accountant, on every device."""
    if not session.guest:
        return Redirect("/")
    sign_out_everywhere(session, systems)
    return Page(303, "", {**security_headers(), "Location": ACCOUNTANT_PATH})
