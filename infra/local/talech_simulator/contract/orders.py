"""What was sold and how it was paid: one line of `orders.jsonl` (docs/talech.md 7.2).

All amounts are integer minor units of the location's currency; all instants are UTC.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

LineKind = Literal["ITEM", "GIFT_CARD_SALE", "GIFT_CARD_RELOAD", "HOUSE_ACCOUNT_PAYMENT", "DEPOSIT", "CUSTOM"]
OrderStatus = Literal["OPEN", "PARTIALLY_PAID", "CLOSED", "VOIDED"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxAmount:
    """One tax on one line or service charge."""

    tax_id: Annotated[str, "The tax, one of merchant.json taxes."]
    amount_minor: Annotated[int, "The tax in minor units."]
    base_minor: Annotated[int | None, "What the tax was reckoned on, in minor units."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifier:
    """An extra on a line ("oat milk"); its value belongs to the line and to the line's category."""

    name: Annotated[str, "What was added."]
    gross_minor: Annotated[int, "Value for the whole line before discounts, without tax; part of the line's gross."]
    category_id: Annotated[str | None, "The modifier's own category, or null."] = None
    quantity: Annotated[Decimal, 'How many in the whole line, as a decimal text, for example "2".'] = Decimal(1)
    unit_price_minor: Annotated[int | None, "Price of one as shown to the customer."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One position of an order."""

    id: Annotated[str, "Identifier of the line, unique within its order."]
    gross_minor: Annotated[int, "Value with modifiers before discounts, always without tax, in minor units."]
    name: Annotated[str, "What was sold, as on the receipt."] = ""
    kind: Annotated[LineKind, "All but ITEM and CUSTOM are liabilities or receivables, never revenue."] = "ITEM"
    category_id: Annotated[str | None, "Category of an ITEM; null for none."] = None
    quantity: Annotated[Decimal, 'Sold quantity as a decimal text, for example "2" or "0.35".'] = Decimal(1)
    unit_price_minor: Annotated[int | None, "Price of one as shown to the customer."] = None
    discount_minor: Annotated[int, "Discounts on the line with its share of order discounts; positive."] = 0
    tax_minor: Annotated[int, "All taxes of the line; the sum of taxes."] = 0
    tax_inclusive: Annotated[bool, "Whether unit_price_minor contains the tax."] = False
    taxes: Annotated[tuple[TaxAmount, ...], "Tax by tax; the amounts add up to tax_minor."] = ()
    modifiers: Annotated[tuple[Modifier, ...], "Extras on the line."] = ()
    voided: Annotated[bool, "A voided line has no effect on the books."] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """A reduction given on the order."""

    id: Annotated[str, "Identifier of the discount, unique within its order."]
    amount_minor: Annotated[int, "What it took off, positive, in minor units."]
    name: Annotated[str, "Name on the receipt, for example Staff 10%."] = ""
    scope: Annotated[str, "ORDER or ITEM."] = "ORDER"
    kind: Annotated[str, "PERCENT or AMOUNT."] = "AMOUNT"
    is_comp: Annotated[bool, "A comp (given away by the house) is kept apart from other discounts."] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCharge:
    """A charge for service; talech reports call it gratuity."""

    id: Annotated[str, "Identifier of the charge, unique within its order."]
    amount_minor: Annotated[int, "The charge without its tax, in minor units."]
    name: Annotated[str, "Name on the receipt, for example Large party."] = ""
    kind: Annotated[str, "PERCENT, FIXED or OPEN."] = "PERCENT"
    taxable: Annotated[bool, "Whether tax was charged on it."] = False
    tax_minor: Annotated[int, "Tax on the charge; part of totals.tax_minor."] = 0
    taxes: Annotated[
        tuple[TaxAmount, ...],
        "Tax by tax; when left out, tax_minor is split like the taxes of the order's lines.",
    ] = ()
    payee: Annotated[Literal["STAFF", "HOUSE"], "Who the charge belongs to."] = "HOUSE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The header of the order: the figures the shop's own report shows (invariants I1 and I2)."""

    gross_minor: Annotated[int, "ITEM and CUSTOM lines before discounts, without tax."]
    net_minor: Annotated[int, "gross - discount - loyalty."]
    total_minor: Annotated[
        int,
        "net + service charges + tax + tip + gift cards sold + house account paid + deposits sold + rounding.",
    ]
    discount_minor: Annotated[int, "Discounts and comps, positive."] = 0
    loyalty_minor: Annotated[int, "Loyalty rewards used, positive."] = 0
    service_charge_minor: Annotated[int, "Service charges without their tax."] = 0
    tax_minor: Annotated[int, "Tax of lines and of service charges."] = 0
    tip_minor: Annotated[int, "Tips of completed payments less tips given back by re-opening."] = 0
    gift_sold_minor: Annotated[int, "Gift cards sold and reloaded."] = 0
    house_account_paid_minor: Annotated[int, "Payments of house accounts sold as a line."] = 0
    deposits_sold_minor: Annotated[int, "Deposits sold as a line."] = 0
    rounding_minor: Annotated[int, "Cash rounding; negative when the customer paid less."] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TipChange:
    """A tip corrected after the payment, usually before settlement."""

    at: Annotated[datetime, "When it was changed."]
    from_minor: Annotated[int, "Tip before."]
    to_minor: Annotated[int, "Tip after; the last one equals the payment's tip_minor."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money, or what stands for it, taken on an order."""

    id: Annotated[str, "Identifier of the payment, unique within the folder."]
    tender_id: Annotated[str, "How it was paid, one of merchant.json tenders."]
    amount_minor: Annotated[int, "Amount without the tip, in minor units."]
    taken_at: Annotated[datetime, "When it was taken, UTC, for example 2026-03-08T00:25:10Z."]
    card_type: Annotated[str | None, "VISA, MASTERCARD, ...; null when not a card or not known."] = None
    tip_minor: Annotated[int, "Tip on top of the amount."] = 0
    status: Annotated[str, "COMPLETED counts; VOIDED, DECLINED and PENDING do not."] = "COMPLETED"
    tip_changes: Annotated[tuple[TipChange, ...], "Corrections of the tip, oldest first."] = ()
    tendered_minor: Annotated[int | None, "Cash handed over."] = None
    change_minor: Annotated[int | None, "Cash handed back."] = None
    settled_at: Annotated[datetime | None, "When the card batch was settled, or null."] = None
    external_terminal: Annotated[bool, "Paid on a terminal that is not talech's."] = False
    offline: Annotated[bool, "Taken while the register was offline."] = False
    drawer_shift_id: Annotated[str | None, "The drawer shift that took it, or null."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierClosing:
    """A closing that a refunded payment undid (PAYMENT_REFUND_REOPEN)."""

    closed_at: Annotated[datetime, "When the order was closed."]
    reopened_at: Annotated[datetime, "When it was opened again."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order as it finally stands, from opening to closing."""

    id: Annotated[str, "Identifier of the order, unique within the folder (talech: 14 digits)."]
    location_id: Annotated[str, "Where it was sold, one of merchant.json locations."]
    status: Annotated[OrderStatus, "CLOSED means paid in full; VOIDED orders have no effect."]
    opened_at: Annotated[datetime, "When it was opened, UTC, for example 2026-03-07T23:10:00Z."]
    totals: Annotated[Totals, "The header figures."]
    closed_at: Annotated[datetime | None, "When it was paid in full; null unless CLOSED."] = None
    updated_at: Annotated[datetime | None, "When it last changed; left out, its latest instant."] = None
    uploaded_at: Annotated[datetime | None, "When an offline register sent it in; unseen before."] = None
    revision: Annotated[int, "Counts the changes, from 1."] = 1
    ticket: Annotated[str, "Code shown to people; repeats over time, never a key."] = ""
    channel: Annotated[str, "REGISTER, ONLINE, INVOICE, ..."] = "REGISTER"
    order_type: Annotated[str, "DINE_IN, TO_GO, DELIVERY, RETAIL, ..."] = "TO_GO"
    guests: Annotated[int | None, "Guests at the table, or null."] = None
    training: Annotated[bool, "Training orders have no effect."] = False
    lines: Annotated[tuple[OrderLine, ...], "What was sold."] = ()
    discounts: Annotated[
        tuple[Discount, ...], "Reductions by name; when any is listed they add up to totals.discount_minor."
    ] = ()
    loyalty_minor: Annotated[int, "Loyalty rewards used; equals totals.loyalty_minor."] = 0
    service_charges: Annotated[tuple[ServiceCharge, ...], "Service charges; their amounts add up."] = ()
    adjustment_minor: Annotated[int, "Header gross minus the lines' gross, when they are known to differ."] = 0
    earlier_closings: Annotated[tuple[EarlierClosing, ...], "Closings undone by re-opening, oldest first."] = ()
    payments: Annotated[tuple[Payment, ...], "Payments taken on it."] = ()
