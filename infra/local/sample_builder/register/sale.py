"""An order under construction, which adds itself up (docs/talech.md 7.2 and 7.4)."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sample_builder.merchants.trading import rfc3339
from sample_builder.money import half_up, shares
from sample_builder.register.charge import Discount, ServiceCharge
from sample_builder.register.line import Line
from sample_builder.register.payment import Payment, Tender
from sample_builder.register.taxes import Tax, TaxAmount

_GIFT_CARD_KINDS = frozenset({"GIFT_CARD_SALE", "GIFT_CARD_RELOAD"})


@dataclass(slots=True)
class Sale:
    """One order; every amount is worked out from its lines, charges and payments."""

    id: str
    location_id: str
    ticket: str
    opened_at: datetime
    order_type: str = "DINE_IN"
    channel: str = "REGISTER"
    guests: int | None = None
    training: bool = False
    status: str = "OPEN"
    closed_at: datetime | None = None
    updated_at: datetime | None = None
    uploaded_at: datetime | None = None
    revision: int = 1
    loyalty_minor: int = 0
    rounding_minor: int = 0
    handed_back_minor: int = 0  # by refunds that re-opened the order
    lines: list[Line] = field(default_factory=list)
    discounts: list[Discount] = field(default_factory=list)
    service_charges: list[ServiceCharge] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    earlier_closings: list[tuple[datetime, datetime]] = field(default_factory=list)

    def add_line(
        self,
        kind: str,
        category_id: str | None,
        name: str,
        unit_price_minor: int,
        *,
        quantity: Decimal | int = 1,
        taxes: tuple[Tax, ...] = (),
    ) -> Line:
        """Put a line on the order; the price is for one, in minor units, as shown to the customer."""
        line_id = f"l{len(self.lines) + 1}"
        line = Line(line_id, kind, category_id, name, Decimal(quantity), unit_price_minor, taxes)
        self.lines.append(line)
        return line

    def discount_line(self, line: Line, name: str, amount_minor: int, *, is_comp: bool = False) -> None:
        """Take an amount off one line's shown price."""
        discount = self._new_discount("ITEM", "AMOUNT", name, is_comp=is_comp)
        line.cuts[discount.id] = amount_minor

    def discount_order(self, name: str, percent: Decimal, *, is_comp: bool = False) -> None:
        """Take a percentage off the whole order, each line bearing its share by largest remainder."""
        amount = half_up(sum(line.payable_minor for line in self.revenue_lines) * percent / 100)
        self._spread(self._new_discount("ORDER", "PERCENT", name, is_comp=is_comp), amount)

    def discount_order_by(self, name: str, amount_minor: int) -> None:
        """Take an amount off the whole order."""
        self._spread(self._new_discount("ORDER", "AMOUNT", name, is_comp=False), amount_minor)

    def add_service_charge(self, name: str, percent: Decimal, payee: str, tax: Tax | None) -> None:
        """Charge a percentage of the net sale, with or without one tax on it."""
        amount = half_up(self.net_minor * percent / 100)
        taxes = (TaxAmount(tax.id, amount, half_up(amount * tax.rate)),) if tax else ()
        charge_id = f"s{len(self.service_charges) + 1}"
        self.service_charges.append(ServiceCharge(charge_id, name, "PERCENT", amount, payee, taxes))

    def pay(self, tender: Tender, amount_minor: int, at: datetime, tip_minor: int = 0) -> Payment:
        """Take a payment; the order stays open until `close`."""
        payment = Payment(f"{self.id}-{len(self.payments) + 1}", tender, amount_minor, at, tip_minor)
        self.payments.append(payment)
        self.status = "PARTIALLY_PAID"
        self.touch(at)
        return payment

    def close(self, at: datetime) -> None:
        """Close the order once it is paid in full.

        Raises:
            ValueError: the payments do not add up to the total.
        """
        if self.due_minor:
            raise ValueError(f"order {self.id} cannot close: {self.due_minor} minor units are still due")
        self.status = "CLOSED"
        self.closed_at = at
        self.touch(at)

    def reopen(self, at: datetime, handed_back_minor: int) -> None:
        """Open a closed order again by giving a payment back.

        Raises:
            ValueError: the order is not closed.
        """
        if self.closed_at is None:
            raise ValueError(f"order {self.id} cannot be re-opened: it is {self.status}")
        self.earlier_closings.append((self.closed_at, at))
        self.handed_back_minor += handed_back_minor
        self.status, self.closed_at = "OPEN", None
        self.touch(at)

    def void(self, at: datetime) -> None:
        """Delete the order before anything was paid on it."""
        for line in self.lines:
            line.voided = True
        self.status = "VOIDED"
        self.touch(at)

    def touch(self, at: datetime) -> None:
        """Remember that the order changed."""
        self.updated_at = at
        self.revision += 1

    @property
    def revenue_lines(self) -> list[Line]:
        """Lines that count as a sale."""
        return [line for line in self.lines if line.is_revenue]

    @property
    def gross_minor(self) -> int:
        """Sales before discounts, without tax."""
        return sum(line.gross_minor for line in self.revenue_lines)

    @property
    def net_minor(self) -> int:
        """Sales after discounts and loyalty rewards, without tax."""
        return sum(line.net_minor for line in self.revenue_lines) - self.loyalty_minor

    @property
    def tip_minor(self) -> int:
        """Tips of all payments that went through."""
        return sum(payment.tip_minor for payment in self.payments if payment.is_completed)

    @property
    def due_minor(self) -> int:
        """What is still to be paid."""
        paid = sum(payment.paid_minor for payment in self.payments)
        return self.totals()["total_minor"] - paid + self.handed_back_minor

    def totals(self) -> dict[str, int]:
        """The order's header; `total` is I2 of docs/talech.md 7.4 with the two later members."""
        gross = self.gross_minor
        totals = {
            "gross_minor": gross,
            "discount_minor": gross - self.net_minor - self.loyalty_minor,
            "loyalty_minor": self.loyalty_minor,
            "net_minor": self.net_minor,
            "service_charge_minor": sum(charge.amount_minor for charge in self.service_charges),
            "tax_minor": sum(line.tax_minor for line in self.revenue_lines)
            + sum(charge.tax_minor for charge in self.service_charges),
            "tip_minor": self.tip_minor,
            "gift_sold_minor": self._sum_of(_GIFT_CARD_KINDS),
            "house_account_paid_minor": self._sum_of({"HOUSE_ACCOUNT_PAYMENT"}),
            "deposits_sold_minor": self._sum_of({"DEPOSIT"}),
            "rounding_minor": self.rounding_minor,
        }
        before_net = {"gross_minor", "discount_minor", "loyalty_minor"}
        totals["total_minor"] = sum(amount for name, amount in totals.items() if name not in before_net)
        return totals

    def discount_amounts(self) -> dict[str, int]:
        """Each discount's amount without tax."""
        amounts = dict.fromkeys((discount.id for discount in self.discounts), 0)
        for line in self.revenue_lines:
            for discount_id, amount in line.discount_by_id().items():
                amounts[discount_id] += amount
        return amounts

    def to_json(self) -> dict[str, Any]:
        """The order of docs/talech.md 7.2."""
        amounts = self.discount_amounts()
        return {
            "id": self.id,
            "location_id": self.location_id,
            "ticket": self.ticket,
            "channel": self.channel,
            "order_type": self.order_type,
            "status": self.status,
            "opened_at": rfc3339(self.opened_at),
            "closed_at": rfc3339(self.closed_at) if self.closed_at else None,
            "updated_at": rfc3339(self.updated_at or self.opened_at),
            "uploaded_at": rfc3339(self.uploaded_at) if self.uploaded_at else None,
            "revision": self.revision,
            "guests": self.guests,
            "training": self.training,
            "lines": [line.to_json() for line in self.lines],
            "discounts": [discount.to_json(amounts[discount.id]) for discount in self.discounts],
            "loyalty_minor": self.loyalty_minor,
            "service_charges": [charge.to_json() for charge in self.service_charges],
            "totals": self.totals(),
            "payments": [payment.to_json() for payment in self.payments],
            "earlier_closings": [
                {"closed_at": rfc3339(closed), "reopened_at": rfc3339(reopened)}
                for closed, reopened in self.earlier_closings
            ],
        }

    def _new_discount(self, scope: str, kind: str, name: str, *, is_comp: bool) -> Discount:
        discount = Discount(f"d{len(self.discounts) + 1}", scope, kind, name, is_comp)
        self.discounts.append(discount)
        return discount

    def _spread(self, discount: Discount, amount_minor: int) -> None:
        lines = self.revenue_lines
        parts = shares(amount_minor, [line.payable_minor for line in lines])
        for line, part in zip(lines, parts, strict=True):
            if part:
                line.cuts[discount.id] = part

    def _sum_of(self, kinds: frozenset[str] | set[str]) -> int:
        return sum(line.shown_minor for line in self.lines if line.kind in kinds and not line.voided)
