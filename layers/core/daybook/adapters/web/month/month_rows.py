"""The rows of a month's tables, in the merchant's words."""

from collections.abc import Iterable
from typing import Any

from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.speech import Speech
from daybook.adapters.web.words.states_and_roles import field_word, role_word
from daybook.application.days.read_month import Month
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.month.month_checks import Check, CheckKind
from daybook.domain.month.month_figures import busiest_weekday
from daybook.domain.posting.booked_lines import account_title
from daybook.domain.words import noted

_WHOLE = 100
# What keeps the page below a hundred kilobytes; the file has every cell.
_MOST_CELLS = 1200
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
_CHECKS = {
    CheckKind.SUMMARIES: (noted("Daybook’s summaries, every figure"), noted("Documents")),
    CheckKind.SUSPENSE: (noted("Suspense account"), noted("Days with gaps")),
    CheckKind.RECOGNISED: (noted("Sold, owed and paid in advance"), noted("Collected")),
    CheckKind.BALANCED: (noted("Debits"), noted("Credits")),
}


def figure_rows(month: Month, currency: str, speech: Speech) -> list[dict[str, Any]]:
    """What the month sold and took in; what was nothing is left out. The average counts days with sales alone."""
    figures = month.figures
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
    if busiest := busiest_weekday({on: of.net_sales_minor for on, of in month.sales.items()}):
        word = speech.say("Busiest weekday, on average: {weekday}", weekday=speech.whole_weekday(busiest[0]))
        rows.append({"word": word, "amount": speech.money(busiest[1], currency), "sum": False})
    return rows


def bars(month: Month, currency: str, speech: Speech) -> list[dict[str, Any]]:
    """Net sales of each date beside the same date of the month before, in per cent of the best day of both."""
    now = {on.day: (on, figures.net_sales_minor) for on, figures in month.sales.items()}
    before = {on.day: figures.net_sales_minor for on, figures in month.sales_before.items()}
    most = max((*(minor for _, minor in now.values()), *before.values()), default=0)

    def percent(minor: int) -> int:
        return max(0, round(_WHOLE * minor / most)) if most > 0 else 0

    return [
        {
            "day": number,
            "percent": percent(minor),
            "before": percent(before.get(number, 0)),
            "said": speech.say(
                "{what}: {subject}", what=speech.weekday_date(on), subject=speech.money(minor, currency)
            ),
        }
        for number, (on, minor) in sorted(now.items())
    ]


def beside_the_month_before(month: Month, currency: str, speech: Speech) -> str:
    """This month's net sales beside those of as many trading days of the month before; empty where it has none."""
    sold, before = sorted(month.sales), sorted(month.sales_before)
    number = min(len(sold), len(before))
    if not number:
        return ""
    now = sum(month.sales[on].net_sales_minor for on in sold[:number])
    then = sum(month.sales_before[on].net_sales_minor for on in before[:number])
    return speech.count(
        "The first {count} trading day: {now}; the month before: {then}.",
        "The first {count} trading days: {now}; the month before: {then}.",
        number,
        now=speech.money(now, currency),
        then=speech.money(then, currency),
    )


def tender_rows(month: Month, mapping: AccountMapping | None, currency: str, visit: Visit) -> list[dict[str, str]]:
    """What each tender and card took and gave back, and the account that it went to."""
    money = visit.speech.money
    return [
        {
            "word": role_word(tender.role, visit.profile, visit.speech),
            "account": ", ".join(account_title(account, mapping) for account in tender.by_account),
            "taken": money(tender.taken_minor, currency),
            "refunded": money(tender.refunded_minor, currency),
            "net": money(tender.net_minor, currency),
        }
        for tender in month.tenders
    ]


def tender_totals(month: Month, currency: str, speech: Speech) -> list[str]:
    """Taken, given back and net of all tenders."""
    return [
        speech.money(sum(amounts), currency)
        for amounts in (
            [tender.taken_minor for tender in month.tenders],
            [tender.refunded_minor for tender in month.tenders],
            [tender.net_minor for tender in month.tenders],
        )
    ]


def day_matrix(month: Month, mapping: AccountMapping | None, speech: Speech) -> dict[str, Any] | None:
    """Accounts by business dates; None where the page would be too heavy, or nothing moved. Debits are positive."""
    dates = sorted({on for account in month.accounts for on in account.by_date})
    if not dates or len(dates) * len(month.accounts) > _MOST_CELLS:
        return None
    return {
        "days": [on.day for on in dates],
        "rows": [
            {
                "account": account_title(account.account_id, mapping),
                "cells": [speech.plain(account.by_date.get(on, 0)) for on in dates],
                "total": speech.plain(account.total_minor),
            }
            for account in month.accounts
        ],
    }


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
                "accepted": check.is_accepted,
                "difference": speech.money(
                    check.difference_minor if check.is_accepted else check.unexplained_minor, currency
                ),
                "missing": check.missing,
            }
        )
    return rows
