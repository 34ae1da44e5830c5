"""The clients of a firm: which of its people look after which, never with more than the merchant gave the firm.

Each change is on two records: the client's, which names person and firm, and the firm's own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from daybook.application.access.accountants import change_accountants
from daybook.application.access.audit import Actor, Intended, audited
from daybook.application.access.clients import Client, books_of, client_of
from daybook.application.access.sessions import Session
from daybook.application.firm.my_firm import FirmSystems, keep_record, my_managed_firm, my_place
from daybook.application.merchant_books import of_request
from daybook.application.side_by_side import side_by_side
from daybook.domain.accountant.access import AccountantRole, Grant, RoleRefusedError, TooManyAccountantsError
from daybook.domain.accountant.accountants import Accountants, FirmGoneError, OwnAccessError
from daybook.domain.accountant.firm import Firm, Membership
from daybook.domain.accountant.firm_access import FirmAccess, RemovedByMerchantError, RoleAboveFirmError
from daybook.domain.accountant.firm_members import Member
from daybook.domain.audit import CLIENT_FACT, Change, Deed
from daybook.domain.errors import LaunchRefusedError, Refusal
from daybook.domain.merchant.books import BooksId


class LetIn(StrEnum):
    """What came of one client, where a person was not let in."""

    GONE = "gone"
    ABOVE_FIRM = "above_firm"
    REMOVED_BY_MERCHANT = "removed_by_merchant"
    OWN_ACCESS = "own_access"
    SHARED_MAILBOX = "shared_mailbox"
    TOO_MANY = "too_many"


_WHY_NOT: dict[type[Exception], LetIn] = {
    FirmGoneError: LetIn.GONE,
    RoleAboveFirmError: LetIn.ABOVE_FIRM,
    RemovedByMerchantError: LetIn.REMOVED_BY_MERCHANT,
    OwnAccessError: LetIn.OWN_ACCESS,
    RoleRefusedError: LetIn.SHARED_MAILBOX,
    TooManyAccountantsError: LetIn.TOO_MANY,
}


@dataclass(frozen=True, slots=True)
class FirmClient:
    """A client of the firm by name, the most that its people may do there, and what each person who counts may do.

    `closed_to` are the addresses that the firm cannot let in: the merchant removed them, or let them in itself.
    """

    books_id: BooksId
    business: str
    role: AccountantRole
    people: tuple[Grant, ...]
    closed_to: frozenset[str]

    def role_of(self, address: str) -> AccountantRole | None:
        """What a person of the firm may do there."""
        return next((each.role for each in self.people if each.address == address), None)


def clients_of_firm(mine: Membership, systems: FirmSystems) -> tuple[FirmClient, ...]:
    """Every client of a firm, by name; for those who manage it."""
    books = systems.accountants.clients_of_firm(mine.firm.id)
    found = side_by_side(lambda books_id: _client(books_id, mine.firm, systems), books)
    return tuple(sorted((each for each in found if each), key=lambda each: (each.business.casefold(), each.books_id)))


def let_in(
    session: Session, address: str, chosen: Mapping[str, AccountantRole | None], systems: FirmSystems
) -> Mapping[str, LetIn]:
    """Give a person of the firm a role at each client named by its id, or none; returns those that stay as they were.

    Raises:
        LaunchRefusedError: the session's accountant does not manage the firm, or the address is none of it.
    """
    mine = my_managed_firm(session, systems)
    member = mine.firm.member(address)
    if member is None:
        raise LaunchRefusedError(Refusal.NOT_ALLOWED, "the firm lets in its own people alone")
    clients = {each.books_id: each for each in clients_of_firm(mine, systems)}
    left = {books: LetIn.GONE for books in chosen if books not in clients}
    for books_id, client in clients.items():
        if books_id in chosen and chosen[books_id] is not client.role_of(address):
            try:
                _let_in(mine, member, client, chosen[books_id], systems)
            except tuple(_WHY_NOT) as error:
                left[books_id] = _WHY_NOT[type(error)]
    return left


def let_out_everywhere(mine: Membership, address: str, systems: FirmSystems) -> None:
    """Take a person who left out of the rows of every client; what they were let in for counts no more before that."""
    for books_id in systems.accountants.clients(address):
        change_at_client(mine, books_id, lambda known: known.without_person(mine.firm.id, address), systems)


def shareable(mine: Membership, session: Session, systems: FirmSystems) -> tuple[tuple[BooksId, str], ...]:
    """The clients who let the accountant's firm in too, and where it has not come yet: ids and names."""

    def shared(books_id: BooksId) -> Client | None:
        grant = systems.accountants.accountants(books_id).grant(session.guest)
        return client_of(books_id, session.guest, systems) if grant is not None and grant.with_firm else None

    found = side_by_side(shared, filter(mine.firm.may_work_at, books_of(session, systems)))
    return tuple((each.books_id, each.business) for each in found if each is not None)


