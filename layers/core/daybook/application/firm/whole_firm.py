"""What concerns a firm as a whole: its name, and its end. Both are an owner's.

The firm's own row is written first; then the rows of its clients, each with a record that names person and firm.
"""

from daybook.application.access.invitations import named
from daybook.application.access.sessions import Session
from daybook.application.firm.clients_of_firm import change_at_client, clients_of_firm
from daybook.application.firm.my_firm import FirmSystems, change_firm, keep_record, my_place
from daybook.application.side_by_side import side_by_side
from daybook.domain.accountant.firm import Membership
from daybook.domain.accountant.firm_members import FirmRole
from daybook.domain.audit import CLIENT_FACT, PERSON_FACT, Change, Deed

NAME_FACT = "name"


def my_owned_firm(session: Session, systems: FirmSystems) -> Membership:
    """The firm of the session's accountant, who is its owner.

    Raises:
        LaunchRefusedError: they are none.
    """
    mine = my_place(session, systems)
    mine.firm.check_manages(session.guest, FirmRole.OWNER)
    return mine


def rename_firm(session: Session, firm_name: str, systems: FirmSystems) -> None:
    """Give the firm another name, at every client too. A second call finishes what one left that was cut off.

    Raises:
        BadNameError: the name is missing or too long; nothing was changed.
        LaunchRefusedError: the session's accountant is no owner; nothing was changed.
    """
    mine, name = my_owned_firm(session, systems), named("firm", firm_name)
    firm_id, before = mine.firm.id, mine.firm.name
    change_firm(firm_id, lambda now: now.with_name(mine.address, name), systems.firms)
    if before != name:
        keep_record(mine, Deed.FIRM_RENAMED, "", systems, (Change(NAME_FACT, before, name),))
    side_by_side(
        lambda books_id: change_at_client(
            mine, books_id, lambda known: known.with_firm_name(firm_id, name), systems, Deed.FIRM_RENAMED
        ),
        systems.accountants.clients_of_firm(firm_id),
    )


def close_firm(session: Session, systems: FirmSystems) -> Membership:
    """End the firm for all of its people and at every client; returns whose firm it was.

    With the first write nothing counts any more that it let its people in for, and no invitation into it opens
    anything. If a later write is cut off, the entry that it leaves at a client lets no person in; the merchant can
    remove it. The record says who was in the firm and which clients it had; it is kept.

    Raises:
        LaunchRefusedError: the session's accountant is no owner; nothing was changed.
    """
    mine = my_owned_firm(session, systems)
    clients = clients_of_firm(mine, systems)
    change_firm(mine.firm.id, lambda now: now.closed(mine.address, systems.clock.now()), systems.firms)
    people = tuple(Change(f"{PERSON_FACT}{each.name} <{each.address}>", each.role, "") for each in mine.firm.members)
    ended = tuple(Change(f"{CLIENT_FACT}{each.business}", each.role, "") for each in clients)
    keep_record(mine, Deed.FIRM_CLOSED, "", systems, (*people, *ended))
    side_by_side(
        lambda books_id: change_at_client(
            mine, books_id, lambda known: known.without_firm(mine.firm.id), systems, Deed.FIRM_CLOSED
        ),
        systems.accountants.clients_of_firm(mine.firm.id),
    )
    return mine
