"""The neutral posting of a day: balanced lines, before any QuickBooks document exists (design 4)."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from daybook.domain.mapping import AccountMapping, MappingGap
from daybook.domain.orders import TenderKind
from daybook.domain.roles import CASH_TENDER, Role, RoleKind, tender_role
from daybook.domain.sales import SalesDay, TenderTotal

_BALANCE_ROLE = {
    TenderKind.GIFT_CARD: Role(RoleKind.GIFT_CARD),
    TenderKind.STORE_CREDIT: Role(RoleKind.STORE_CREDIT),
    TenderKind.HOUSE_ACCOUNT: Role(RoleKind.HOUSE_ACCOUNT),
}
# Cash that drawer movements take from or bring to the cash clearing account: the other side of their figures.
DRAWER_CASH = "drawer_cash"
_CREDITED = frozenset({RoleKind.REVENUE, RoleKind.SERVICE_CHARGE})
_CASH = Role(RoleKind.TENDER, CASH_TENDER)


@dataclass(frozen=True, slots=True)
class PostingLine:
    """One amount on one account. Debits are positive, credits negative, in minor units."""

    role: Role
    amount_minor: int
    memo: str
    location_id: str
    account_id: str
    customer_id: str | None = None
    is_payment: bool = False
    tax_set: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Posting:
    """A business date's balanced lines, for one location or for several combined."""

    business_date: date
    currency: str
    location_ids: tuple[str, ...]
    lines: tuple[PostingLine, ...]
    gaps: tuple[MappingGap, ...]

    @property
    def without_tax_sets(self) -> tuple[PostingLine, ...]:
        """The lines with the parts of one figure that bear different taxes put together again."""
        merged: dict[tuple[Role, str, str], PostingLine] = {}
        for line in self.lines:
            key = (line.role, line.memo, line.location_id)
            earlier = merged.get(key)
            amount = line.amount_minor + (earlier.amount_minor if earlier else 0)
            merged[key] = replace(line, amount_minor=amount, tax_set="")
        return tuple(line for line in merged.values() if line.amount_minor)

    @property
    def content_hash(self) -> str:
        """Identifies what the books will hold, whatever the document: it changes with figures and with the mapping."""
        lines = [
            [str(line.role), line.account_id, line.amount_minor, line.location_id, line.tax_set] for line in self.lines
        ]
        return hashlib.sha256(json.dumps(lines, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class RoleAmount:
    """An amount before it has an account; `figure` names the SalesDay field it comes from."""

    role: Role
    amount_minor: int
    memo: str
    figure: str
    is_payment: bool = False
    tax_set: str = ""


def build_posting(days: Iterable[SalesDay], mapping: AccountMapping) -> Posting:
    """Turn the days of one business date into balanced lines; more than one day is the combined (Simple) posting.

    A role without an account goes to suspense and is returned as a gap. A day that holds nothing gives no lines.

    Raises:
        ValueError: the days differ in business date or currency, which nobody may combine.
    """
    ordered = sorted(days, key=lambda day: day.location_id)
    dates = {day.business_date for day in ordered}
    currencies = {day.currency for day in ordered}
    if len(dates) != 1 or len(currencies) != 1:
        raise ValueError(f"cannot combine business dates {sorted(map(str, dates))} in currencies {sorted(currencies)}")
    lines: list[PostingLine] = []
    gaps: list[MappingGap] = []
    for day in ordered:
        for amount in day_amounts(day):
            account = mapping.account_for(amount.role)
            if account is None:
                gaps.append(MappingGap(amount.role, day.location_id, amount.amount_minor))
                account = mapping.suspense_account
            lines.append(_line(amount, day.location_id, account, mapping))
    places = tuple(day.location_id for day in ordered)
    posting = Posting(dates.pop(), currencies.pop(), places, tuple(lines), tuple(gaps))
    return posting if mapping.tax_codes else replace(posting, lines=posting.without_tax_sets)


def day_amounts(day: SalesDay) -> Iterator[RoleAmount]:
    """The non-zero amounts of a day with their roles, debits positive. They sum to zero for any consistent day.

    A figure that bears different taxes comes in one part per tax set, even where the parts cancel out.
    """
    for amount in (*_money(day), *_reductions(day), *_earnings(day), *_balances(day), *_drawer(day)):
        for part in _by_tax_set(day, amount):
            if part.amount_minor:
                yield part


def _line(amount: RoleAmount, location_id: str, account_id: str, mapping: AccountMapping) -> PostingLine:
    names = (amount.memo, mapping.label_for(amount.role), mapping.labels.get(location_id, ""))
    memo = ", ".join(name for name in names if name)
    customer = mapping.customer_for(account_id)
    return PostingLine(
        role=amount.role,
        amount_minor=amount.amount_minor,
        memo=memo,
        location_id=location_id,
        account_id=account_id,
        customer_id=customer,
        is_payment=amount.is_payment,
        tax_set=amount.tax_set,
        figure=amount.figure,
    )


def _by_tax_set(day: SalesDay, amount: RoleAmount) -> Iterator[RoleAmount]:
    sets = day.tax_sets.get(str(amount.role))
    if sets is None:
        yield amount
        return
    sign = -1 if amount.role.kind in _CREDITED else 1
    for key, minor in sets.items():
        yield replace(amount, amount_minor=sign * minor, tax_set=key)


def _keys(day: SalesDay, kind: RoleKind, figures: Iterable[str]) -> list[str]:
    """The keys of a role kind, with those whose taxed and untaxed parts cancel out to a figure of zero."""
    prefix = f"{kind}:"
    cut = {role.removeprefix(prefix) for role in day.tax_sets if role.startswith(prefix)}
    return sorted({*figures, *cut})


def _money(day: SalesDay) -> Iterator[RoleAmount]:
    for tender in day.tenders:
        role = _tender_role(tender)
        # A balance we hold for somebody (gift card, store credit, house account) is settled, not paid in.
        is_payment = role.kind is RoleKind.TENDER
        yield RoleAmount(role, tender.net_minor, _tender_memo(tender), "tenders", is_payment=is_payment)


def _reductions(day: SalesDay) -> Iterator[RoleAmount]:
    yield RoleAmount(Role(RoleKind.DISCOUNT), day.discounts_minor, "Discounts", "discounts_minor")
    yield RoleAmount(Role(RoleKind.COMP), day.comps_minor, "Comps", "comps_minor")
    yield RoleAmount(Role(RoleKind.LOYALTY), day.loyalty_minor, "Loyalty rewards", "loyalty_minor")
    for category in _keys(day, RoleKind.REFUND, day.refunds):
        amount = day.refunds.get(category, 0)
        yield RoleAmount(Role(RoleKind.REFUND, category), amount, "Refunds", "refunds")


def _earnings(day: SalesDay) -> Iterator[RoleAmount]:
    for category in _keys(day, RoleKind.REVENUE, day.revenue):
        amount = day.revenue.get(category, 0)
        yield RoleAmount(Role(RoleKind.REVENUE, category), -amount, "Sales", "revenue")
    adjustment = Role(RoleKind.ADJUSTMENT)
    yield RoleAmount(adjustment, -day.adjustment_minor, "Order total less its lines", "adjustment_minor")
    for payee in _keys(day, RoleKind.SERVICE_CHARGE, day.service_charges):
        amount = day.service_charges.get(payee, 0)
        yield RoleAmount(Role(RoleKind.SERVICE_CHARGE, payee), -amount, "Service charges", "service_charges")
    for tax, amount in day.taxes.items():
        yield RoleAmount(Role(RoleKind.TAX, tax), -amount, "Tax collected", "taxes")
    yield RoleAmount(Role(RoleKind.TIP), -day.tips_minor, "Tips", "tips_minor")
    yield RoleAmount(Role(RoleKind.ROUNDING), -day.rounding_minor, "Cash rounding", "rounding_minor")


def _balances(day: SalesDay) -> Iterator[RoleAmount]:
    moves = (
        (RoleKind.GIFT_CARD, -day.gift_cards_sold_minor, "Gift cards sold", "gift_cards_sold_minor"),
        (
            RoleKind.GIFT_CARD,
            -day.gift_cards_refunded_to_minor,
            "Refunded onto gift cards",
            "gift_cards_refunded_to_minor",
        ),
        (RoleKind.STORE_CREDIT, -day.store_credit_granted_minor, "Store credit granted", "store_credit_granted_minor"),
        (RoleKind.HOUSE_ACCOUNT, -day.house_account_paid_minor, "House accounts paid", "house_account_paid_minor"),
        (RoleKind.CUSTOMER_DEPOSITS, -day.deposits_sold_minor, "Deposits sold", "deposits_sold_minor"),
        (RoleKind.CUSTOMER_DEPOSITS, -day.deposits_taken_minor, "Payments on open orders", "deposits_taken_minor"),
        (
            RoleKind.CUSTOMER_DEPOSITS,
            day.deposits_released_minor,
            "Deposits used by orders closed",
            "deposits_released_minor",
        ),
    )
    for kind, amount, memo, figure in moves:
        yield RoleAmount(Role(kind), amount, memo, figure)


def _drawer(day: SalesDay) -> Iterator[RoleAmount]:
    moves = (
        (RoleKind.PAID_IN, -day.paid_in_minor, "Paid into the drawer", "paid_in_minor"),
        (RoleKind.PAID_OUT, day.paid_out_minor, "Paid out of the drawer", "paid_out_minor"),
        (RoleKind.TIP, day.tip_payouts_minor, "Tips paid out in cash", "tip_payouts_minor"),
        (RoleKind.CASH_DROP, day.cash_drops_minor, "Cash dropped to the safe", "cash_drops_minor"),
        (RoleKind.OVER_SHORT, -day.over_short_minor, "Drawer over or short", "over_short_minor"),
    )
    for kind, amount, memo, figure in moves:
        yield RoleAmount(Role(kind), amount, memo, figure)
        yield RoleAmount(_CASH, -amount, memo, DRAWER_CASH)


def _tender_role(tender: TenderTotal) -> Role:
    held = next((role for kind, role in _BALANCE_ROLE.items() if kind == tender.kind), None)
    return held or tender_role(tender.tender_id, tender.card_type, is_card=tender.kind == TenderKind.CARD)


def _tender_memo(tender: TenderTotal) -> str:
    return f"Payments by {tender.card_type or tender.tender_id}"
