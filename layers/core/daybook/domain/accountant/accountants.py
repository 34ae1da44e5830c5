"""Which accountants may see a merchant's books, by themselves or for their firm.

An address has an invitation, a grant, a place among the people of one firm, or nothing. A withdrawn, declined or
removed one is not kept here: the audit record has it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self, TypeVar

from daybook.domain.accountant.access import (
    MOST_ACCOUNTANTS,
    AccountantRole,
    Grant,
    Invitation,
    TooManyAccountantsError,
)
from daybook.domain.accountant.firm_access import FirmAccess

_Known = TypeVar("_Known", bound="Accountants")


class HereForFirmError(ValueError):
    """The address is here for a firm, so the merchant changes the role of the firm; nothing was changed."""


class OwnAccessError(ValueError):
    """The merchant invited this address, or let it in by itself: a firm gives it nothing; nothing was changed."""


class FirmGoneError(ValueError):
    """The firm has no access to these books, or not any more; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Accountants:
    """The accountants of one set of books. `version` counts the stored ones, so that no writer undoes another's."""

    invitations: tuple[Invitation, ...] = ()
    grants: tuple[Grant, ...] = ()
    version: int = 0
    firms: tuple[FirmAccess, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an address that stands here twice.

        Raises:
            ValueError: one does.
        """
        found = [each.address for each in self.invitations] + [each.address for each in self._with_access]
        if len(set(found)) != len(found):
            raise ValueError("an address has an invitation, a grant, or a place in one firm")

    @property
    def addresses(self) -> frozenset[str]:
        """The addresses that these books let in, by themselves or for a firm."""
        return frozenset(each.address for each in self._with_access)

    def invitation(self, address: str) -> Invitation | None:
        """The open invitation of an address."""
        return next((each for each in self.invitations if each.address == address), None)

    def grant(self, address: str) -> Grant | None:
        """The grant that the merchant gave an address itself; not one that it has from its firm."""
        return next((each for each in self.grants if each.address == address), None)

    def firm(self, firm_id: str) -> FirmAccess | None:
        """What a firm may do here."""
        return next((each for each in self.firms if each.firm_id == firm_id), None)

    def firm_of(self, address: str) -> FirmAccess | None:
        """The firm that let an address in."""
        return next((each for each in self.firms if each.person(address) is not None), None)

    def invitation_of(self, mark: str) -> Invitation | None:
        """The invitation that the link with this mark opens."""
        return next((each for each in self.invitations if each.is_opened_by(mark)), None)

    def with_invitation(self, invitation: Invitation) -> Self:
        """The same with an invitation in the place of an earlier one of its address; a grant gets its role instead.

        Raises:
            HereForFirmError: the address is here for a firm.
            TooManyAccountantsError: there are too many already.
        """
        if (firm := self.firm_of(invitation.address)) is not None:
            raise HereForFirmError(f"{invitation.address} is here for {firm.name}: change the role of the firm")
        if self.grant(invitation.address) is not None:
            return self.with_role(invitation.address, invitation.role, with_firm=invitation.with_firm)
        others = replace(self, invitations=tuple(e for e in self.invitations if e.address != invitation.address))
        return replace(_with_room(others), invitations=(*others.invitations, invitation))

    def with_role(self, address: str, role: AccountantRole, *, with_firm: bool = False) -> Self:
        """The same with another role of an accountant who has a grant.

        Raises:
            RoleRefusedError: several people read the mailbox.
        """
        return self._each_grant(address, lambda each: replace(each, role=role, with_firm=with_firm))

    def with_acceptance(self, invitation: Invitation, name: str, firm: str, now: datetime) -> Self:
        """The same with a grant in the place of an invitation."""
        kept = self.without(invitation.address)
        return replace(kept, grants=(*kept.grants, invitation.accepted(name, firm, now)))

    def with_firm(self, firm_id: str, person: Grant) -> Self:
        """The same with a firm for which a person came: in the place of their invitation, or of their grant.

        A firm that is here already may do as much as it could, or as much as the person was let in for. Of a person
        whom the merchant removed before, the merchant has thought again.
        """
        others = self.without(person.address)
        access = others.firm(firm_id) or FirmAccess(firm_id, person.firm, person.role, person.accepted_at)
        removed = tuple(each for each in access.removed if each != person.address)
        role = access.role if access.role.includes(person.role) else person.role
        return _with_access_of(others, replace(access, role=role, removed=removed).with_person(person))

    def with_person(self, firm_id: str, person: Grant) -> Self:
        """The same with a person whom a firm lets in, or with their role.

        Raises:
            FirmGoneError: the firm has no access here.
            OwnAccessError: the merchant invited them, or let them in by itself; or another firm did.
            RemovedByMerchantError: the merchant removed them.
            RoleAboveFirmError: the firm may do less than that.
            RoleRefusedError: several people read the mailbox.
            TooManyAccountantsError: there are too many already.
        """
        access = self._firm(firm_id)
        if access.person(person.address) is not None:
            return _with_access_of(self, access.with_person(person))
        if person.address in self.addresses or self.invitation(person.address) is not None:
            raise OwnAccessError(f"{person.address} has access, or an invitation, from the merchant")
        return _with_access_of(_with_room(self), access.with_person(person))

    def without_person(self, firm_id: str, address: str) -> Self:
        """The same without a person whom a firm let in; unchanged if they are not here."""
        access = self.firm(firm_id)
        return self if access is None else _with_access_of(self, access.without(address))

    def with_firm_role(self, firm_id: str, role: AccountantRole) -> Self:
        """The same with another role of a firm; none of its people can do more.

        Raises:
            FirmGoneError: the firm has no access here.
        """
        return _with_access_of(self, self._firm(firm_id).with_role(role))

    def with_firm_name(self, firm_id: str, name: str) -> Self:
        """The same with another name of a firm; unchanged if it is not here."""
        access = self.firm(firm_id)
        return self if access is None else _with_access_of(self, access.with_name(name))

    def without_firm(self, firm_id: str) -> Self:
        """The same without a firm and all of its people; unchanged if it is not here."""
        return replace(self, firms=tuple(each for each in self.firms if each.firm_id != firm_id))

    def with_visit(self, address: str, now: datetime) -> Self:
        """The same with a visit of an accountant; unchanged if the last one is minutes ago."""
        visited = self._each_grant(address, lambda each: each.visited(now))
        return replace(visited, firms=tuple(each.with_visit(address, now) for each in self.firms))

    def without(self, address: str) -> Self:
        """The same without an address, which its firm cannot let in again; unchanged if it is not here."""
        return replace(
            self,
            invitations=tuple(each for each in self.invitations if each.address != address),
            grants=tuple(each for each in self.grants if each.address != address),
            firms=tuple(each.refusing(address) if each.person(address) else each for each in self.firms),
        )

    def without_all(self) -> Self:
        """The same without any accountant."""
        return replace(self, invitations=(), grants=(), firms=())

    @property
    def _with_access(self) -> tuple[Grant, ...]:
        return (*self.grants, *(person for firm in self.firms for person in firm.people))

    def _firm(self, firm_id: str) -> FirmAccess:
        access = self.firm(firm_id)
        if access is None:
            raise FirmGoneError(f"firm {firm_id} has no access to these books")
        return access

    def _each_grant(self, address: str, into: Callable[[Grant], Grant]) -> Self:
        return replace(self, grants=tuple(into(each) if each.address == address else each for each in self.grants))


def _with_access_of(known: _Known, access: FirmAccess) -> _Known:
    """The same with a firm at its place, or at the end."""
    if known.firm(access.firm_id) is None:
        return replace(known, firms=(*known.firms, access))
    return replace(known, firms=tuple(access if e.firm_id == access.firm_id else e for e in known.firms))


def _with_room(known: _Known) -> _Known:
    """The same, if one more fits in."""
    count = len(known.invitations) + len(known.grants) + sum(len(each.people) or 1 for each in known.firms)
    if count >= MOST_ACCOUNTANTS:
        raise TooManyAccountantsError(f"Daybook keeps {MOST_ACCOUNTANTS} accountants and invitations of a company")
    return known
