"""What must be true of a refund beyond its shape: references and invariant I5 (docs/talech.md 7.4)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from talech_simulator.contract import MerchantFile, Order, OrderLine, Refund, RefundLine
from talech_simulator.folder.problems import Finding


class RefundChecks:
    """Checks refunds one by one and adds up what each payment and line has already given back."""

    def __init__(self, profile: MerchantFile, orders: Sequence[Order], *, all_orders_read: bool) -> None:
        self._tenders = {each.id for each in profile.tenders}
        self._taxes = {each.id for each in profile.taxes}
        self._locations = {each.id for each in profile.locations}
        self._categories = {(each.location_id, each.id) for each in profile.categories}
        self._orders = {order.id: order for order in orders}
        self._all_orders_read = all_orders_read
        self._seen: set[str] = set()
        self._given_back: dict[str, int] = defaultdict(int)
        self._returned: dict[tuple[str | None, str], Decimal] = defaultdict(Decimal)

    def findings(self, refund: Refund) -> Iterator[Finding]:
        """Everything wrong with one refund."""
        if refund.id in self._seen:
            yield Finding("id", f"is {refund.id!r} a second time; give each refund its own")
        self._seen.add(refund.id)
        yield from self._tender_findings(refund)
        yield from _total_findings(refund)
        if refund.order_id is None:
            yield from self._findings_without_order(refund)
        elif (order := self._orders.get(refund.order_id)) is not None:
            yield from self._order_findings(refund, order)
        elif self._all_orders_read:
            yield Finding("order_id", f"is {refund.order_id!r}, no order of orders.jsonl; add that order")

    def _tender_findings(self, refund: Refund) -> Iterator[Finding]:
        if refund.tender_id is None and refund.destination == "ORIGINAL_TENDER":
            yield Finding("tender_id", "missing though the destination is ORIGINAL_TENDER; write the tender")
        if refund.tender_id is not None and refund.tender_id not in self._tenders:
            words = f"is {refund.tender_id!r}, no tender of merchant.json; use one of it or add it there"
            yield Finding("tender_id", words)

    def _findings_without_order(self, refund: Refund) -> Iterator[Finding]:
        """The guest has no receipt: the refund itself says where it belongs, what came back and with which taxes."""
        if refund.location_id not in self._locations:
            words = f"is {refund.location_id!r}, no location of merchant.json; use one of it or add it there"
            yield Finding("location_id", words)
        if refund.kind == "PAYMENT_REFUND_REOPEN":
            yield Finding("order_id", "missing on PAYMENT_REFUND_REOPEN; name the order that is open again")
        if refund.payment_id is not None:
            words = f"is {refund.payment_id!r}, a payment of no order; name the order or write null"
            yield Finding("payment_id", words)
        for position, line in enumerate(refund.lines):
            at = f"lines[{position}]"
            if line.line_id is not None:
                yield Finding(f"{at}.line_id", f"is {line.line_id!r}, a line of no order; name the order or write null")
            if line.category_id is not None and (refund.location_id, line.category_id) not in self._categories:
                words = f"is {line.category_id!r}, no category of {refund.location_id}; use one of it or write null"
                yield Finding(f"{at}.category_id", words)
            yield from self._tax_findings(at, line, None)

    def _order_findings(self, refund: Refund, order: Order) -> Iterator[Finding]:
        if refund.location_id != order.location_id:
            words = f"is {refund.location_id!r}, but its order was sold at {order.location_id!r}"
            yield Finding("location_id", words)
        if refund.at < order.opened_at:
            yield Finding("at", f"is {refund.at}, before the order's opened_at {order.opened_at}")
        if refund.payment_id is not None:
            yield from self._payment_findings(refund, order)
        elif refund.kind == "PAYMENT_REFUND_REOPEN":
            yield Finding("payment_id", "missing on PAYMENT_REFUND_REOPEN; name the payment given back")
        charged = sum(charge.amount_minor for charge in order.service_charges)
        if order.service_charges and refund.service_charge_minor > charged:
            words = f"is {refund.service_charge_minor}, but the order was charged {charged}; lower it"
            yield Finding("service_charge_minor", words)
        sold = {line.id: line for line in order.lines}
        for position, line in enumerate(refund.lines):
            yield from self._line_findings(f"lines[{position}]", refund, line, sold)

    def _payment_findings(self, refund: Refund, order: Order) -> Iterator[Finding]:
        payment = next((each for each in order.payments if each.id == refund.payment_id), None)
        if payment is None:
            words = f"is {refund.payment_id!r}, no payment of order {order.id}; correct it or write null"
            yield Finding("payment_id", words)
            return
        if refund.status == "COMPLETED":
            self._given_back[payment.id] += refund.total_minor
        paid = payment.amount_minor + payment.tip_minor
        if self._given_back[payment.id] > paid:
            words = f"brings the refunds of payment {payment.id} to {self._given_back[payment.id]} of {paid} paid (I5)"
            yield Finding("total_minor", f"is {refund.total_minor}, which {words}; lower it")

    def _line_findings(
        self, at: str, refund: Refund, line: RefundLine, sold: dict[str, OrderLine]
    ) -> Iterator[Finding]:
        original = sold.get(line.line_id) if line.line_id is not None else None
        if line.line_id is not None and original is None:
            words = f"is {line.line_id!r}, no line of order {refund.order_id}; correct it or write null"
            yield Finding(f"{at}.line_id", words)
        if original is not None and refund.status == "COMPLETED":
            key = (refund.order_id, original.id)
            self._returned[key] += line.quantity
            if self._returned[key] > original.quantity:
                words = f"brings returns of the line to {self._returned[key]} of {original.quantity} sold (I5)"
                yield Finding(f"{at}.quantity", f"is {line.quantity}, which {words}; lower it")
        yield from self._tax_findings(at, line, original)

    def _tax_findings(self, at: str, line: RefundLine, original: OrderLine | None) -> Iterator[Finding]:
        for position, tax in enumerate(line.taxes):
            if tax.tax_id not in self._taxes:
                words = f"is {tax.tax_id!r}, no tax of merchant.json; use one of it or add it there"
                yield Finding(f"{at}.taxes[{position}].tax_id", words)
        listed = sum(tax.amount_minor for tax in line.taxes)
        if line.taxes and listed != line.tax_minor:
            words = f"is {line.tax_minor}, but its taxes add up to {listed}; correct one of them"
            yield Finding(f"{at}.tax_minor", words)
        if line.tax_minor and not line.taxes and not (original and original.tax_minor):
            words = f"is {line.tax_minor}, but no sold line with tax says which; list taxes[]"
            yield Finding(f"{at}.taxes", words)


def _total_findings(refund: Refund) -> Iterator[Finding]:
    if refund.kind == "PAYMENT_REFUND_REOPEN":
        if refund.lines:
            yield Finding("lines", "must be empty on PAYMENT_REFUND_REOPEN; the payment comes back, not goods")
        return
    if refund.kind == "AMOUNT" and not refund.lines:
        return  # what is not named is debited to no category
    total = sum(line.net_minor + line.tax_minor for line in refund.lines)
    total += refund.service_charge_minor + refund.tip_minor + refund.rounding_minor
    if total != refund.total_minor:
        words = f"is {refund.total_minor}, but lines, service charge, tip and rounding give {total}"
        yield Finding("total_minor", f"{words}; correct one of them")
