"""What must be true of an order beyond its shape: references and invariants I1 to I4 (docs/talech.md 7.4)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from talech_simulator.contract import MerchantFile, Order, OrderLine, Refund, TaxAmount
from talech_simulator.folder.order_times import time_findings
from talech_simulator.folder.problems import Finding, repeated

REVENUE_KINDS = ("ITEM", "CUSTOM")


class OrderChecks:
    """Checks orders one by one and remembers the ids it has seen."""

    def __init__(self, profile: MerchantFile, refunds: Sequence[Refund]) -> None:
        self._locations = {each.id for each in profile.locations}
        self._homes: dict[str, set[str]] = defaultdict(set)
        for category in profile.categories:
            self._homes[category.id].add(category.location_id)
        self._taxes = {each.id for each in profile.taxes}
        self._tenders = {each.id for each in profile.tenders}
        self._seen_orders: set[str] = set()
        self._seen_payments: set[str] = set()
        self._reopened: dict[str, list[Refund]] = defaultdict(list)
        for refund in refunds:
            if refund.order_id and refund.kind == "PAYMENT_REFUND_REOPEN" and refund.status == "COMPLETED":
                self._reopened[refund.order_id].append(refund)

    def findings(self, order: Order) -> Iterator[Finding]:
        """Everything wrong with one order."""
        yield from self._identity_findings(order)
        for position, line in enumerate(order.lines):
            yield from self._line_findings(f"lines[{position}]", order, line)
        for position, charge in enumerate(order.service_charges):
            yield from self._tax_findings(f"service_charges[{position}]", charge.taxes, charge.tax_minor, needed=False)
        yield from self._payment_findings(order)
        yield from time_findings(order)
        yield from _header_findings(order)
        yield from self._paid_findings(order)

    def _identity_findings(self, order: Order) -> Iterator[Finding]:
        if order.id in self._seen_orders:
            yield Finding("id", f"is {order.id!r} a second time; give each order its own")
        self._seen_orders.add(order.id)
        if order.location_id not in self._locations:
            words = f"is {order.location_id!r}, no location of merchant.json; use one of it or add it there"
            yield Finding("location_id", words)
        for position in repeated(line.id for line in order.lines):
            words = f"is {order.lines[position].id!r} a second time in this order; give each line its own"
            yield Finding(f"lines[{position}].id", words)

    def _line_findings(self, at: str, order: Order, line: OrderLine) -> Iterator[Finding]:
        if line.category_id is not None:
            homes = self._homes.get(line.category_id, set())
            if order.location_id not in homes:
                where = f"a category of {', '.join(sorted(homes))}" if homes else "no category of merchant.json"
                words = f"is {line.category_id!r}, {where}; use one of {order.location_id} or write null"
                yield Finding(f"{at}.category_id", words)
        if line.quantity == 0:
            yield Finding(f"{at}.quantity", "is 0; leave the line out or write what was sold")
        for position, modifier in enumerate(line.modifiers):
            if modifier.quantity == 0:
                yield Finding(f"{at}.modifiers[{position}].quantity", "is 0; leave the modifier out")
        yield from self._tax_findings(at, line.taxes, line.tax_minor, needed=True)
        if line.kind not in REVENUE_KINDS and (line.tax_minor or line.discount_minor):
            words = f"{line.kind} carries tax {line.tax_minor} and discount {line.discount_minor}; both must be 0"
            yield Finding(f"{at}.kind", words)

    def _tax_findings(self, at: str, taxes: Sequence[TaxAmount], total: int, *, needed: bool) -> Iterator[Finding]:
        for position, tax in enumerate(taxes):
            if tax.tax_id not in self._taxes:
                words = f"is {tax.tax_id!r}, no tax of merchant.json; use one of it or add it there"
                yield Finding(f"{at}.taxes[{position}].tax_id", words)
        listed = sum(tax.amount_minor for tax in taxes)
        if (taxes or needed) and listed != total:
            words = f"is {total}, but its taxes add up to {listed}; correct one of them"
            yield Finding(f"{at}.tax_minor", words)

    def _payment_findings(self, order: Order) -> Iterator[Finding]:
        for position, payment in enumerate(order.payments):
            at = f"payments[{position}]"
            if payment.id in self._seen_payments:
                yield Finding(f"{at}.id", f"is {payment.id!r} a second time; give each payment its own")
            self._seen_payments.add(payment.id)
            if payment.tender_id not in self._tenders:
                words = f"is {payment.tender_id!r}, no tender of merchant.json; use one of it or add it there"
                yield Finding(f"{at}.tender_id", words)
            if order.status == "VOIDED" and payment.status == "COMPLETED":
                yield Finding(f"{at}.status", "is COMPLETED on a VOIDED order; void the payment too")
            if payment.tip_changes and payment.tip_changes[-1].to_minor != payment.tip_minor:
                last = payment.tip_changes[-1].to_minor
                words = f"is {payment.tip_minor}, but the last tip change says {last}; make them equal"
                yield Finding(f"{at}.tip_minor", words)

    def _paid_findings(self, order: Order) -> Iterator[Finding]:
        """I3: a closed order is paid in full, and the header's tip is what its payments carry."""
        if order.status == "VOIDED":
            return
        completed = [payment for payment in order.payments if payment.status == "COMPLETED"]
        reopened = self._reopened.get(order.id, [])
        tip = sum(each.tip_minor for each in completed) - sum(each.tip_minor for each in reopened)
        if order.totals.tip_minor != tip:
            words = f"is {order.totals.tip_minor}, but its completed payments carry {tip}; correct one of them"
            yield Finding("totals.tip_minor", words)
        paid = sum(each.amount_minor + each.tip_minor for each in completed)
        paid -= sum(each.total_minor for each in reopened)
        if order.status == "CLOSED" and paid != order.totals.total_minor:
            words = (
                f"amounts and tips add up to {paid}, but totals.total_minor is {order.totals.total_minor} (I3); "
                "correct a payment or set status OPEN"
            )
            yield Finding("payments", words)


