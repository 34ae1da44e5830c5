"""A refund as the register records it (docs/talech.md 7.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sample_builder.merchants.trading import rfc3339
from sample_builder.money import half_up
from sample_builder.register.line import Line
from sample_builder.register.payment import Tender
from sample_builder.register.taxes import TaxAmount


@dataclass(frozen=True, slots=True)
class RefundLine:
    """What comes back of one line; a quantity of 0 gives back tax alone. Minor units, without tax."""

    line_id: str | None
    category_id: str | None
    quantity: Decimal
    net_minor: int
    discount_minor: int
    taxes: tuple[TaxAmount, ...]

    @property
    def tax_minor(self) -> int:
        """All taxes given back."""
        return sum(part.amount_minor for part in self.taxes)

    def to_json(self) -> dict[str, Any]:
        """The refund line, with its taxes named."""
        return {
            "line_id": self.line_id,
            "category_id": self.category_id,
            "quantity": str(self.quantity),
            "net_minor": self.net_minor,
            "discount_minor": self.discount_minor,
            "tax_minor": self.tax_minor,
            "taxes": [part.to_json() for part in self.taxes],
        }


@dataclass(frozen=True, slots=True)
class Refund:
    """Money, credit or goods given back; `handed_back_minor` is a payment undone to re-open its order."""

    id: str
    location_id: str
    order_id: str | None
    payment_id: str | None
    at: datetime
    kind: str
    destination: str
    tender: Tender
    lines: tuple[RefundLine, ...] = ()
    service_charge_minor: int = 0
    tip_minor: int = 0
    rounding_minor: int = 0
    handed_back_minor: int = 0

    @property
    def total_minor(self) -> int:
        """What the customer gets."""
        lines = sum(line.net_minor + line.tax_minor for line in self.lines)
        extras = self.service_charge_minor + self.tip_minor + self.rounding_minor
        return lines + extras + self.handed_back_minor

    @property
    def is_cash(self) -> bool:
        """Whether the money left the drawer."""
        return self.tender.is_cash

    def to_json(self) -> dict[str, Any]:
        """The refund of docs/talech.md 7.3."""
        return {
            "id": self.id,
            "location_id": self.location_id,
            "order_id": self.order_id,
            "payment_id": self.payment_id,
            "at": rfc3339(self.at),
            "kind": self.kind,
            "destination": self.destination,
            "tender_id": self.tender.id,
            "card_type": self.tender.card_type,
            "lines": [line.to_json() for line in self.lines],
            "service_charge_minor": self.service_charge_minor,
            "tip_minor": self.tip_minor,
            "rounding_minor": self.rounding_minor,
            "total_minor": self.total_minor,
            "status": "COMPLETED",
        }


def part_of(line: Line, quantity: Decimal) -> RefundLine:
    """Take back some of a line; parts given back one after the other add up to the line exactly."""
    before = line.returned
    line.returned += quantity
    net = _slice(line.net_minor, before, line)
    taxes = tuple(TaxAmount(part.tax_id, net, _slice(part.amount_minor, before, line)) for part in line.tax_parts)
    discount = _slice(line.discount_minor, before, line)
    return RefundLine(line.id, line.category_id, quantity, net, discount, taxes)


def tax_alone(line: Line, taxes: Sequence[TaxAmount]) -> RefundLine:
    """Give back tax and nothing else, booked against a line that bore it."""
    return RefundLine(line.id, line.category_id, Decimal(0), 0, 0, tuple(taxes))


def _slice(amount_minor: int, before: Decimal, line: Line) -> int:
    upto_now = half_up(amount_minor * line.returned / line.quantity)
    return upto_now - half_up(amount_minor * before / line.quantity)
