"""The neutral posting of a day: balanced lines, before any QuickBooks document exists (docs/accounting.md 4)."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from daybook.domain.chart.mapping import AccountMapping, MappingGap
from daybook.domain.chart.tender_words import card_word, tender_word
from daybook.domain.day.orders import TenderKind
from daybook.domain.day.roles import CASH_TENDER, Role, RoleKind, tender_role
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.posting.memos import Memo, memo_text

# The shop owes these balances to a customer: such a tender uses up a balance and brings no money.
_BALANCES: dict[str, tuple[Role, Memo]] = {
    TenderKind.GIFT_CARD: (Role(RoleKind.GIFT_CARD), Memo.GIFT_CARDS_REDEEMED),
    TenderKind.STORE_CREDIT: (Role(RoleKind.STORE_CREDIT), Memo.STORE_CREDIT_USED),
    TenderKind.HOUSE_ACCOUNT: (Role(RoleKind.HOUSE_ACCOUNT), Memo.HOUSE_ACCOUNTS_CHARGED),
}
# Cash of drawer movements on the cash clearing account: the opposite side of their figures.
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
        """The lines without tax sets: parts of one figure that differ only by tax become one line."""
        merged: dict[tuple[Role, str, str], PostingLine] = {}
        for line in self.lines:
            key = (line.role, line.memo, line.location_id)
            earlier = merged.get(key)
            if earlier is None and not line.tax_set:
                merged[key] = line
                continue
            amount = line.amount_minor + (earlier.amount_minor if earlier else 0)
            merged[key] = replace(line, amount_minor=amount, tax_set="")
        return tuple(line for line in merged.values() if line.amount_minor)

    @property
    def unversioned_hash(self) -> str:
        """The hash that earlier releases, without versions, stored; now it is `form_taxes.coded_content_hash`."""
        lines = [
            [str(line.role), line.account_id, line.amount_minor, line.location_id, line.tax_set] for line in self.lines
        ]
        return hashlib.sha256(json.dumps(lines, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class RoleAmount:
    """An amount that has no account yet; `figure` is the name of its `SalesDay` field."""

    role: Role
    amount_minor: int
    memo: Memo
    figure: str
    is_payment: bool = False
    tax_set: str = ""


def build_posting(days: Iterable[SalesDay], mapping: AccountMapping, language: str = "en") -> Posting:
    """Turn the sales days of one business date into balanced lines; several days make the combined (Simple) posting.

    A role without an account goes to suspense and is returned as a gap. A day without figures gives no lines. The
    account of a category is looked up for the day's store. The line has the store beside the role, not in it, so the
    hashes of lines do not depend on whether stores share ids. `language` affects only the memos.

    Raises:
        ValueError: the days differ in business date or currency and cannot be combined.
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
            account = mapping.account_for(amount.role.at(day.location_id))
            if account is None:
                gaps.append(MappingGap(amount.role, day.location_id, amount.amount_minor))
                account = mapping.suspense_account
            lines.append(_line(amount, day.location_id, account, mapping, language))
    places = tuple(day.location_id for day in ordered)
    posting = Posting(dates.pop(), currencies.pop(), places, tuple(lines), tuple(gaps))
    return posting if mapping.tax_codes else replace(posting, lines=posting.without_tax_sets)


def day_amounts(day: SalesDay) -> Iterator[RoleAmount]:
    """The non-zero amounts of a day with their roles, debits positive; their sum is zero if the day is consistent.

    A figure with different taxes gives one part per tax set, even if the parts cancel out.
    """
    for amount in (*_money(day), *_reductions(day), *_earnings(day), *_balances(day), *_drawer(day)):
        for part in _by_tax_set(day, amount):
            if part.amount_minor:
                yield part


def _line(amount: RoleAmount, location_id: str, account_id: str, mapping: AccountMapping, language: str) -> PostingLine:
    names = (*_what(amount, location_id, mapping, language), mapping.labels.get(location_id, ""))
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


def _what(amount: RoleAmount, location_id: str, mapping: AccountMapping, language: str) -> tuple[str, ...]:
    """The memo of an amount and the name in it; drawer cash has its own memo, because it is not a payment."""
    role = amount.role
    if role.kind is not RoleKind.TENDER:
        return (memo_text(amount.memo, language), mapping.label_for(role.at(location_id)))
    if amount.memo is not Memo.PAYMENTS:
        return (memo_text(amount.memo, language),)
    tender = tender_word(role.key, language, mapping.label_for(Role(RoleKind.TENDER, role.key)))
    return (memo_text(amount.memo, language, card_word(role.detail, language) if role.detail else tender),)


def _by_tax_set(day: SalesDay, amount: RoleAmount) -> Iterator[RoleAmount]:
    sets = day.tax_sets.get(str(amount.role))
    if sets is None:
        yield amount
        return
    sign = -1 if amount.role.kind in _CREDITED else 1
    for key, minor in sets.items():
        yield replace(amount, amount_minor=sign * minor, tax_set=key)


