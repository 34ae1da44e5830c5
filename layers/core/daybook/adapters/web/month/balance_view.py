"""Balances of a month as its page and its files say them: opening, what came, what left, closing."""

from collections.abc import Mapping
from typing import Any

from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.speech import Speech
from daybook.application.days.month_balances import PAYROLL, MonthBalances
from daybook.application.days.read_month import Month
from daybook.domain.accountant.access import AccountantRole
from daybook.domain.month.balance import Balance
from daybook.domain.month.openings import TypedAmount
from daybook.domain.month.roll_forwards import RollForward
from daybook.domain.words import noted

FIELD, SHOWN = "amount.", "shown."
BALANCES = {
    Balance.GIFT_CARDS: noted("Gift cards"),
    Balance.STORE_CREDIT: noted("Store credit"),
    Balance.DEPOSITS: noted("Deposits on open orders"),
    Balance.TIPS: noted("Tips"),
    Balance.HOUSE_ACCOUNTS: noted("House accounts (owed to you)"),
    Balance.CASH: noted("Cash in the drawers"),
}
_FIELDS = {**{balance.value: word for balance, word in BALANCES.items()}, PAYROLL: noted("Tips paid by payroll")}


def balance_values(found: Month, balances: MonthBalances, visit: Visit, location: str | None) -> dict[str, Any]:
    """What the page says of balances; a person who may not type them gets no form."""
    speech = visit.speech
    return {
        "balances": [_row(each, visit, is_company=location is None) for each in balances.rows],
        "below_zero": location is None and any(each.is_below_zero for each in balances.rows),
        "sources": [source for each in balances.rows for source in _sources(each, found, visit)],
        "left_out": balances.left_out,
        "too_old": [_too_old(each, balances.carried, speech) for each in balances.too_old],
        "closing_on": speech.day(found.last),
        "opening_on": speech.day(found.first),
        "fields": _fields(balances, visit) if visit.may(AccountantRole.DECIDE) else [],
    }


def _row(each: RollForward, visit: Visit, *, is_company: bool) -> dict[str, Any]:
    speech, currency = visit.speech, visit.connection.company.home_currency
    opening, closing = each.opening_minor, each.closing_minor
    return {
        "word": speech.say(BALANCES[each.movement.balance]),
        "opening": "" if opening is None else speech.money(opening, currency),
        "added": speech.money(each.movement.added_minor, currency),
        "taken": speech.money(each.taken_minor, currency),
        "net": speech.money(each.net_minor, currency),
        "closing": "" if closing is None else speech.money(closing, currency),
        "bad": is_company and each.is_below_zero,
    }


def _sources(each: RollForward, found: Month, visit: Visit) -> list[str]:
    """Who typed what a row stands on, and when."""
    speech, said = visit.speech, []
    word = speech.say(BALANCES[each.movement.balance])
    if each.typed is not None:
        is_carried = each.typed.month < found.first
        sentence = (
            _said(each.typed, _CARRIED, visit, month=speech.month(each.typed.month))
            if is_carried
            else _said(each.typed, _TYPED, visit)
        )
        said.append(speech.say("{what}: {subject}", what=word, subject=sentence))
    if each.payroll is not None:
        paid = speech.money(each.payroll.minor or 0, visit.connection.company.home_currency)
        said.append(speech.say("{what}: {subject}", what=word, subject=_said(each.payroll, _PAID, visit, amount=paid)))
    return said


# With the name of who typed it, and without where talech named no user.
_TYPED = (noted("Opening typed by {who}, {day}"), noted("Opening typed {day}"))
_CARRIED = (
    noted("Carried from the opening of {month}, typed by {who}, {day}"),
    noted("Carried from the opening of {month}, typed {day}"),
)
_PAID = (noted("{amount} paid by payroll, typed by {who}, {day}"), noted("{amount} paid by payroll, typed {day}"))


def _said(typed: TypedAmount, words: tuple[str, str], visit: Visit, **values: str) -> str:
    day = visit.speech.instant(typed.at, visit.zone)
    return visit.speech.say(words[0] if typed.who else words[1], who=typed.who, day=day, **values)


def _too_old(amount: TypedAmount, carried: int, speech: Speech) -> str:
    return speech.count(
        "{balance}: the opening of {month} is too old. An opening is carried over {count} month; type one again.",
        "{balance}: the opening of {month} is too old. An opening is carried over {count} months; type one again.",
        carried,
        balance=speech.say(BALANCES[amount.balance]),
        month=speech.month(amount.month),
    )


def _fields(balances: MonthBalances, visit: Visit) -> list[dict[str, str]]:
    """One field a balance, with what was typed for this very month; a form that was refused keeps what it sent."""
    sent: Mapping[str, str] = visit.request.form
    fields = []
    for name, word in _FIELDS.items():
        typed = balances.typed.get(name)
        shown = "" if typed is None else _plain(typed.minor or 0, visit.speech)
        fields.append(
            {
                "name": f"{FIELD}{name}",
                "shown_name": f"{SHOWN}{name}",
                "word": visit.speech.say(word),
                "shown": sent.get(f"{SHOWN}{name}", shown),
                "value": sent.get(f"{FIELD}{name}", shown),
            }
        )
    return fields


def _plain(minor: int, speech: Speech) -> str:
    return speech.plain(minor) or speech.number(0)
