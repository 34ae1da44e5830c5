"""The shapes of talech's observed replies, with the fields that Daybook reads (docs/talech.md 3.3 to 3.6).

Amounts arrive as JSON floats and are parsed as Decimal; a missing field is an error, never a zero.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from daybook.adapters.talech.http.envelope import Envelope, Text
from daybook.domain.money import to_minor

_LARGEST = Decimal(10) ** 11

Figure = Annotated[Decimal, Field(gt=-_LARGEST, lt=_LARGEST)]
"""A possible amount or count of a shop; it may have more decimals because talech sends floats."""


class TalechShape(BaseModel):
    """Base of the shapes: camelCase in JSON; unknown fields are ignored, and ids may be numbers."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", alias_generator=to_camel, coerce_numbers_to_str=True, defer_build=True
    )


class Address(TalechShape):
    """The address of a store."""

    country: Text | None = None


class Store(TalechShape):
    """The shop inside a merchant entry; its id is nearly always 1."""

    store_id: Text
    store_name: Text | None = None
    currency: Text | None = None
    locale: Text | None = None
    business_close_hour: Text | None = None
    address: Address | None = None


class MerchantEntry(TalechShape):
    """One location's account: a chain of eleven shops has eleven entries."""

    merchant_identification: Text
    default_time_zone: Text | None = None
    is_demo: bool | None = None
    stores: tuple[Store, ...] = ()


class MerchantDetails(TalechShape):
    """The entries of a merchant."""

    merchant_details: tuple[MerchantEntry, ...]


class StoreInfoReply(Envelope, TalechShape):
    """`authentication/getAllMerchantStoreInfo`."""

    merchant_store_details: MerchantDetails


class HistoryRow(TalechShape):
    """An order's header in a search. `sub_total` is gross, `revenue` is net, `discount` includes comps."""

    order_id: Text
    amount: Figure
    sub_total: Figure
    discount: Figure
    tax: Figure
    tip: Figure
    revenue: Figure


class HistoryRows(TalechShape):
    """One page of orders."""

    orders: tuple[HistoryRow, ...]


class HistoryReply(Envelope, TalechShape):
    """`order/getorderhistory`."""

    search_result: HistoryRows


class DetailLine(TalechShape):
    """A revenue line or an add-on of one. `quantity` is the rest after refunds, `price` is without tax."""

    price: Figure
    quantity: Figure
    refunded_quantity: Figure = Decimal(0)
    category_id: Text | None = None
    add_ons: "tuple[DetailLine, ...] | None" = None

    @property
    def gross_minor(self) -> int:
        """The value sold, with add-ons, before discounts: added exactly, rounded once per line."""
        return to_minor(self._gross)

    @property
    def _gross(self) -> Decimal:
        own = self.price * (self.quantity + self.refunded_quantity)
        for add_on in self.add_ons or ():
            own += add_on._gross  # noqa: SLF001  its own class
        return own


class OrderDetail(TalechShape):
    """The lines of an order."""

    order_id: Text
    order_details: tuple[DetailLine, ...]


class OrderReply(Envelope, TalechShape):
    """`order/getorderbyid`."""

    order: OrderDetail = Field(alias="Order")


class MenuItem(TalechShape):
    """A product, of which Daybook reads only the category."""

    category_id: Text | None = None
    category_type: Text | None = None


class MenuReply(Envelope, TalechShape):
    """`managemenu/menuitem/allmenuitems`."""

    items: tuple[MenuItem, ...]


class SummaryFigures(TalechShape):
    """The money fields of the summary report, with which a day must agree.

    The first three are required: a report without them cannot control a day.
    """

    gross_revenue: Figure
    net_revenue: Figure
    total_collected: Figure
    discount: Figure | None = None
    loyalty: Figure | None = None
    refund_amount: Figure | None = None
    tax: Figure | None = None
    reported_tax: Figure | None = None
    refund_tax_amount: Figure | None = None
    gratuity: Figure | None = None
    refund_gratuity_amount: Figure | None = None
    tip: Figure | None = None
    net_gift_cards_revenue: Figure | None = None
    rounding_revenue: Figure | None = None
    store_credit_granted: Figure | None = None

    @classmethod
    def nothing(cls) -> "SummaryFigures":
        """The report for a window in which talech found no records."""
        return cls.model_validate({to_camel(name): 0 for name in cls.model_fields})

    def in_minor_units(self) -> Mapping[str, int]:
        """The figures of the report, by talech's names, each rounded once."""
        figures = self.model_dump(by_alias=True, exclude_none=True)
        return {name: to_minor(amount) for name, amount in figures.items()}


class SummaryReply(Envelope, TalechShape):
    """`reports/receiptssummaryreport`."""

    all: SummaryFigures
