"""An accountant's clients: which books a session may look at, one at a time, and by which grant.

The grant, and the firm that it is from, are read at every request, so a removal counts from the next click on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from daybook.application.access.accountants import change_accountants
from daybook.application.access.grants import grant_and_colleagues, grant_in_force
from daybook.application.access.sessions import LONGEST_VISIT, Session, end_session, look_at_client
from daybook.application.ports.people.accountants import HasAccountants
from daybook.application.ports.people.firms import HasFirms
from daybook.application.ports.systems import HasClock, HasConnections, HasOneTime, HasSetups
from daybook.domain.accountant.access import AccountantRole, Grant
from daybook.domain.accountant.client_note import ClientNote
from daybook.domain.errors import LaunchRefusedError, Refusal
from daybook.domain.merchant.books import BooksId

_SIGNED_OUT = "signed out everywhere"


class ClientSystems(HasAccountants, HasClock, HasConnections, HasFirms, HasOneTime, HasSetups, Protocol):
    """The systems that an accountant's session needs."""


@dataclass(frozen=True, slots=True)
class Client:
    """One client of an accountant: the books, the names of business and company, and the accountant's role.

    `is_ready` says that the setup is finished; before it there is nothing to see. `people` are the names of those of
    the accountant's firm whom it let in; none where the merchant let in the accountant alone.
    """

    books_id: BooksId
    business: str
    company: str
    role: AccountantRole
    is_ready: bool
    people: tuple[str, ...] = ()


def check_right(session: Session, least: AccountantRole | None, systems: ClientSystems) -> Grant:
    """The accountant's grant for the books of the session, as it is now; their visit is noted.

    `least` is the least role that may do what is asked; None for what only the merchant may do.

    Raises:
        LaunchRefusedError: there is no grant any more, or it does not include what is asked.
    """
    check_signed_in(session, systems)
    known = systems.accountants.accountants(session.merchant_id)
    grant = grant_in_force(known, session.guest, systems.firms)
    visited = known.with_visit(session.guest, systems.clock.now())
    if grant is None:
        raise LaunchRefusedError(Refusal.ACCESS_ENDED, "the accountant has no grant for these books any more")
    if least is None or not grant.role.includes(least):
        raise LaunchRefusedError(Refusal.NOT_ALLOWED, f"the role {grant.role} does not include this")
    if visited != known:
        now = systems.clock.now()
        change_accountants(session.merchant_id, lambda newest: newest.with_visit(session.guest, now), systems)
    return grant


def check_signed_in(session: Session, systems: ClientSystems) -> None:
    """Refuse a session that began before its accountant signed out everywhere.

    Raises:
        LaunchRefusedError: it did.
    """
    content = systems.one_time.get(_SIGNED_OUT, session.guest)
    if content is not None and session.began_at <= datetime.fromisoformat(content["at"]):
        raise LaunchRefusedError(Refusal.SESSION_ENDED, "the accountant signed out everywhere")


def books_of(session: Session, systems: ClientSystems) -> Mapping[BooksId, ClientNote]:
    """The books that an accountant's session may open, with what they keep of each; a confined one opens its own."""
    books = systems.accountants.clients(session.guest)
    return {each: note for each, note in books.items() if not session.confined or each == session.merchant_id}


def clients_of(session: Session, systems: ClientSystems) -> tuple[Client, ...]:
    """The clients whose grants are in force, by name."""
    found = (client_of(books_id, session.guest, systems) for books_id in books_of(session, systems))
    return tuple(sorted((each for each in found if each), key=lambda each: (each.business.casefold(), each.books_id)))


def client_of(books_id: BooksId, address: str, systems: ClientSystems) -> Client | None:
    """One client of an accountant; None if there is no grant."""
    grant, colleagues = grant_and_colleagues(systems.accountants.accountants(books_id), address, systems.firms)
    connection, profile = systems.connections.connection(books_id), systems.connections.profile(books_id)
    if grant is None or connection is None or profile is None:
        return None
    setup = systems.setups.setup(books_id).for_company(connection.company.realm_id)
    people = tuple(sorted(each.name for each in colleagues))
    return Client(books_id, profile.name, connection.company.name, grant.role, setup.finished_at is not None, people)


def open_client(session: Session, books_id: str, systems: ClientSystems) -> Session:
    """Look at the books of another client from now on.

    Raises:
        LaunchRefusedError: the accountant has no grant for these books.
    """
    client, grant = client_named(session, books_id, systems)
    return look_at_client(session, client.books_id, grant, systems.one_time)


def client_named(session: Session, books_id: str, systems: ClientSystems) -> tuple[Client, Grant]:
    """The client that a form names, with the grant as it is now.

    Raises:
        LaunchRefusedError: the accountant has no grant for these books.
    """
    found = next((each for each in books_of(session, systems) if each == books_id), None)
    client = client_of(found, session.guest, systems) if found else None
    known = systems.accountants.accountants(client.books_id) if client else None
    grant = grant_in_force(known, session.guest, systems.firms) if known else None
    if client is None or grant is None:
        raise LaunchRefusedError(Refusal.ACCESS_ENDED, "no grant for the books that the form names")
    return client, grant


def sign_out_everywhere(session: Session, systems: ClientSystems) -> None:
    """End every session of the accountant that is open now."""
    content, seconds = {"at": systems.clock.now().isoformat()}, int(LONGEST_VISIT.total_seconds())
    if not systems.one_time.put(_SIGNED_OUT, session.guest, content, seconds):
        systems.one_time.update(_SIGNED_OUT, session.guest, content, seconds)
    end_session(session, systems.one_time)
