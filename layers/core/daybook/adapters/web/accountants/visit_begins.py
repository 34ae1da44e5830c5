"""Where an accountant's visit begins: at the one client they have, or at the list of several."""

from daybook.adapters.web.portal import CLIENTS_PATH
from daybook.application.access.clients import ClientSystems, clients_of
from daybook.application.access.sessions import Session


def first_page(session: Session, systems: ClientSystems) -> str:
    """The path of the first page after a sign-in."""
    return CLIENTS_PATH if len(clients_of(session, systems)) > 1 else "/"
