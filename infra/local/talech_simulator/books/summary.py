"""talech's receipts summary report, computed from the shop's records (docs/talech.md 3.6 and 4).

Neither Daybook nor the truth ledger has a part in it: it is the control total both must meet. Minor units;
a window is half-open and everything is found by instant.
"""

from collections.abc import Iterable
from datetime import datetime

from talech_simulator.books.shares import unnamed_refund_minor
from talech_simulator.contract import Refund
from talech_simulator.shop.records import LocationRecords

_TO_TENDERS = ("ORIGINAL_TENDER", "CASH")


def summary(records: LocationRecords, start: datetime, end: datetime) -> dict[str, int]:
    """The figures of `all` for the window, each in minor units except the two counts of receipts."""
    closed = [order.totals for order in records.closed_orders(start, end)]
    refunds = records.counted_refunds(start, end)
    returns = [each for each in refunds if each.kind != "PAYMENT_REFUND_REOPEN"]
    taken = sum(payment.amount_minor + payment.tip_minor for _, payment in records.counted_payments(start, end))
    gross = sum(totals.gross_minor for totals in closed)
    discount = sum(totals.discount_minor for totals in closed)
    loyalty = sum(totals.loyalty_minor for totals in closed)
    tax = sum(totals.tax_minor for totals in closed)
    refunded = _net(each for each in returns if each.destination != "STORE_CREDIT")
    refunded_tax = sum(line.tax_minor for each in returns for line in each.lines)
    return {
        "grossRevenue": gross,
        "discount": discount,
        "loyalty": loyalty,
        "refundAmount": refunded,
        "refundTaxAmount": refunded_tax,
        "refundGratuityAmount": sum(each.service_charge_minor for each in returns),
        "netRevenue": gross - discount - loyalty - refunded,
        "tax": tax,
        "reportedTax": tax - refunded_tax,
        "gratuity": sum(totals.service_charge_minor for totals in closed),
        "tip": sum(totals.tip_minor for totals in closed) - sum(each.tip_minor for each in returns),
        "netGiftCardsRevenue": sum(totals.gift_sold_minor for totals in closed),
        "roundingRevenue": sum(totals.rounding_minor for totals in closed)
        - sum(each.rounding_minor for each in returns),
        "storeCreditGranted": _given(each for each in returns if each.destination == "STORE_CREDIT"),
        "totalCollected": taken - _given(each for each in refunds if each.destination in _TO_TENDERS),
        "receipts": len(closed),
        "refundReceipts": len(returns),
    }


def _net(refunds: Iterable[Refund]) -> int:
    return sum(unnamed_refund_minor(each) + sum(line.net_minor for line in each.lines) for each in refunds)


def _given(refunds: Iterable[Refund]) -> int:
    return sum(each.total_minor for each in refunds)
