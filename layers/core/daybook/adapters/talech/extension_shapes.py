"""INVENTED shapes: the fields about a day in the answers of `extensions` that Daybook reads.

snake_case, integers of minor units and RFC 3339 instants, as in the sample-merchant contract (docs/talech.md 7). A
missing field without a default is an error, never a zero.
"""

from datetime import UTC
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StrictInt

from daybook.adapters.talech.http.envelope import Envelope, Text

Instant = Annotated[AwareDatetime, AfterValidator(lambda instant: instant.astimezone(UTC))]

_LARGEST_MINOR = 10**13
MinorUnits = Annotated[StrictInt, Field(gt=-_LARGEST_MINOR, lt=_LARGEST_MINOR)]


class ExtensionShape(BaseModel):
    """Base of the shapes: frozen; unknown fields are ignored, and ids may be numbers."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True, defer_build=True)


class TaxAmountPart(ExtensionShape):
    """Tax of one tax id."""

    tax_id: Text
    amount_minor: MinorUnits


class TaxedAmountPart(ExtensionShape):
    """The part of one figure that is taxed with exactly these taxes."""

    role: Text
    tax_ids: tuple[Text, ...]
    amount_minor: MinorUnits


class ServiceChargePart(ExtensionShape):
    """A service charge without its tax."""

    payee: Text
    amount_minor: MinorUnits


class DiscountPart(ExtensionShape):
    """A reduction given on an order."""

    amount_minor: MinorUnits
    is_comp: bool = False


class PaymentPart(ExtensionShape):
    """A payment on an order; the amount excludes the tip."""

    id: Text
    tender_id: Text
    card_type: Text | None = None
    amount_minor: MinorUnits
    tip_minor: MinorUnits = 0
    taken_at: Instant
    status: Text


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

    id: Text
    status: Text
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


class FinancialsReply(Envelope, ExtensionShape):
    """`ext/v0/orderfinancials`."""

    orders: tuple[OrderFinancials, ...]


class ClosedOrder(ExtensionShape):
    """An order that closed in a window; `OrderFinancials` has the rest."""

    order_id: Text
    closed_at: Instant


class ClosingsReply(Envelope, ExtensionShape):
    """A page of `ext/v0/closings`."""

    orders: tuple[ClosedOrder, ...]
    next_cursor: Text | None


class TakenPayment(ExtensionShape):
    """A payment in a window; its order has the rest."""

    id: Text
    order_id: Text
    taken_at: Instant


class PaymentsReply(Envelope, ExtensionShape):
    """A page of `ext/v0/payments`."""

    payments: tuple[TakenPayment, ...]
    next_cursor: Text | None


class RefundLinePart(ExtensionShape):
    """The refunded part of one line."""

    category_id: Text | None = None
    net_minor: MinorUnits
    taxes: tuple[TaxAmountPart, ...]


class RefundPart(ExtensionShape):
    """Value given back."""

    id: Text
    order_id: Text | None = None
    at: Instant
    kind: Text
    destination: Text
    tender_id: Text | None = None
    card_type: Text | None = None
    lines: tuple[RefundLinePart, ...]
    service_charges: tuple[ServiceChargePart, ...]
    taxed_amounts: tuple[TaxedAmountPart, ...]
    tip_minor: MinorUnits = 0
    rounding_minor: MinorUnits = 0
    total_minor: MinorUnits
    status: Text


class RefundsReply(Envelope, ExtensionShape):
    """A page of `ext/v0/refunds`."""

    refunds: tuple[RefundPart, ...]
    next_cursor: Text | None


class DrawerEventPart(ExtensionShape):
    """A drawer event, such as a pay-in."""

    id: Text
    type: Text
    amount_minor: MinorUnits
    at: Instant


class DrawerShiftPart(ExtensionShape):
    """A closed and counted drawer shift."""

    id: Text
    closed_at: Instant
    difference_minor: MinorUnits


class DrawerPart(ExtensionShape):
    """What was counted and moved in a drawer."""

    events: tuple[DrawerEventPart, ...]
    shifts: tuple[DrawerShiftPart, ...]


class DrawerReply(Envelope, DrawerPart):
    """`ext/v0/drawer`."""


class LaunchReply(Envelope, ExtensionShape):
    """`ext/v0/launchtoken`."""

    refresh_token: Text
