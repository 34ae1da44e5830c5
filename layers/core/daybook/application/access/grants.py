"""Which access counts now: a grant of the merchant's, or one from a firm that still names its reader.

A firm says in one row who its people are, so a person who leaves loses all clients with one write.
"""

from daybook.application.ports.people.firms import FirmStore
from daybook.domain.accountant.access import Grant
from daybook.domain.accountant.accountants import Accountants
from daybook.domain.accountant.firm import Membership
from daybook.domain.accountant.firm_access import FirmAccess


def grant_in_force(known: Accountants, address: str, firms: FirmStore) -> Grant | None:
    """What an address may do in these books now; None if it may do nothing."""
    return grant_and_colleagues(known, address, firms)[0]


def grant_and_colleagues(known: Accountants, address: str, firms: FirmStore) -> tuple[Grant | None, tuple[Grant, ...]]:
    """As `grant_in_force`, with all the people of the firm that it is from, if it is from one."""
    if (own := known.grant(address)) is not None:
        return own, ()
    people = people_in_force(known.firm_of(address), firms)
    mine = next((each for each in people if each.address == address), None)
    return mine, people if mine is not None else ()


def grants_in_force(known: Accountants, firms: FirmStore) -> tuple[Grant, ...]:
    """Every access that counts now, by itself or for a firm."""
    return (*known.grants, *(person for access in known.firms for person in people_in_force(access, firms)))


def people_in_force(access: FirmAccess | None, firms: FirmStore) -> tuple[Grant, ...]:
    """The people whom a firm let in and still names."""
    firm = firms.firm(access.firm_id) if access is not None and access.people else None
    return tuple(each for each in access.people if firm.names(each)) if access is not None and firm is not None else ()


def membership_of(address: str, firms: FirmStore) -> Membership | None:
    """The firm that an address is in, and their place there."""
    firm = firms.firm_of(address)
    member = firm.member(address) if firm is not None else None
    return Membership(firm, member) if firm is not None and member is not None else None
