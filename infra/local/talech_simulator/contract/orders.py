"""What was sold and how it was paid: one line of `orders.jsonl` (docs/talech.md 7.2).

All amounts are integer minor units of the location's currency; all instants are UTC.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from talech_simulator.contract.codec import RECORD, DecimalText, Instant

LineKind = Literal["ITEM", "GIFT_CARD_SALE", "GIFT_CARD_RELOAD", "HOUSE_ACCOUNT_PAYMENT", "DEPOSIT", "CUSTOM"]
OrderStatus = Literal["OPEN", "PARTIALLY_PAID", "CLOSED", "VOIDED"]


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class TaxAmount:
    """One tax on one line or service charge."""

    tax_id: Annotated[str, Field(description="The tax, one of merchant.json taxes.")]
    amount_minor: Annotated[StrictInt, Field(description="The tax in minor units.")]
    base_minor: Annotated[StrictInt | None, Field(description="What the tax was reckoned on, in minor units.")] = None


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class Modifier:
    """An extra on a line ("oat milk"); its value belongs to the line and to the line's category."""

    name: Annotated[str, Field(description="What was added.")]
    gross_minor: Annotated[
        StrictInt,
        Field(description="Value for the whole line before discounts, without tax; part of the line's gross."),
    ]
    category_id: Annotated[str | None, Field(description="The modifier's own category, or null.")] = None
    quantity: Annotated[
        DecimalText, Field(description='How many in the whole line, as a decimal text, for example "2".')
    ] = Decimal(1)
    unit_price_minor: Annotated[StrictInt | None, Field(description="Price of one as shown to the customer.")] = None


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One position of an order."""

    id: Annotated[str, Field(description="Identifier of the line, unique within its order.")]
    gross_minor: Annotated[
        StrictInt, Field(description="Value with modifiers before discounts, always without tax, in minor units.")
    ]
    name: Annotated[str, Field(description="What was sold, as on the receipt.")] = ""
    kind: Annotated[
        LineKind, Field(description="All but ITEM and CUSTOM are liabilities or receivables, never revenue.")
    ] = "ITEM"
    category_id: Annotated[str | None, Field(description="Category of an ITEM; null for none.")] = None
    quantity: Annotated[
        DecimalText, Field(description='Sold quantity as a decimal text, for example "2" or "0.35".')
    ] = Decimal(1)
    unit_price_minor: Annotated[StrictInt | None, Field(description="Price of one as shown to the customer.")] = None
    discount_minor: Annotated[
        StrictInt, Field(description="Discounts on the line with its share of order discounts; positive.")
    ] = 0
    tax_minor: Annotated[StrictInt, Field(description="All taxes of the line; the sum of taxes.")] = 0
    tax_inclusive: Annotated[StrictBool, Field(description="Whether unit_price_minor contains the tax.")] = False
    taxes: Annotated[tuple[TaxAmount, ...], Field(description="Tax by tax; the amounts add up to tax_minor.")] = ()
    modifiers: Annotated[tuple[Modifier, ...], Field(description="Extras on the line.")] = ()
    voided: Annotated[StrictBool, Field(description="A voided line has no effect on the books.")] = False


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """A reduction given on the order."""

    id: Annotated[str, Field(description="Identifier of the discount, unique within its order.")]
    amount_minor: Annotated[StrictInt, Field(description="What it took off, positive, in minor units.")]
    name: Annotated[str, Field(description="Name on the receipt, for example Staff 10%.")] = ""
    scope: Annotated[str, Field(description="ORDER or ITEM.")] = "ORDER"
    kind: Annotated[str, Field(description="PERCENT or AMOUNT.")] = "AMOUNT"
    is_comp: Annotated[
        StrictBool, Field(description="A comp (given away by the house) is kept apart from other discounts.")
    ] = False


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCharge:
    """A charge for service; talech reports call it gratuity."""

    id: Annotated[str, Field(description="Identifier of the charge, unique within its order.")]
    amount_minor: Annotated[StrictInt, Field(description="The charge without its tax, in minor units.")]
    name: Annotated[str, Field(description="Name on the receipt, for example Large party.")] = ""
    kind: Annotated[str, Field(description="PERCENT, FIXED or OPEN.")] = "PERCENT"
    taxable: Annotated[StrictBool, Field(description="Whether tax was charged on it.")] = False
    tax_minor: Annotated[StrictInt, Field(description="Tax on the charge; part of totals.tax_minor.")] = 0
    taxes: Annotated[
        tuple[TaxAmount, ...],
        Field(description="Tax by tax; when left out, tax_minor is split like the taxes of the order's lines."),
    ] = ()
    payee: Annotated[Literal["STAFF", "HOUSE"], Field(description="Who the charge belongs to.")] = "HOUSE"


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The header of the order: the figures the shop's own report shows (invariants I1 and I2)."""

    gross_minor: Annotated[StrictInt, Field(description="ITEM and CUSTOM lines before discounts, without tax.")]
    net_minor: Annotated[StrictInt, Field(description="gross - discount - loyalty.")]
    total_minor: Annotated[
        StrictInt,
        Field(
            description=(
                "net + service charges + tax + tip + gift cards sold + house account paid + deposits sold + rounding."
            )
        ),
    ]
    discount_minor: Annotated[StrictInt, Field(description="Discounts and comps, positive.")] = 0
    loyalty_minor: Annotated[StrictInt, Field(description="Loyalty rewards used, positive.")] = 0
    service_charge_minor: Annotated[StrictInt, Field(description="Service charges without their tax.")] = 0
    tax_minor: Annotated[StrictInt, Field(description="Tax of lines and of service charges.")] = 0
    tip_minor: Annotated[
        StrictInt, Field(description="Tips of completed payments less tips given back by re-opening.")
    ] = 0
    gift_sold_minor: Annotated[StrictInt, Field(description="Gift cards sold and reloaded.")] = 0
    house_account_paid_minor: Annotated[StrictInt, Field(description="Payments of house accounts sold as a line.")] = 0
    deposits_sold_minor: Annotated[StrictInt, Field(description="Deposits sold as a line.")] = 0
    rounding_minor: Annotated[StrictInt, Field(description="Cash rounding; negative when the customer paid less.")] = 0


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class TipChange:
    """A tip corrected after the payment, usually before settlement."""

    at: Annotated[Instant, Field(description="When it was changed.")]
    from_minor: Annotated[StrictInt, Field(description="Tip before.")]
    to_minor: Annotated[StrictInt, Field(description="Tip after; the last one equals the payment's tip_minor.")]


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money, or what stands for it, taken on an order."""

    id: Annotated[str, Field(description="Identifier of the payment, unique within the folder.")]
    tender_id: Annotated[str, Field(description="How it was paid, one of merchant.json tenders.")]
    amount_minor: Annotated[StrictInt, Field(description="Amount without the tip, in minor units.")]
    taken_at: Annotated[Instant, Field(description="When it was taken, UTC, for example 2026-03-08T00:25:10Z.")]
    card_type: Annotated[str | None, Field(description="VISA, MASTERCARD, ...; null when not a card or not known.")] = (
        None
    )
    tip_minor: Annotated[StrictInt, Field(description="Tip on top of the amount.")] = 0
    status: Annotated[str, Field(description="COMPLETED counts; VOIDED, DECLINED and PENDING do not.")] = "COMPLETED"
    tip_changes: Annotated[tuple[TipChange, ...], Field(description="Corrections of the tip, oldest first.")] = ()
    tendered_minor: Annotated[StrictInt | None, Field(description="Cash handed over.")] = None
    change_minor: Annotated[StrictInt | None, Field(description="Cash handed back.")] = None
    settled_at: Annotated[Instant | None, Field(description="When the card batch was settled, or null.")] = None
    external_terminal: Annotated[StrictBool, Field(description="Paid on a terminal that is not talech's.")] = False
    offline: Annotated[StrictBool, Field(description="Taken while the register was offline.")] = False
    drawer_shift_id: Annotated[str | None, Field(description="The drawer shift that took it, or null.")] = None


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierClosing:
    """A closing that a refunded payment undid (PAYMENT_REFUND_REOPEN)."""

    closed_at: Annotated[Instant, Field(description="When the order was closed.")]
    reopened_at: Annotated[Instant, Field(description="When it was opened again.")]


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order as it finally stands, from opening to closing."""

    id: Annotated[str, Field(description="Identifier of the order, unique within the folder (talech: 14 digits).")]
    location_id: Annotated[str, Field(description="Where it was sold, one of merchant.json locations.")]
    status: Annotated[OrderStatus, Field(description="CLOSED means paid in full; VOIDED orders have no effect.")]
    opened_at: Annotated[Instant, Field(description="When it was opened, UTC, for example 2026-03-07T23:10:00Z.")]
    totals: Annotated[Totals, Field(description="The header figures.")]
    closed_at: Annotated[Instant | None, Field(description="When it was paid in full; null unless CLOSED.")] = None
    updated_at: Annotated[Instant | None, Field(description="When it last changed; left out, its latest instant.")] = (
        None
    )
    uploaded_at: Annotated[Instant | None, Field(description="When an offline register sent it in; unseen before.")] = (
        None
    )
    revision: Annotated[StrictInt, Field(description="Counts the changes, from 1.")] = 1
    ticket: Annotated[str, Field(description="Code shown to people; repeats over time, never a key.")] = ""
    channel: Annotated[str, Field(description="REGISTER, ONLINE, INVOICE, ...")] = "REGISTER"
    order_type: Annotated[str, Field(description="DINE_IN, TO_GO, DELIVERY, RETAIL, ...")] = "TO_GO"
    guests: Annotated[StrictInt | None, Field(description="Guests at the table, or null.")] = None
    training: Annotated[StrictBool, Field(description="Training orders have no effect.")] = False
    lines: Annotated[tuple[OrderLine, ...], Field(description="What was sold.")] = ()
    discounts: Annotated[
        tuple[Discount, ...],
        Field(description="Reductions by name; when any is listed they add up to totals.discount_minor."),
    ] = ()
    loyalty_minor: Annotated[StrictInt, Field(description="Loyalty rewards used; equals totals.loyalty_minor.")] = 0
    service_charges: Annotated[
        tuple[ServiceCharge, ...], Field(description="Service charges; their amounts add up.")
    ] = ()
    adjustment_minor: Annotated[
        StrictInt, Field(description="Header gross minus the lines' gross, when they are known to differ.")
    ] = 0
    earlier_closings: Annotated[
        tuple[EarlierClosing, ...], Field(description="Closings undone by re-opening, oldest first.")
    ] = ()
    payments: Annotated[tuple[Payment, ...], Field(description="Payments taken on it.")] = ()
