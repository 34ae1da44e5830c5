"""A payment as the register records it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sample_builder.merchants.trading import rfc3339


@dataclass(frozen=True, slots=True)
class Tender:
    """How a guest pays: a tender code, and the card type where the tender is a card."""

    id: str
    card_type: str | None = None

    @property
    def is_cash(self) -> bool:
        """Only cash goes through the drawer and is rounded to coins."""
        return self.id == "CASH"


@dataclass(slots=True)
class Payment:
    """One payment; `amount_minor` excludes the tip."""

    id: str
    tender: Tender
    amount_minor: int
    taken_at: datetime
    tip_minor: int = 0
    tendered_minor: int | None = None
    status: str = "COMPLETED"
    settled_at: datetime | None = None
    external_terminal: bool = False
    offline: bool = False
    drawer_shift_id: str | None = None
    tip_changes: list[tuple[datetime, int, int]] = field(default_factory=list)

    @property
    def is_completed(self) -> bool:
        """Declined and voided payments moved no money."""
        return self.status == "COMPLETED"

    @property
    def paid_minor(self) -> int:
        """What the customer paid, tip included; nothing unless the payment went through."""
        return self.amount_minor + self.tip_minor if self.is_completed else 0

    def to_json(self) -> dict[str, Any]:
        """The payment of docs/talech.md 7.2."""
        tendered = self.tendered_minor
        payment: dict[str, Any] = {
            "id": self.id,
            "tender_id": self.tender.id,
            "card_type": self.tender.card_type,
            "amount_minor": self.amount_minor,
            "tip_minor": self.tip_minor,
            "tendered_minor": tendered,
            "change_minor": None if tendered is None else tendered - self.amount_minor,
            "taken_at": rfc3339(self.taken_at),
            "status": self.status,
            "settled_at": rfc3339(self.settled_at) if self.settled_at else None,
            "external_terminal": self.external_terminal,
            "offline": self.offline,
            "drawer_shift_id": self.drawer_shift_id,
        }
        if self.tip_changes:
            payment["tip_changes"] = [
                {"at": rfc3339(at), "from_minor": before, "to_minor": after} for at, before, after in self.tip_changes
            ]
        return payment
