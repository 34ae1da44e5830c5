"""Which accountants may see a merchant's books, and what they may do there.

An address has an invitation, a grant, or neither. An invitation becomes a grant once its reader accepts it; a
withdrawn, declined or removed one is not kept here: the audit record has it.
"""

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from daybook.domain.accountant.addresses import is_shared_mailbox

INVITED_FOR = timedelta(days=7)
# A link that the merchant hands over proves no mailbox, so it lives shorter.
HANDED_OVER_FOR = timedelta(minutes=60)
MOST_ACCOUNTANTS = 20
_VISIT_KEPT = timedelta(minutes=15)


class AccountantRole(StrEnum):
    """What an accountant may do in a merchant's books. Each role may do what those before it may."""

    LOOK = "look"
    DECIDE = "decide"
    MAP = "map"

    def includes(self, other: "AccountantRole") -> bool:
        """Whether this role may do what the other may."""
        order = list(AccountantRole)
        return order.index(self) >= order.index(other)


class TooManyAccountantsError(ValueError):
    """The merchant has as many accountants and invitations as Daybook keeps; nothing was changed."""


class RoleRefusedError(ValueError):
    """Several people read this mailbox, so it cannot change accounts; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that its reader has not accepted yet.

    Attributes:
        role: what the accountant may do once they accept.
        language: the language of the mail and its page, `en` or `fr`.
        invited_by: the user that talech named at the launch; empty if it named none.
        mark: a hash of the token in the link: it recognises the token and does not reveal it.
        handed_over: no mail was sent: the merchant copied the link from the page.
    """

    address: str
    role: AccountantRole
    language: str
    invited_by: str
    invited_at: datetime
    mark: str = field(repr=False)
    handed_over: bool = False

    def __post_init__(self) -> None:
        """Refuse a role that the mailbox cannot have.

        Raises:
            RoleRefusedError: several people read the mailbox.
        """
        _check_role(self.address, self.role)

    @property
    def ends_at(self) -> datetime:
        """When the link expires."""
        return self.invited_at + (HANDED_OVER_FOR if self.handed_over else INVITED_FOR)

    def is_opened_by(self, mark: str) -> bool:
        """Whether the link with this mark is the newest one of the invitation."""
        return secrets.compare_digest(self.mark, mark)


@dataclass(frozen=True, slots=True)
class Grant:
    """What an accountant may do in these books, from the acceptance until the merchant removes it.

    Attributes:
        language: the language of mails to the accountant, `en` or `fr`.
        name: the accountant's name as they wrote it.
        firm: the name of their firm as they wrote it.
        last_visit_at: the last page that they opened, up to a quarter of an hour earlier than that.
    """

    address: str
    role: AccountantRole
    language: str
    name: str
    firm: str
    accepted_at: datetime
    last_visit_at: datetime

    def __post_init__(self) -> None:
        """Refuse a role that the mailbox cannot have.

        Raises:
            RoleRefusedError: several people read the mailbox.
        """
        _check_role(self.address, self.role)

    @property
    def who(self) -> str:
        """Person, firm and address, for the audit record."""
        return f"{self.name}, {self.firm} <{self.address}>"


@dataclass(frozen=True, slots=True)
class Accountants:
    """The accountants of one set of books. `version` counts the stored ones, so that no writer undoes another's."""

    invitations: tuple[Invitation, ...] = ()
    grants: tuple[Grant, ...] = ()
    version: int = 0

    def invitation(self, address: str) -> Invitation | None:
        """The open invitation of an address."""
        return next((each for each in self.invitations if each.address == address), None)

    def grant(self, address: str) -> Grant | None:
        """The grant of an address."""
        return next((each for each in self.grants if each.address == address), None)

    def invitation_of(self, mark: str) -> Invitation | None:
        """The invitation that the link with this mark opens."""
        return next((each for each in self.invitations if each.is_opened_by(mark)), None)

    def with_invitation(self, invitation: Invitation) -> Self:
        """The same with an invitation in the place of an earlier one of its address; a grant gets its role instead.

        Raises:
            TooManyAccountantsError: there are too many already.
        """
        if self.grant(invitation.address) is not None:
            return self.with_role(invitation.address, invitation.role)
        others = tuple(each for each in self.invitations if each.address != invitation.address)
        if len(others) + len(self.grants) >= MOST_ACCOUNTANTS:
            raise TooManyAccountantsError(f"Daybook keeps {MOST_ACCOUNTANTS} accountants and invitations of a company")
        return replace(self, invitations=(*others, invitation))

    def with_role(self, address: str, role: AccountantRole) -> Self:
        """The same with another role of an accountant who has a grant.

        Raises:
            RoleRefusedError: several people read the mailbox.
        """
        return replace(self, grants=tuple(_with_role(each, address, role) for each in self.grants))

    def with_acceptance(self, invitation: Invitation, name: str, firm: str, now: datetime) -> Self:
        """The same with a grant in the place of an invitation."""
        grant = Grant(invitation.address, invitation.role, invitation.language, name, firm, now, now)
        kept = self.without(invitation.address)
        return replace(kept, grants=(*kept.grants, grant))

    def with_visit(self, address: str, now: datetime) -> Self:
        """The same with a visit of an accountant; unchanged if the last one is minutes ago."""
        return replace(self, grants=tuple(_with_visit(each, address, now) for each in self.grants))

    def without(self, address: str) -> Self:
        """The same without an address; unchanged if it is not here."""
        return replace(
            self,
            invitations=tuple(each for each in self.invitations if each.address != address),
            grants=tuple(each for each in self.grants if each.address != address),
        )

    def without_all(self) -> Self:
        """The same without any accountant."""
        return replace(self, invitations=(), grants=())


def _check_role(address: str, role: AccountantRole) -> None:
    if role is AccountantRole.MAP and is_shared_mailbox(address):
        raise RoleRefusedError(f"{address} is read by several people: it may look and decide, and not change accounts")


def _with_role(grant: Grant, address: str, role: AccountantRole) -> Grant:
    return replace(grant, role=role) if grant.address == address else grant


def _with_visit(grant: Grant, address: str, now: datetime) -> Grant:
    is_new = grant.address == address and now - grant.last_visit_at >= _VISIT_KEPT
    return replace(grant, last_visit_at=now) if is_new else grant
