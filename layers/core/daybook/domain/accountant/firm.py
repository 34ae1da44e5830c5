"""A firm of accountants: its people, their roles, and who is invited.

Which clients a person of the firm may open stands in the rows of the clients (`FirmAccess`). The firm says whether a
person is one of its people: what they were let in for as one counts only while it does.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from daybook.domain.accountant.access import Grant
from daybook.domain.accountant.firm_members import FirmRole, Member, MemberInvitation
from daybook.domain.errors import LaunchRefusedError, Refusal
from daybook.domain.merchant.books import BooksId

MOST_MEMBERS = 60


class LastOwnerError(ValueError):
    """The firm would have no owner any more; nothing was changed."""


class AlreadyMemberError(ValueError):
    """The address is one of the firm already; nothing was changed."""


class TooManyMembersError(ValueError):
    """The firm has as many people and invitations as Daybook keeps; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm, which always has an owner. `version` counts the stored ones, so that no writer undoes another's.

    Each change names who makes it, `by` their address. Admins and owners change the firm, and no person gives, changes
    or takes a role above their own.

    Attributes:
        only: the books that the firm is limited to: the merchant handed over the link of its founder's session, so no
            mailbox was proved; None for a firm that any merchant may let in.
        closed_at: when an owner closed it; it has no people any more, and stays closed.
    """

    id: str
    name: str
    members: tuple[Member, ...]
    invitations: tuple[MemberInvitation, ...] = ()
    version: int = 0
    only: BooksId | None = None
    closed_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a firm without an owner, and a closed one with people.

        Raises:
            LastOwnerError: it would have none.
            ValueError: it would have some.
        """
        if self.closed_at is not None:
            if self.members or self.invitations:
                raise ValueError(f"{self.name} is closed, so it has no people")
        elif not any(each.role is FirmRole.OWNER for each in self.members):
            raise LastOwnerError(f"{self.name} would have no owner")

    def member(self, address: str) -> Member | None:
        """The person with this address."""
        return next((each for each in self.members if each.address == address), None)

    def invitation(self, address: str) -> MemberInvitation | None:
        """The open invitation of an address."""
        return next((each for each in self.invitations if each.address == address), None)

    def invitation_of(self, mark: str) -> MemberInvitation | None:
        """The invitation that the link with this mark opens; none once its sender may no longer invite to that role."""
        found = next((each for each in self.invitations if each.is_opened_by(mark)), None)
        return found if found is not None and self._may_manage(found.invited_by, found.role) else None

    def may_work_at(self, books_id: BooksId) -> bool:
        """Whether a merchant's invitation can let the firm into these books."""
        return self.only in {None, books_id}

    def names(self, grant: Grant) -> bool:
        """Whether the grant is that of a person of the firm, given since they came: an earlier one ended as they left.

        A person who comes again has none of the clients of before.
        """
        member = self.member(grant.address)
        return member is not None and member.since <= grant.accepted_at

    def check_manages(self, by: str, role: FirmRole = FirmRole.STAFF) -> None:
        """Refuse a change by a person who is no admin and no owner, or about a role above theirs.

        Raises:
            LaunchRefusedError: they are none, or it is.
        """
        if not self._may_manage(by, role):
            raise LaunchRefusedError(Refusal.NOT_ALLOWED, f"the role in the firm does not include a change of {role}")

    def with_invitation(self, invitation: MemberInvitation) -> Self:
        """The same with an invitation in the place of an earlier one of its address.

        Raises:
            AlreadyMemberError: the address is one of the firm.
            LaunchRefusedError: the inviter may not.
            TooManyMembersError: there are too many already.
        """
        self.check_manages(invitation.invited_by, invitation.role)
        if self.member(invitation.address) is not None:
            raise AlreadyMemberError(f"{invitation.address} is one of the firm")
        others = tuple(each for each in self.invitations if each.address != invitation.address)
        if len(others) + len(self.members) >= MOST_MEMBERS:
            raise TooManyMembersError(f"Daybook keeps {MOST_MEMBERS} people and invitations of a firm")
        return replace(self, invitations=(*others, invitation))

    def with_member(self, invitation: MemberInvitation, name: str, now: datetime) -> Self:
        """The same with a person in the place of their invitation."""
        member = Member(invitation.address, name, invitation.role, invitation.language, now)
        return replace(self._uninvited(invitation.address), members=(*self.members, member))

    def declined(self, invitation: MemberInvitation) -> Self:
        """The same without an invitation that its reader does not take."""
        return self._uninvited(invitation.address)

    def with_role(self, by: str, address: str, role: FirmRole) -> Self:
        """The same with another role of a person; unchanged if the address is none of the firm.

        Raises:
            LaunchRefusedError: who asks may not.
            LastOwnerError: they are the last owner.
        """
        member = self.member(address)
        self.check_manages(by, role)
        if member is None:
            return self
        self.check_manages(by, member.role)
        changed = tuple(replace(each, role=role) if each.address == address else each for each in self.members)
        return replace(self, members=changed)

    def without(self, by: str, address: str) -> Self:
        """The same without a person and the invitations that they sent, or without an invitation.

        Every person may leave by themselves.

        Raises:
            LaunchRefusedError: who asks may not.
            LastOwnerError: they are the last owner.
        """
        known = self.member(address) or self.invitation(address)
        if by != address or self.member(by) is None:
            self.check_manages(by, known.role if known is not None else FirmRole.STAFF)
        return replace(
            self,
            members=tuple(each for each in self.members if each.address != address),
            invitations=tuple(each for each in self.invitations if address not in {each.address, each.invited_by}),
        )

    def with_name(self, by: str, name: str) -> Self:
        """The same with another name.

        Raises:
            LaunchRefusedError: who asks is no owner.
        """
        self.check_manages(by, FirmRole.OWNER)
        return replace(self, name=name)

    def closed(self, by: str, now: datetime) -> Self:
        """The same without people and invitations: from now on it names no person.

        Raises:
            LaunchRefusedError: who asks is no owner.
        """
        self.check_manages(by, FirmRole.OWNER)
        return replace(self, members=(), invitations=(), closed_at=now)

    def _may_manage(self, by: str, role: FirmRole) -> bool:
        member = self.member(by)
        return member is not None and member.role.includes(FirmRole.ADMIN) and member.role.includes(role)

    def _uninvited(self, address: str) -> Self:
        return replace(self, invitations=tuple(each for each in self.invitations if each.address != address))


@dataclass(frozen=True, slots=True)
class Membership:
    """A person in their firm, as the firm's row says it now."""

    firm: Firm
    member: Member

    @property
    def address(self) -> str:
        """Who they are."""
        return self.member.address

    @property
    def who(self) -> str:
        """Person, firm and address, for the audit record."""
        return f"{self.member.name}, {self.firm.name} <{self.member.address}>"

    @property
    def manages(self) -> bool:
        """Whether they invite people and let them into the books of clients."""
        return self.member.role.includes(FirmRole.ADMIN)
