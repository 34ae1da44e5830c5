"""Roles: the kinds of amounts of a business day, which a mapping assigns to accounts.

A role is written `kind` or `kind:key` or `kind:key:detail`: `revenue:c1`, `tender:CCRD:VISA`, `tax:t_hst`, `tip`. A
category belongs to the menu of a store; a role can name the store at its end: `revenue:c1@310001:1`.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from daybook.domain.asking import AskDifferentlyError


class RoleKind(StrEnum):
    """Every kind of amount that a day's posting can hold (docs/accounting.md 3, docs/talech.md 7.7)."""

    REVENUE = "revenue"
    ADJUSTMENT = "adjustment"
    DISCOUNT = "discount"
    COMP = "comp"
    LOYALTY = "loyalty"
    REFUND = "refund"
    TAX = "tax"
    SERVICE_CHARGE = "service_charge"
    TIP = "tip"
    GIFT_CARD = "gift_card"
    STORE_CREDIT = "store_credit"
    HOUSE_ACCOUNT = "house_account"
    CUSTOMER_DEPOSITS = "customer_deposits"
    ROUNDING = "rounding"
    TENDER = "tender"
    PAID_IN = "paid_in"
    PAID_OUT = "paid_out"
    CASH_DROP = "cash_drop"
    OVER_SHORT = "over_short"
    SUSPENSE = "suspense"


OF_CATEGORIES = frozenset({RoleKind.REVENUE, RoleKind.REFUND})
NO_CATEGORY = "none"
CASH_TENDER = "CASH"
UNKNOWN_CARD = "UNKNOWN"
# The payee of a service charge that is the employees'.
STAFF = "STAFF"
_AT = "@"


@dataclass(frozen=True, slots=True, order=True)
class Role:
    """One kind of amount, with its category, tax, payee or tender.

    Two stores may use one id for two categories; `location_id` says whose category it is.
    """

    kind: RoleKind
    key: str = ""
    detail: str = ""
    location_id: str = ""

    def __str__(self) -> str:
        """The text form that mappings and records store."""
        return f"{self._forms[0]}{_AT}{self.location_id}" if self.location_id else self._forms[0]

    @property
    def fallbacks(self) -> tuple[str, ...]:
        """Text forms from the most to the least specific: a mapping may name any of them.

        A store's category falls back to the category of that id in every store.
        """
        return (str(self), *self._forms) if self.location_id else self._forms

    def at(self, location_id: str) -> Self:
        """The same role for the category of one store; a role without a category is returned unchanged."""
        return replace(self, location_id=location_id) if self.kind in OF_CATEGORIES and self.key else self

    @property
    def everywhere(self) -> Self:
        """The same role in every store."""
        return replace(self, location_id="")

    @property
    def _forms(self) -> tuple[str, ...]:
        parts = [part for part in (self.kind.value, self.key, self.detail) if part]
        return tuple(":".join(parts[:n]) for n in range(len(parts), 0, -1))


def tender_role(tender_id: str, card_type: str | None, *, is_card: bool) -> Role:
    """The clearing role of a tender; cards have one role per card type, `UNKNOWN` for a card without a type."""
    return Role(RoleKind.TENDER, tender_id, (card_type or UNKNOWN_CARD).upper() if is_card else "")


def role_from_text(text: str) -> Role:
    """The role of a text form. Only tenders have a detail: any other key may itself hold a colon.

    A store is known by the colon in its id, so the key of a category may hold an @ that has none after it.

    Raises:
        AskDifferentlyError: the kind is none of ours.
    """
    kind_text, _, rest = text.partition(":")
    try:
        kind = RoleKind(kind_text)
    except ValueError as error:
        known = ", ".join(RoleKind)
        raise AskDifferentlyError(
            "role {role!r} has no kind that Daybook knows; known are {known}", role=text, known=known
        ) from error
    if kind is RoleKind.TENDER:
        key, _, detail = rest.partition(":")
        return Role(kind, key, detail)
    key, _, location_id = rest.rpartition(_AT) if kind in OF_CATEGORIES else ("", "", "")
    return Role(kind, key).at(location_id) if key and ":" in location_id else Role(kind, rest)
