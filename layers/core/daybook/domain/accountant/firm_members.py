"""The people of a firm and those whom it invites, with their roles."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from daybook.domain.accountant.access import link_ends_at


class FirmRole(StrEnum):
    """What a person may do in their firm. Each role may do what those before it may."""

    STAFF = "staff"
    ADMIN = "admin"
    OWNER = "owner"

    def includes(self, other: "FirmRole") -> bool:
        """Whether this role may do what the other may."""
        order = list(FirmRole)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the firm, by the name that they gave, from `since` on; `language` is that of mails to them."""

    address: str
    name: str
    role: FirmRole
    language: str
    since: datetime


@dataclass(frozen=True, slots=True)
class MemberInvitation:
    """An invitation into the firm that its reader has not accepted yet.

    Attributes:
        invited_by: the address of the person who invites.
        mark: a hash of the token in the link: it recognises the token and does not reveal it.
        handed_over: no mail was sent: the inviter copied the link from the page.
    """

    address: str
    role: FirmRole
    language: str
    invited_by: str
    invited_at: datetime
    mark: str = field(repr=False)
    handed_over: bool = False

    @property
    def ends_at(self) -> datetime:
        """When the link expires."""
        return link_ends_at(self.invited_at, handed_over=self.handed_over)

    def is_opened_by(self, mark: str) -> bool:
        """Whether the link with this mark is the newest one of the invitation."""
        return secrets.compare_digest(self.mark, mark)
