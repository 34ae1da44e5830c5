"""What an accountant may do in a merchant's books: an invitation that waits, and the grant that it becomes."""

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
class Grant:
    """What an accountant may do in these books, from the acceptance until it is removed.

    Attributes:
        language: the language of mails to the accountant, `en` or `fr`.
        name: the accountant's name as they wrote it.
        firm: the name of their firm as they wrote it.
        accepted_at: when they accepted; of a person whom their firm let in, when it did.
        last_visit_at: the last page that they opened, up to a quarter of an hour earlier than that; None before the
            first visit of a person whom their firm let in.
        with_firm: the merchant lets their firm in too, and it has not come yet.
    """

    address: str
    role: AccountantRole
    language: str
    name: str
    firm: str
    accepted_at: datetime
    last_visit_at: datetime | None
    with_firm: bool = False

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

    def visited(self, now: datetime) -> Self:
        """The same with a visit; unchanged if the last one is minutes ago."""
        is_new = self.last_visit_at is None or now - self.last_visit_at >= _VISIT_KEPT
        return replace(self, last_visit_at=now) if is_new else self


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that its reader has not accepted yet.

    Attributes:
        role: what the accountant may do once they accept.
        language: the language of the mail and its page, `en` or `fr`.
        invited_by: the user that talech named at the launch; empty if it named none.
        mark: a hash of the token in the link: it recognises the token and does not reveal it.
        handed_over: no mail was sent: the merchant copied the link from the page.
        with_firm: the merchant lets the reader's firm in too: it may let its own people in, up to the role.
    """

    address: str
    role: AccountantRole
    language: str
    invited_by: str
    invited_at: datetime
    mark: str = field(repr=False)
    handed_over: bool = False
    with_firm: bool = False

    def __post_init__(self) -> None:
        """Refuse a role that the mailbox cannot have.

        Raises:
            RoleRefusedError: several people read the mailbox.
        """
        _check_role(self.address, self.role)

    @property
    def ends_at(self) -> datetime:
        """When the link expires."""
        return link_ends_at(self.invited_at, handed_over=self.handed_over)

    def is_opened_by(self, mark: str) -> bool:
        """Whether the link with this mark is the newest one of the invitation."""
        return secrets.compare_digest(self.mark, mark)

    def accepted(self, name: str, firm: str, now: datetime) -> Grant:
        """The grant that its reader has once they accept, by the names that they give."""
        return Grant(self.address, self.role, self.language, name, firm, now, now, self.with_firm)


def link_ends_at(invited_at: datetime, *, handed_over: bool) -> datetime:
    """When the link of an invitation expires; `handed_over` where no mail was sent."""
    return invited_at + (HANDED_OVER_FOR if handed_over else INVITED_FOR)


def _check_role(address: str, role: AccountantRole) -> None:
    if role is AccountantRole.MAP and is_shared_mailbox(address):
        raise RoleRefusedError(f"{address} is read by several people: it may look and decide, and not change accounts")
