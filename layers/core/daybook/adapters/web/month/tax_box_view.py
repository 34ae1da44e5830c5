"""The tax box of a month's page: its dates, each tax of the company and of each store, and the same as a file."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from daybook.adapters.web.http.requests import Answer, day_of
from daybook.adapters.web.http.tables import FORMATS, Money, Table
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.states_and_roles import role_word
from daybook.application.days.read_month import Month
from daybook.application.days.read_taxes import TaxesOfDates, quarter_of, read_taxes
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.month.tax_box import TaxBox
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.words import noted

_MONTH, _QUARTER, _OWN = "month", "quarter", "own"
_PERIODS = {_MONTH: noted("The month"), _QUARTER: noted("The quarter"), _OWN: noted("Dates of your own")}
_HEADING = (
    noted("Store"),
    noted("Tax"),
    noted("Sales under it"),
    noted("Collected"),
    noted("Given back"),
    noted("Net"),
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The period that the address names, the taxes of it, and why the dates that were asked for are not shown."""

    period: str
    taxes: TaxesOfDates
    problem: str


@dataclass(frozen=True, slots=True)
class _Row:
    """One tax, or the sum of all taxes (`tax` is empty), of one store or of every store; amounts in minor units."""

    store: str
    tax: str
    base_minor: int | None
    collected_minor: int | None
    refunded_minor: int | None
    net_minor: int


def tax_values(month: Month, visit: Visit, location: str | None) -> dict[str, Any]:
    """What the page shows of the taxes."""
    asked, speech, query = _asked(month, visit, location), visit.speech, visit.request.query
    currency, rows = visit.connection.company.home_currency, _rows(asked.taxes, visit, location)

    def money(minor: int | None) -> str:
        return "" if minor is None else speech.money(minor, currency)

    chosen = {name: query[name] for name in ("taxes", "first", "last") if query.get(name)}
    address = urlencode({"month": f"{month.first:%Y-%m}"} | ({"location": location} if location else {}) | chosen)
    return {
        "tax_period": asked.period,
        "tax_periods": [{"value": value, "word": speech.say(word)} for value, word in _PERIODS.items()],
        "tax_first": asked.taxes.first,
        "tax_last": asked.taxes.last,
        "tax_dates": speech.say(
            "{first} to {last}", first=speech.day(asked.taxes.first), last=speech.day(asked.taxes.last)
        ),
        "tax_problem": asked.problem,
        "taxes": [
            {
                "store": row.store,
                "word": row.tax or speech.say("Total"),
                "is_sum": not row.tax,
                "base": money(row.base_minor),
                "collected": money(row.collected_minor),
                "refunded": money(row.refunded_minor),
                "net": money(row.net_minor),
            }
            for row in rows
        ],
        "tax_bases": any(row.base_minor for row in rows),
        "tax_stores": any(row.store for row in rows),
        "tax_report": _report(asked.taxes.every, month, visit),
        "tax_unsplit": any(row.tax and row.refunded_minor is None for row in rows),
        "tax_left_out": asked.taxes.left_out,
        "tax_paths": [f"/month/taxes.{form}?{address}" for form in FORMATS],
    }


def tax_file(month: Month, visit: Visit, location: str | None, form: str) -> Answer:
    """One row a tax and a sum, of the company and then of each store; an amount that is not known is empty."""
    taxes, say = _asked(month, visit, location).taxes, visit.speech.say
    rows = tuple(
        (
            row.store or say("Every store"),
            row.tax or say("Total"),
            Money(row.base_minor),
            Money(row.collected_minor),
            Money(row.refunded_minor),
            Money(row.net_minor),
        )
        for row in _rows(taxes, visit, location)
    )
    table = Table(f"daybook-taxes-{taxes.first}-{taxes.last}", tuple(map(say, _HEADING)), rows)
    return FORMATS[form](table, visit.speech.language)


def _asked(month: Month, visit: Visit, location: str | None) -> _Asked:
    """The period's taxes; those of the month where the address names no possible dates."""
    query, say = visit.request.query, visit.speech.say
    period = query.get("taxes", "")
    if period not in {_QUARTER, _OWN}:
        return _Asked(_MONTH, month.taxes, "")
    own = day_of(query.get("first", "")), day_of(query.get("last", ""))
    first, last = quarter_of(month.first) if period == _QUARTER else own
    if first is None or last is None:
        return _Asked(period, month.taxes, say("Choose the first and the last day."))
    try:
        found = read_taxes(visit.connection, visit.profile, (first, last), visit.systems, location)
    except AskDifferentlyError as refused:
        return _Asked(period, month.taxes, refused.said(visit.speech.language))
    return _Asked(period, found, "")


def _rows(taxes: TaxesOfDates, visit: Visit, location: str | None) -> list[_Row]:
    """The company's rows, then those of each store where there are several."""
    place = visit.location_name(location) if location else ""
    rows = _of_box(taxes.every, place, visit)
    if location is None and len(taxes.by_store) > 1:
        for store, box in taxes.by_store.items():
            rows += _of_box(box, visit.location_name(store), visit)
    return rows


def _of_box(box: TaxBox, store: str, visit: Visit) -> list[_Row]:
    rows = [
        _Row(
            store,
            role_word(Role(RoleKind.TAX, tax.tax_id), visit.profile, visit.speech),
            tax.base_minor or None,
            tax.collected_minor,
            tax.refunded_minor,
            tax.net_minor,
        )
        for tax in box.taxes
    ]
    return [*rows, _Row(store, "", None, box.collected_minor, box.refunded_minor, box.net_minor)] if rows else []


def _report(box: TaxBox, month: Month, visit: Visit) -> str:
    """What QuickBooks' own tax report has of these amounts."""
    say = visit.speech.say
    if not box.coded and not box.uncoded:
        return ""
    if not box.uncoded:
        return say("Daybook’s documents of these dates carry tax codes: QuickBooks’ own tax report has these amounts.")
    if box.coded:
        return say(
            "Some of Daybook’s documents of these dates carry tax codes, others do not: QuickBooks’ own tax report has "
            "a part of these amounts only. Compare it with them before you file."
        )
    if visit.connection.choice_on(month.last).document_kind is DocumentKind.JOURNAL_ENTRY:
        return say(
            "Daybook’s journal entries carry no tax codes: QuickBooks’ own tax report leaves these amounts out. They "
            "stand on the tax accounts below; enter them in the return from here."
        )
    return say(
        "Daybook’s documents of these dates carry no tax codes: QuickBooks’ own tax report leaves these amounts out. "
        "They stand on the tax accounts below; enter them in the return from here."
    )
