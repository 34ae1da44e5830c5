"""A firm of accountants in the books of one merchant: the most that it may do there, and which of its people it let in.

The people of a firm stand inside its entry, so that they end with it, and a release that knows of no firms gives them
nothing. A person counts only while the firm itself names them (`Firm.names`).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from daybook.domain.accountant.access import AccountantRole, Grant


class RoleAboveFirmError(ValueError):
    """The firm may do less than that in these books; nothing was changed."""


class RemovedByMerchantError(ValueError):
    """The merchant removed this person of the firm, so the firm lets them in no more; nothing was changed."""


@dataclass(frozen=True, slots=True)
class FirmAccess:
    """What a firm may do in these books, until the merchant removes it.

    Attributes:
        name: the firm's name, as its owner wrote it.
        role: the most that a person of the firm may do here.
        since: when the firm came.
        people: whom the firm let in, each with a role of their own.
        removed: the addresses that the merchant removed one by one: the firm cannot let them in again.
    """

    firm_id: str
    name: str
    role: AccountantRole
    since: datetime
    people: tuple[Grant, ...] = ()
    removed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a person who may do more than the firm.

        Raises:
            RoleAboveFirmError: there is one.
        """
        if above := next((each for each in self.people if not self.role.includes(each.role)), None):
            raise RoleAboveFirmError(f"{above.address} may do more here than {self.name}: {above.role}")

    def person(self, address: str) -> Grant | None:
        """What a person of the firm may do here."""
        return next((each for each in self.people if each.address == address), None)

    def with_role(self, role: AccountantRole) -> Self:
        """The same with another role; people who could do more than that can do as much as it."""
        people = tuple(each if role.includes(each.role) else replace(each, role=role) for each in self.people)
        return replace(self, role=role, people=people)

    def with_name(self, name: str) -> Self:
        """The same with another name of the firm, which each of its people bears."""
        return replace(self, name=name, people=tuple(replace(each, firm=name) for each in self.people))

    def with_person(self, grant: Grant) -> Self:
        """The same with a person of the firm, or with another role of one who is here.

        Raises:
            RemovedByMerchantError: the merchant removed them.
            RoleAboveFirmError: the firm may do less than that.
        """
        if grant.address in self.removed:
            raise RemovedByMerchantError(f"the merchant removed {grant.address}")
        if (known := self.person(grant.address)) is not None:
            grant = replace(grant, last_visit_at=known.last_visit_at)
        return replace(self, people=(*self.without(grant.address).people, grant))

    def without(self, address: str) -> Self:
        """The same without a person; unchanged if they are not here."""
        return replace(self, people=tuple(each for each in self.people if each.address != address))

    def refusing(self, address: str) -> Self:
        """The same once the merchant removed a person."""
        return replace(self.without(address), removed=(*self.removed, address))

    def with_visit(self, address: str, now: datetime) -> Self:
        """The same with a visit of a person."""
        people = tuple(each.visited(now) if each.address == address else each for each in self.people)
        return replace(self, people=people)
