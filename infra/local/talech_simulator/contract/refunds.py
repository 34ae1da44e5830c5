"""Money or value given back: one line of `refunds.jsonl` (docs/talech.md 7.3)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StrictInt

from talech_simulator.contract.codec import RECORD, DecimalText, Instant
from talech_simulator.contract.orders import TaxAmount

RefundKind = Literal["ITEM_RETURN", "PAYMENT_REFUND_REOPEN", "EXCHANGE", "AMOUNT"]
Destination = Literal["ORIGINAL_TENDER", "CASH", "STORE_CREDIT", "GIFT_CARD"]


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class RefundLine:
    """What came back, or an amount given back without goods."""

    net_minor: Annotated[StrictInt, Field(description="Value given back after discount, without tax, in minor units.")]
    line_id: Annotated[str | None, Field(description="The sold line it returns, or null.")] = None
    category_id: Annotated[
        str | None, Field(description="Category the value goes back from; left out, the sold line's.")
    ] = None
    quantity: Annotated[
        DecimalText, Field(description='Returned quantity as a decimal text; "0" when no goods came back.')
    ] = Decimal(1)
    discount_minor: Annotated[StrictInt, Field(description="Discount that had been given on what came back.")] = 0
    tax_minor: Annotated[StrictInt, Field(description="Tax given back with it.")] = 0
    taxes: Annotated[
        tuple[TaxAmount, ...],
        Field(description="Tax by tax; when left out, tax_minor is split like the taxes of the sold line."),
    ] = ()


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """One refund; it belongs to the day it was given, never to the day of the sale."""

    id: Annotated[str, Field(description="Identifier of the refund, unique within the folder.")]
    location_id: Annotated[str, Field(description="Where it was given: the location of its order, if it names one.")]
    at: Annotated[Instant, Field(description="When it was given, UTC, for example 2026-03-10T15:00:00Z.")]
    total_minor: Annotated[
        StrictInt, Field(description="Lines' net and tax + service charge + tip + rounding; what was given back.")
    ]
    order_id: Annotated[
        str | None, Field(description="The order it refunds, one of orders.jsonl; null without the receipt.")
    ] = None
    payment_id: Annotated[str | None, Field(description="The payment it gives back, or null.")] = None
    kind: Annotated[
        RefundKind, Field(description="PAYMENT_REFUND_REOPEN gives a payment back and opens the order again.")
    ] = "ITEM_RETURN"
    destination: Annotated[Destination, Field(description="Where the value went.")] = "ORIGINAL_TENDER"
    tender_id: Annotated[str | None, Field(description="The tender credited; needed for ORIGINAL_TENDER.")] = None
    card_type: Annotated[str | None, Field(description="Card type of that tender, or null.")] = None
    lines: Annotated[tuple[RefundLine, ...], Field(description="What came back; none for PAYMENT_REFUND_REOPEN.")] = ()
    service_charge_minor: Annotated[StrictInt, Field(description="Service charge given back, without tax.")] = 0
    tip_minor: Annotated[StrictInt, Field(description="Tip given back.")] = 0
    rounding_minor: Annotated[
        StrictInt, Field(description="Cash rounding of the refund; positive when the customer got more.")
    ] = 0
    status: Annotated[str, Field(description="COMPLETED counts; PENDING and FAILED do not.")] = "COMPLETED"
