"""Every call of the wire by its path, and whether it is about one location."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from talech_simulator.wire.detail import order_by_id
from talech_simulator.wire.financials import order_financials
from talech_simulator.wire.history import order_history
from talech_simulator.wire.movements import closings, drawer, payments, refunds
from talech_simulator.wire.reference import menu_items, merchant_profile, store_info
from talech_simulator.wire.replies import Call
from talech_simulator.wire.reports import receipts_summary


@dataclass(frozen=True, slots=True)
class Answering:
    """How a path is answered."""

    answer: Callable[[Call], dict[str, Any]]
    of_a_location: bool = True


CALLS: Mapping[str, Answering] = {
    # observed at talech
    "authentication/getAllMerchantStoreInfo": Answering(store_info, of_a_location=False),
    "order/getorderhistory": Answering(order_history),
    "order/getorderbyid": Answering(order_by_id),
    "managemenu/menuitem/allmenuitems": Answering(menu_items),
    "reports/receiptssummaryreport": Answering(receipts_summary),
    # invented: not known to exist at talech
    "ext/v0/merchantprofile": Answering(merchant_profile, of_a_location=False),
    "ext/v0/orderfinancials": Answering(order_financials),
    "ext/v0/closings": Answering(closings),
    "ext/v0/payments": Answering(payments),
    "ext/v0/refunds": Answering(refunds),
    "ext/v0/drawer": Answering(drawer),
}
