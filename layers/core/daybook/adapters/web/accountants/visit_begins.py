"""Where an accountant's visit begins: at the one client they have, at the list of several, or at their firm."""

from daybook.adapters.web.portal import CLIENTS_PATH, FIRM_PATH
from daybook.application.access.clients import ClientSystems, clients_of
from daybook.application.access.sessions import NO_BOOKS, Session


def first_page(session: Session, systems: ClientSystems) -> str:
    """The path of the first page after a sign-in."""
    if session.merchant_id == NO_BOOKS:
        return FIRM_PATH
    return CLIENTS_PATH if len(clients_of(session, systems)) > 1 else "/"