def _header_findings(order: Order) -> Iterator[Finding]:
    """I1, I2 and I4: the header adds up, and it equals its parts."""
    totals = order.totals
    lines = [line for line in order.lines if not line.voided]

    def gross(*kinds: str) -> int:
        return sum(line.gross_minor for line in lines if line.kind in kinds)

    net = totals.gross_minor - totals.discount_minor - totals.loyalty_minor
    total = totals.net_minor + totals.service_charge_minor + totals.tax_minor + totals.tip_minor
    total += totals.gift_sold_minor + totals.house_account_paid_minor + totals.deposits_sold_minor
    total += totals.rounding_minor
    tax = sum(line.tax_minor for line in lines) + sum(each.tax_minor for each in order.service_charges)
    expected = {
        "net_minor": (net, "gross - discount - loyalty (I1)"),
        "total_minor": (total, "the sum of its parts (I2)"),
        "gross_minor": (gross(*REVENUE_KINDS) + order.adjustment_minor, "lines plus adjustment_minor (I4)"),
        "discount_minor": (sum(line.discount_minor for line in lines), "the lines' discounts (I4)"),
        "loyalty_minor": (order.loyalty_minor, "the order's loyalty_minor (I4)"),
        "tax_minor": (tax, "the tax of lines and service charges (I4)"),
        "service_charge_minor": (sum(each.amount_minor for each in order.service_charges), "its charges (I4)"),
        "gift_sold_minor": (gross("GIFT_CARD_SALE", "GIFT_CARD_RELOAD"), "the gift card lines (I4)"),
        "house_account_paid_minor": (gross("HOUSE_ACCOUNT_PAYMENT"), "the house account lines (I4)"),
        "deposits_sold_minor": (gross("DEPOSIT"), "the deposit lines (I4)"),
    }
    for field, (value, source) in expected.items():
        stated = getattr(totals, field)
        if stated != value:
            yield Finding(f"totals.{field}", f"is {stated}, but {source} give {value}; correct one of them")
    listed = sum(discount.amount_minor for discount in order.discounts)
    if order.discounts and listed != totals.discount_minor:
        words = f"add up to {listed}, but totals.discount_minor is {totals.discount_minor}; list all or none"
        yield Finding("discounts", words)
