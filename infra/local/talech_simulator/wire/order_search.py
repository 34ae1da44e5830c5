"""What an order search asks for beside its window: every narrowing that is documented."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from talech_simulator.contract import Order
from talech_simulator.wire.asking import chosen_texts, switch, text
from talech_simulator.wire.replies import CallRefusedError

SPLIT_CHECK = "SPLITCHECK"
_ORDERS = (None, "firstPaymentDate")
_RETURNS = frozenset({"REFUND", "PARTIALREFUND"})


@dataclass(frozen=True)
class OrderSearch:
    """An order is found that fits every narrowing. How talech combines them is not documented: this is our reading.

    Attributes:
        payment_types: tenders of which one took part; `SPLITCHECK` stands for several.
        searched: letters of the order's id or ticket, in any case.
    """

    statuses: frozenset[str] | None
    stores: frozenset[str] | None
    transaction_types: frozenset[str] | None
    payment_types: frozenset[str] | None
    hides_sales: bool
    hides_refunds: bool
    only_split_checks: bool
    searched: str

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> Self:
        """Read `searchCriteria`.

        Raises:
            CallRefusedError: a field holds what it cannot.
        """
        if asked.get("orderBy") not in _ORDERS:
            raise CallRefusedError(f"orderBy: is {asked['orderBy']!r}, must be firstPaymentDate")
        if asked.get("userId"):
            raise CallRefusedError("userId: no sample merchant says who took an order; leave it out")
        return cls(
            chosen_texts(asked, "orderStatus"),
            chosen_texts(asked, "storeIds"),
            chosen_texts(asked, "transactionTypes"),
            chosen_texts(asked, "paymentTypes"),
            switch(asked, "hideSale"),
            switch(asked, "hideRefund"),
            switch(asked, "onlySplitCheck"),
            text(asked, "searchString").casefold(),
        )

    def finds(self, order: Order, *, status: str, store: str, transactions: Sequence[str]) -> bool:
        """Whether an order of a store fits; `transactions` are its kinds."""
        paid_by = tenders_of(order)
        shown = {*paid_by, SPLIT_CHECK} if len(paid_by) > 1 else set(paid_by)
        is_return = not _RETURNS.isdisjoint(transactions)
        return (
            (self.statuses is None or status in self.statuses)
            and (self.stores is None or store in self.stores)
            and (self.transaction_types is None or not self.transaction_types.isdisjoint(transactions))
            and (self.payment_types is None or not self.payment_types.isdisjoint(shown))
            and not (self.hides_refunds if is_return else self.hides_sales)
            and (not self.only_split_checks or SPLIT_CHECK in shown)
            and (self.searched in order.id.casefold() or self.searched in order.ticket.casefold())
        )


def tenders_of(order: Order) -> list[str]:
    """Each tender that paid, once, in the order of the payments."""
    return list(dict.fromkeys(each.tender_id for each in order.payments if each.status == "COMPLETED"))
