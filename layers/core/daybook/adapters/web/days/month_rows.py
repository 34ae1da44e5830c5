"""The rows of a month's tables, in the merchant's words."""

from collections.abc import Iterable
from typing import Any

from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.speech import Speech
from daybook.adapters.web.words.states_and_roles import field_word, role_word
from daybook.application.days.read_month import Month
from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.month.month_checks import Check, CheckKind
from daybook.domain.month.month_figures import MonthFigures
from daybook.domain.month.roll_forwards import Balance, Movement
from daybook.domain.words import noted

_WHOLE = 100
_FIGURES = (
    ("gross_minor", noted("Gross sales"), 1),
    ("discounts_minor", noted("Discounts"), -1),
    ("comps_minor", noted("Comps"), -1),
    ("loyalty_minor", noted("Loyalty rewards"), -1),
    ("refunds_minor", noted("Refunds"), -1),
    ("net_sales_minor", noted("Net sales"), 1),
    ("service_charges_minor", noted("Service charges"), 1),
    ("taxes_minor", noted("Sales tax"), 1),
    ("tips_minor", noted("Tips"), 1),
    ("gift_cards_sold_minor", noted("Gift cards sold"), 1),
    ("gift_cards_refunded_to_minor", noted("Refunds onto gift cards"), 1),
    ("store_credit_granted_minor", noted("Store credit granted"), 1),
    ("house_account_paid_minor", noted("House accounts paid"), 1),
    ("deposits_sold_minor", noted("Deposits sold"), 1),
    ("advances_minor", noted("Deposits on open orders, less those used"), 1),
    ("rounding_minor", noted("Cash rounding"), 1),
    ("collected_minor", noted("Collected"), 1),
)
_ALWAYS = frozenset({"gross_minor", "net_sales_minor", "taxes_minor", "collected_minor"})
_SUMS = frozenset({"net_sales_minor", "collected_minor"})
_BALANCES = {
    Balance.GIFT_CARDS: noted("Gift cards"),
    Balance.STORE_CREDIT: noted("Store credit"),
    Balance.DEPOSITS: noted("Deposits on open orders"),
    Balance.TIPS: noted("Tips"),
    Balance.HOUSE_ACCOUNTS: noted("House accounts (owed to you)"),
}
_CHECKS = {
    CheckKind.RECOGNISED: (noted("Sold, owed and paid in advance"), noted("Collected")),
    CheckKind.BALANCED: (noted("Debits"), noted("Credits")),
}


def figure_rows(figures: MonthFigures, currency: str, speech: Speech) -> list[dict[str, Any]]:
    """What the month sold and took in; what was nothing is left out. The average counts days with sales alone."""
    rows = [
        {"word": speech.say(word), "amount": speech.money(sign * minor, currency), "sum": name in _SUMS}
        for name, word, sign in _FIGURES
        if (minor := getattr(figures, name)) or name in _ALWAYS
    ]
    if figures.trading_days:
        average = round(figures.net_sales_minor / figures.trading_days)
        rows.append(
            {"word": speech.say("Net sales on an average day"), "amount": speech.money(average, currency), "sum": False}
        )
    return rows


def bars(month: Month, currency: str, speech: Speech) -> list[dict[str, Any]]:
    """Net sales of each date: its part of the best day, in per cent, and what a reader of the bar is told."""
    most = max((figures.net_sales_minor for figures in month.sales.values()), default=0)
    return [
        {
            "day": on.day,
            "percent": max(0, round(_WHOLE * figures.net_sales_minor / most)) if most > 0 else 0,
            "said": speech.say(
                "{what}: {subject}",
                what=speech.weekday_date(on),
                subject=speech.money(figures.net_sales_minor, currency),
            ),
        }
        for on, figures in sorted(month.sales.items())
    ]


def tender_rows(month: Month, currency: str, visit: Visit) -> list[dict[str, str]]:
    """What each tender and card took and gave back."""
    money = visit.speech.money
    return [
        {
            "word": role_word(tender.role, visit.profile, visit.speech),
            "taken": money(tender.taken_minor, currency),
            "refunded": money(tender.refunded_minor, currency),
            "net": money(tender.net_minor, currency),
        }
        for tender in month.tenders
    ]


def check_rows(checks: Iterable[Check], currency: str, speech: Speech) -> list[dict[str, Any]]:
    """Both figures of each check, and by how much they differ."""
    rows = []
    for check in checks:
        left, right = _CHECKS.get(check.kind, (noted("talech’s reports"), noted("Your books")))
        rows.append(
            {
                "what": field_word(check.field, speech) if check.field else "",
                "left_word": speech.say(left),
                "right_word": speech.say(right),
                "left": speech.money(check.left_minor, currency),
                "right": speech.money(check.right_minor, currency),
                "good": check.is_good,
                "difference": speech.money(check.difference_minor, currency),
                "missing": check.missing,
            }
        )
    return rows


def balance_rows(movements: Iterable[Movement], currency: str, speech: Speech) -> list[dict[str, str]]:
    """What came to each balance, what left it, and what it moved by."""
    return [
        {
            "word": speech.say(_BALANCES[each.balance]),
            "added": speech.money(each.added_minor, currency),
            "taken": speech.money(each.taken_minor, currency),
            "net": speech.money(each.net_minor, currency),
        }
        for each in movements
    ]


def tax_rows(month: Month, currency: str, visit: Visit) -> list[dict[str, str]]:
    """Each tax that was charged, less what refunds gave back."""
    return [
        {
            "word": role_word(Role(RoleKind.TAX, tax_id), visit.profile, visit.speech),
            "tax": visit.speech.money(amount.tax_minor, currency),
        }
        for tax_id, amount in month.taxes.items()
        if amount.tax_minor
    ]