def bring_in(session: Session, books: str, systems: FirmSystems) -> None:
    """Make the accountant's own grant one of their firm, where the merchant lets the firm in too.

    Raises:
        LaunchRefusedError: the merchant does not, or the accountant is in no firm; nothing was changed.
    """
    mine = my_place(session, systems)
    found = next(((each, business) for each, business in shareable(mine, session, systems) if each == books), None)
    if found is None:
        raise LaunchRefusedError(Refusal.NOT_ALLOWED, "the merchant lets in the accountant alone")
    books_id, business = found

    def brought(known: Accountants) -> Accountants:
        grant = known.grant(session.guest)
        if grant is None or not grant.with_firm:
            raise LaunchRefusedError(Refusal.NOT_ALLOWED, "the merchant lets in the accountant alone")
        named = replace(grant, name=mine.member.name, firm=mine.firm.name, with_firm=False)
        return known.with_firm(mine.firm.id, replace(named, accepted_at=systems.clock.now()))

    after = change_at_client(mine, books_id, brought, systems, Deed.FIRM_CAME).firm(mine.firm.id)
    changes = (Change(f"{CLIENT_FACT}{business}", "", after.role if after else ""),)
    keep_record(mine, Deed.FIRM_CAME, session.guest, systems, changes)


def _let_in(
    mine: Membership, member: Member, client: FirmClient, role: AccountantRole | None, systems: FirmSystems
) -> None:
    address, firm, now = member.address, mine.firm, systems.clock.now()

    def changed(known: Accountants) -> Accountants:
        if role is None:
            return known.without_person(firm.id, address)
        grant = Grant(address, role, member.language, member.name, firm.name, now, None)
        return known.with_person(firm.id, grant)

    change_at_client(mine, client.books_id, changed, systems)
    change = Change(f"{CLIENT_FACT}{client.business}", client.role_of(address) or "", role or "")
    keep_record(mine, Deed.FIRM_PEOPLE_CHANGED, address, systems, (change,))


def change_at_client(
    mine: Membership,
    books_id: BooksId,
    into: Callable[[Accountants], Accountants],
    systems: FirmSystems,
    deed: Deed = Deed.FIRM_PEOPLE_CHANGED,
) -> Accountants:
    """Change the accountants of a client; the client's record names person and firm."""
    request = of_request(systems)
    return audited(
        Intended(deed),
        Actor(books_id, mine.who),
        request,
        lambda: change_accountants(books_id, into, request),
        lambda _: True,
    )


def _client(books_id: BooksId, firm: Firm, systems: FirmSystems) -> FirmClient | None:
    known, profile = systems.accountants.accountants(books_id), systems.connections.profile(books_id)
    access = known.firm(firm.id)
    if access is None or profile is None:
        return None
    people = tuple(each for each in access.people if firm.names(each))
    return FirmClient(books_id, profile.name, access.role, people, _closed_to(known, access))


def _closed_to(known: Accountants, access: FirmAccess) -> frozenset[str]:
    here = {each.address for each in access.people}
    others = known.addresses | {each.address for each in known.invitations}
    return frozenset(others - here) | set(access.removed)