def _keys(day: SalesDay, kind: RoleKind, figures: Iterable[str]) -> list[str]:
    """The keys of a role kind, including keys with a figure of zero whose taxed and untaxed parts cancel out."""
    prefix = f"{kind}:"
    cut = {role.removeprefix(prefix) for role in day.tax_sets if role.startswith(prefix)}
    return sorted({*figures, *cut})


def _money(day: SalesDay) -> Iterator[RoleAmount]:
    for tender in day.tenders:
        role, memo = _settled_by(tender)
        yield RoleAmount(role, tender.net_minor, memo, "tenders", is_payment=role.kind is RoleKind.TENDER)


def _reductions(day: SalesDay) -> Iterator[RoleAmount]:
    yield RoleAmount(Role(RoleKind.DISCOUNT), day.discounts_minor, Memo.DISCOUNTS, "discounts_minor")
    yield RoleAmount(Role(RoleKind.COMP), day.comps_minor, Memo.COMPS, "comps_minor")
    yield RoleAmount(Role(RoleKind.LOYALTY), day.loyalty_minor, Memo.LOYALTY, "loyalty_minor")
    for category in _keys(day, RoleKind.REFUND, day.refunds):
        amount = day.refunds.get(category, 0)
        yield RoleAmount(Role(RoleKind.REFUND, category), amount, Memo.REFUNDS, "refunds")


def _earnings(day: SalesDay) -> Iterator[RoleAmount]:
    for category in _keys(day, RoleKind.REVENUE, day.revenue):
        amount = day.revenue.get(category, 0)
        yield RoleAmount(Role(RoleKind.REVENUE, category), -amount, Memo.SALES, "revenue")
    adjustment = Role(RoleKind.ADJUSTMENT)
    yield RoleAmount(adjustment, -day.adjustment_minor, Memo.ORDER_DIFFERENCES, "adjustment_minor")
    for payee in _keys(day, RoleKind.SERVICE_CHARGE, day.service_charges):
        amount = day.service_charges.get(payee, 0)
        yield RoleAmount(Role(RoleKind.SERVICE_CHARGE, payee), -amount, Memo.SERVICE_CHARGES, "service_charges")
    for tax, amount in day.taxes.items():
        yield RoleAmount(Role(RoleKind.TAX, tax), -amount, Memo.TAX, "taxes")
    yield RoleAmount(Role(RoleKind.TIP), -day.tips_minor, Memo.TIPS, "tips_minor")
    yield RoleAmount(Role(RoleKind.ROUNDING), -day.rounding_minor, Memo.ROUNDING, "rounding_minor")


def _balances(day: SalesDay) -> Iterator[RoleAmount]:
    moves = (
        (RoleKind.GIFT_CARD, -day.gift_cards_sold_minor, Memo.GIFT_CARDS_SOLD, "gift_cards_sold_minor"),
        (
            RoleKind.GIFT_CARD,
            -day.gift_cards_refunded_to_minor,
            Memo.REFUNDED_ONTO_GIFT_CARDS,
            "gift_cards_refunded_to_minor",
        ),
        (
            RoleKind.STORE_CREDIT,
            -day.store_credit_granted_minor,
            Memo.STORE_CREDIT_GRANTED,
            "store_credit_granted_minor",
        ),
        (RoleKind.HOUSE_ACCOUNT, -day.house_account_paid_minor, Memo.HOUSE_ACCOUNTS_PAID, "house_account_paid_minor"),
        (RoleKind.CUSTOMER_DEPOSITS, -day.deposits_sold_minor, Memo.DEPOSITS_SOLD, "deposits_sold_minor"),
        (RoleKind.CUSTOMER_DEPOSITS, -day.deposits_taken_minor, Memo.PAYMENTS_ON_OPEN_ORDERS, "deposits_taken_minor"),
        (
            RoleKind.CUSTOMER_DEPOSITS,
            day.deposits_released_minor,
            Memo.DEPOSITS_USED,
            "deposits_released_minor",
        ),
    )
    for kind, amount, memo, figure in moves:
        yield RoleAmount(Role(kind), amount, memo, figure)


def _drawer(day: SalesDay) -> Iterator[RoleAmount]:
    moves = (
        (RoleKind.PAID_IN, -day.paid_in_minor, Memo.PAID_IN, "paid_in_minor"),
        (RoleKind.PAID_OUT, day.paid_out_minor, Memo.PAID_OUT, "paid_out_minor"),
        (RoleKind.TIP, day.tip_payouts_minor, Memo.TIPS_PAID_OUT, "tip_payouts_minor"),
        (RoleKind.CASH_DROP, day.cash_drops_minor, Memo.CASH_DROPS, "cash_drops_minor"),
        (RoleKind.OVER_SHORT, -day.over_short_minor, Memo.OVER_SHORT, "over_short_minor"),
    )
    for kind, amount, memo, figure in moves:
        yield RoleAmount(Role(kind), amount, memo, figure)
        yield RoleAmount(_CASH, -amount, memo, DRAWER_CASH)


def _settled_by(tender: TenderTotal) -> tuple[Role, Memo]:
    role = tender_role(tender.tender_id, tender.card_type, is_card=tender.kind == TenderKind.CARD)
    return _BALANCES.get(tender.kind, (role, Memo.PAYMENTS))
