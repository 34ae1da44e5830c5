"""The firm behind an accountant's session, how it is changed, and the record that it keeps of that.

Every question about a firm asks for the session's membership, as the firm's row says it now. A session that a merchant
handed over proved no mailbox, so it sees a firm that works in these books alone, and no other.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from daybook.application.access.audit import AuditSystems
from daybook.application.access.clients import ClientSystems
from daybook.application.access.grants import membership_of
from daybook.application.access.sessions import Session
from daybook.application.ports.people.firms import FirmStore, HasFirmRecords
from daybook.domain.accountant.firm import Firm, Membership
from daybook.domain.audit import AuditRecord, Change, Deed
from daybook.domain.errors import LaunchRefusedError, Refusal, RetriableError

_TRIES = 5


class FirmSystems(AuditSystems, ClientSystems, HasFirmRecords, Protocol):
    """The systems that the deeds of a firm need."""


def my_membership(session: Session, systems: ClientSystems) -> Membership | None:
    """The firm of the session's accountant; None while they are in none.

    Raises:
        LaunchRefusedError: a merchant's session, or one that a merchant handed over and the firm works elsewhere too.
    """
    if not session.guest:
        raise LaunchRefusedError(Refusal.NOT_ALLOWED, "a merchant has no firm")
    mine = membership_of(session.guest, systems.firms)
    if session.confined and mine is not None and mine.firm.only != session.merchant_id:
        raise LaunchRefusedError(Refusal.NOT_ALLOWED, "the session proved no mailbox of an accountant")
    return mine


def sees_firm(session: Session, systems: ClientSystems) -> bool:
    """Whether the pages of a firm are open to the session, also to found one."""
    if not session.confined:
        return True
    mine = membership_of(session.guest, systems.firms)
    return mine is None or mine.firm.only == session.merchant_id


def my_place(session: Session, systems: ClientSystems) -> Membership:
    """The same, for what only a person of a firm does.

    Raises:
        LaunchRefusedError: they are in no firm.
    """
    found = my_membership(session, systems)
    if found is None:
        raise LaunchRefusedError(Refusal.NOT_ALLOWED, "the accountant is in no firm")
    return found


def my_managed_firm(session: Session, systems: ClientSystems) -> Membership:
    """The same, for what only an admin or an owner does.

    Raises:
        LaunchRefusedError: they are none.
    """
    found = my_place(session, systems)
    found.firm.check_manages(session.guest)
    return found


def change_firm(firm_id: str, into: Callable[[Firm], Firm], firms: FirmStore) -> Firm:
    """Change a firm, again from what is stored if another request was faster.

    Raises:
        AddressInFirmError: a person is one of another firm; nothing was changed.
        LookupError: there is no such firm.
        RetriableError: other requests were faster at every attempt; nothing was changed.
    """
    for _ in range(_TRIES):
        before = firms.firm(firm_id)
        if before is None:
            raise LookupError(f"no firm {firm_id}")
        after = into(before)
        if after == before:
            return before
        numbered = replace(after, version=before.version + 1)
        if firms.save_firm(numbered):
            return numbered
    raise RetriableError(f"firm {firm_id}: other requests kept changing it")


def keep_record(
    mine: Membership, deed: Deed, about: str, systems: FirmSystems, changes: tuple[Change, ...] = ()
) -> None:
    """Write the firm's own record of a deed; `about` is the address of the person whom it concerns."""
    record = AuditRecord(systems.clock.now(), mine.who, deed, about, changes)
    systems.firm_records.record(mine.firm.id, record)
