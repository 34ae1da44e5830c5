"""What an amount of a business day is, in words that a mapping can point at an account.

A role is written `kind` or `kind:key` or `kind:key:detail`: `revenue:c1`, `tender:CCRD:VISA`, `tax:t_hst`, `tip`.
"""

from dataclasses import dataclass
from enum import StrEnum

from daybook.domain.asking import AskDifferentlyError


class RoleKind(StrEnum):
    """Every kind of amount that a day's posting can hold (design 4, talech reference 7.7)."""

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


NO_CATEGORY = "none"
CASH_TENDER = "CASH"
UNKNOWN_CARD = "UNKNOWN"


@dataclass(frozen=True, slots=True, order=True)
class Role:
    """One kind of amount, with the category, tax, payee or tender it belongs to."""

    kind: RoleKind
    key: str = ""
    detail: str = ""

    def __str__(self) -> str:
        """The text form that mappings and records store."""
        return ":".join(part for part in (self.kind.value, self.key, self.detail) if part)

    @property
    def fallbacks(self) -> tuple[str, ...]:
        """Text forms from the most to the least specific: a mapping may name any of them."""
        parts = [part for part in (self.kind.value, self.key, self.detail) if part]
        return tuple(":".join(parts[:n]) for n in range(len(parts), 0, -1))


def tender_role(tender_id: str, card_type: str | None, *, is_card: bool) -> Role:
    """The clearing role of a tender; cards are told apart by type, and a card without one is `UNKNOWN`."""
    return Role(RoleKind.TENDER, tender_id, (card_type or UNKNOWN_CARD).upper() if is_card else "")


def role_from_text(text: str) -> Role:
    """The role of a text form. Only tenders have a detail: any other key may itself hold a colon.

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
    key, _, detail = rest.partition(":") if kind is RoleKind.TENDER else (rest, "", "")
    return Role(kind, key, detail)
