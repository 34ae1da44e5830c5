"""INVENTED shapes: the fields about a day in the answers of `extensions` that Daybook reads.

snake_case, integers of minor units and RFC 3339 instants, as in the sample-merchant contract (docs/talech.md 7). A
missing field without a default is an error, never a zero.
"""

from datetime import UTC
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StrictInt

Instant = Annotated[AwareDatetime, AfterValidator(lambda instant: instant.astimezone(UTC))]

_LARGEST_MINOR = 10**13
MinorUnits = Annotated[StrictInt, Field(gt=-_LARGEST_MINOR, lt=_LARGEST_MINOR)]


class ExtensionShape(BaseModel):
    """Base of the shapes: frozen; unknown fields are ignored, and ids may be numbers."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)


class TaxAmountPart(ExtensionShape):
    """Tax of one tax id."""

    tax_id: str
    amount_minor: MinorUnits


class TaxedAmountPart(ExtensionShape):
    """The part of one figure that is taxed with exactly these taxes."""

    role: str
    tax_ids: tuple[str, ...]
    amount_minor: MinorUnits


class ServiceChargePart(ExtensionShape):
    """A service charge without its tax."""

    payee: str
    amount_minor: MinorUnits


class DiscountPart(ExtensionShape):
    """A reduction given on an order."""

    amount_minor: MinorUnits
    is_comp: bool = False


class PaymentPart(ExtensionShape):
    """A payment on an order; the amount excludes the tip."""

    id: str
    tender_id: str
    card_type: str | None = None
    amount_minor: MinorUnits
    tip_minor: MinorUnits = 0
    taken_at: Instant
    status: str


class TotalsPart(ExtensionShape):
    """The order's header in minor units, with fields that the order search does not have."""

    gross_minor: MinorUnits
    discount_minor: MinorUnits
    loyalty_minor: MinorUnits
    net_minor: MinorUnits
    service_charge_minor: MinorUnits
    tax_minor: MinorUnits
    tip_minor: MinorUnits
    rounding_minor: MinorUnits
    total_minor: MinorUnits


class OrderFinancials(ExtensionShape):
    """An order without its lines."""

    id: str
    status: str
    opened_at: Instant
    closed_at: Instant | None = None
    revision: StrictInt = 1
    training: bool = False
    discounts: tuple[DiscountPart, ...]
    service_charges: tuple[ServiceChargePart, ...]
    taxes: tuple[TaxAmountPart, ...]
    taxed_amounts: tuple[TaxedAmountPart, ...]
    totals: TotalsPart
    gift_cards_sold_minor: MinorUnits
    house_account_paid_minor: MinorUnits
    deposits_sold_minor: MinorUnits
    payments: tuple[PaymentPart, ...]


class FinancialsReply(ExtensionShape):
    """`ext/v0/orderfinancials`."""

    orders: tuple[OrderFinancials, ...]


class ClosedOrder(ExtensionShape):
    """An order that closed in a window; `OrderFinancials` has the rest."""

    order_id: str


class ClosingsReply(ExtensionShape):
    """A page of `ext/v0/closings`."""

    orders: tuple[ClosedOrder, ...]
    next_cursor: str | None


class TakenPayment(ExtensionShape):
    """A payment in a window; its order has the rest."""

    id: str
    order_id: str


class PaymentsReply(ExtensionShape):
    """A page of `ext/v0/payments`."""

    payments: tuple[TakenPayment, ...]
    next_cursor: str | None


class RefundLinePart(ExtensionShape):
    """The refunded part of one line."""

    category_id: str | None = None
    net_minor: MinorUnits
    taxes: tuple[TaxAmountPart, ...]


class RefundPart(ExtensionShape):
    """Value given back."""

    id: str
    order_id: str | None = None
    at: Instant
    kind: str
    destination: str
    tender_id: str | None = None
    card_type: str | None = None
    lines: tuple[RefundLinePart, ...]
    service_charges: tuple[ServiceChargePart, ...]
    taxed_amounts: tuple[TaxedAmountPart, ...]
    tip_minor: MinorUnits = 0
    rounding_minor: MinorUnits = 0
    total_minor: MinorUnits
    status: str


class RefundsReply(ExtensionShape):
    """A page of `ext/v0/refunds`."""

    refunds: tuple[RefundPart, ...]
    next_cursor: str | None


class DrawerEventPart(ExtensionShape):
    """A drawer event, such as a pay-in."""

    id: str
    type: str
    amount_minor: MinorUnits
    at: Instant


class DrawerShiftPart(ExtensionShape):
    """A closed and counted drawer shift."""

    id: str
    closed_at: Instant
    difference_minor: MinorUnits


class DrawerReply(ExtensionShape):
    """`ext/v0/drawer`."""

    events: tuple[DrawerEventPart, ...]
    shifts: tuple[DrawerShiftPart, ...]


class LaunchReply(ExtensionShape):
    """`ext/v0/launchtoken`."""

    refresh_token: str
