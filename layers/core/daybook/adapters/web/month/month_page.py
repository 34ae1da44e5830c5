"""A month of the books: figures, payments, checks, balances, taxes, accounts; a page, and a file for spreadsheets."""

from datetime import date, timedelta
from urllib.parse import urlencode

from daybook.adapters.web.days.day_deeds import released_by
from daybook.adapters.web.home.home_page import day_path
from daybook.adapters.web.http.requests import Answer, Problem, View, day_of
from daybook.adapters.web.http.tables import FORMATS, Cell, Money, Table
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.month.balance_view import balance_values
from daybook.adapters.web.month.month_rows import (
    bars,
    beside_the_month_before,
    check_rows,
    day_matrix,
    figure_rows,
    tender_rows,
    tender_totals,
)
from daybook.adapters.web.month.open_orders_view import open_order_file, open_order_values
from daybook.adapters.web.month.tax_box_view import tax_file, tax_values
from daybook.adapters.web.month.tips_view import tip_file, tip_values
from daybook.adapters.web.words.states_and_roles import state_word
from daybook.application.days.corrections import MONTHS_BACK, Correction
from daybook.application.days.days_on_record import NOTHING_DUE, newest_ended
from daybook.application.days.month_balances import balances_of
from daybook.application.days.read_month import Month, read_month
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.merchant.profile import ALL_LOCATIONS
from daybook.domain.posting.booked_lines import account_title
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import Lies, story_of
from daybook.domain.sync.location_day import SyncRecord
from daybook.domain.words import noted


def month(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """The month that the address or the form names, else the newest."""
    found, location = asked_month(visit), location_of(visit)
    speech, currency = visit.speech, visit.connection.company.home_currency
    mapping = visit.systems.connections.mapping_on(visit.merchant_id, found.last)
    balances = balances_of(found, visit.connection, visit.profile, visit.systems, location)
    title, credit = speech.month(found.first), found.figures.refunds_as_store_credit_minor
    before = found.first - timedelta(days=1)
    after = (
        found.last + timedelta(days=1) if found.last < newest_ended(visit.profile, visit.systems.clock.now()) else None
    )
    values = {
        "sentence": _sentence(found, visit),
        "as_of": speech.instant(found.as_of, visit.zone) if found.as_of else "",
        "before": month_path(before, location),
        "after": month_path(after, location) if after else "",
        "csv_path": month_path(found.first, location, "/month.csv"),
        "xlsx_path": month_path(found.first, location, "/month.xlsx"),
        "balance_paths": [month_path(found.first, location, f"/month/balances.{form}") for form in FORMATS],
        "month": f"{found.first:%Y-%m}",
        "location": location or "",
        "locations": [{"value": place.id, "word": place.name} for place in visit.profile.locations],
        "figures": figure_rows(found, currency, speech),
        "as_store_credit": speech.money(credit, currency) if credit else "",
        "bars": bars(found, currency, speech),
        "beside": beside_the_month_before(found, currency, speech),
        "tenders": tender_rows(found, mapping, currency, visit),
        "tenders_total": tender_totals(found, currency, speech),
        "matrix": day_matrix(found, mapping, speech),
        "states": [
            {"state": state.value, "word": state_word(state, speech), "count": speech.number(found.states[state])}
            for state in DayState
            if found.states.get(state)
        ],
        "corrected": [_correction(each, visit) for each in found.corrections],
        "for_other_months": [_correction(each, visit) for each in found.for_other_months],
        "months_back": MONTHS_BACK,
        "checks": check_rows(found.checks, currency, speech),
        **balance_values(found, balances, visit, location),
        **open_order_values(found, balances, visit, location),
        **tax_values(found, visit, location),
        **tip_values(found, visit, location),
        "accounts": _accounts(found, mapping, visit),
        "moved": speech.money(sum(max(0, each.total_minor) for each in found.accounts), currency),
        "waiting": [_day(record, visit) for record in found.waiting],
        "edited": [_day(record, visit) for record in found.edited],
        "unproved": [_day(record, visit) for record in found.unproved],
        "accepted": _accepted(found, visit),
    }
    return View("month", title[:1].upper() + title[1:], values, problems=problems)


def month_file(visit: Visit, form: str) -> Answer:
    """Accounts by days: one row an account, one column a business date, the total last; debits are positive."""
    found, say = asked_month(visit), visit.speech.say
    dates = [found.first + timedelta(days=number) for number in range((found.last - found.first).days + 1)]
    mapping = visit.systems.connections.mapping_on(visit.merchant_id, found.last)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            account_title(account.account_id, mapping),
            *(Money(account.by_date.get(on, 0)) for on in dates),
            Money(account.total_minor),
        )
        for account in found.accounts
    )
    table = Table(f"daybook-{found.first:%Y-%m}", (say("Account"), *dates, say("Total")), rows)
    return FORMATS[form](table, visit.speech.language)


def taxes_file(visit: Visit, form: str) -> Answer:
    """The taxes of the month, or of the dates that the address names."""
    return tax_file(asked_month(visit), visit, location_of(visit), form)


def tips_file(visit: Visit, form: str) -> Answer:
    """The tips of the weeks that ended in the month."""
    return tip_file(asked_month(visit), visit, location_of(visit), form)


def deposits_file(visit: Visit, form: str) -> Answer:
    """The orders that were open at the end of the month."""
    return open_order_file(asked_month(visit), visit, location_of(visit), form)


def asked_month(visit: Visit) -> Month:
    """The month that the address or the form names; the newest where they name none that has begun."""
    newest = newest_ended(visit.profile, visit.systems.clock.now())
    asked = day_of(f"{_said(visit, 'month')}-01") or newest
    return read_month(visit.connection, visit.profile, min(asked, newest), visit.systems, location_of(visit))


def location_of(visit: Visit) -> str | None:
    """The store that the address or the form names; None for all of them."""
    asked = _said(visit, "location")
    return next((place.id for place in visit.profile.locations if place.id == asked), None)


def _said(visit: Visit, name: str) -> str:
    return visit.request.query.get(name) or visit.request.text(name)


def month_path(on: date, location: str | None, page: str = "/month") -> str:
    """The address of a month's page or file, for one store or for all."""
    return f"{page}?{urlencode({'month': f'{on:%Y-%m}'} | ({'location': location} if location else {}))}"


def _sentence(found: Month, visit: Visit) -> str:
    """How many of the month's days the books hold, and what waits outside of them."""
    speech, states = visit.speech, found.states
    due = sum(count for state, count in states.items() if state not in NOTHING_DUE)
    held = found.held
    if not due:
        return speech.say("No day of this month is in your books.")
    if held == due:
        return speech.count(
            "{count} store day of this month is in your books.",
            "{count} store days of this month are in your books.",
            held,
        )
    stories = [story_of(record, visit.systems.clock.now()) for record in found.waiting]
    outside = sum(
        story.waiting.figures.net_sales_minor for story in stories if story.waiting and story.lies is Lies.OUTSIDE
    )
    amount = speech.money(outside, visit.connection.company.home_currency)
    said = speech.say(
        "Your books hold {held} of {due} store days of this month.", held=speech.number(held), due=speech.number(due)
    )
    if not outside:
        return said
    # What waits of stores that are posted as one is not on record store by store.
    is_of_all = location_of(visit) and any(record.day.location == ALL_LOCATIONS for record in found.waiting)
    waits = (
        noted("Net sales of {amount}, of all stores together, wait outside.")
        if is_of_all
        else noted("Net sales of {amount} wait outside.")
    )
    return f"{said} {speech.say(waits, amount=amount)}"


def _accounts(found: Month, mapping: AccountMapping | None, visit: Visit) -> list[dict[str, str]]:
    speech, currency = visit.speech, visit.connection.company.home_currency
    return [
        {
            "account": account_title(account.account_id, mapping),
            "debit": speech.money(account.total_minor, currency) if account.total_minor > 0 else "",
            "credit": speech.money(-account.total_minor, currency) if account.total_minor < 0 else "",
        }
        for account in found.accounts
    ]


def _accepted(found: Month, visit: Visit) -> list[dict[str, str]]:
    """The days with a difference that a person accepted, with who did and when, as far as the newest deeds tell."""
    by = released_by([record.day for record in found.accepted], visit)
    return [{**_day(record, visit), "by": by.get(record.day, "")} for record in found.accepted]


def _correction(each: Correction, visit: Visit) -> dict[str, str]:
    """The day, and the document that corrects it: number, date as far as it is on record, and what it moves."""
    document, speech = each.document, visit.speech
    amount = speech.money(document.total_minor, visit.connection.company.home_currency)
    dated = speech.day(document.dated) if document.dated else ""
    return {**_day(each.record, visit), "number": document.doc_number, "dated": dated, "amount": amount}


def _day(record: SyncRecord, visit: Visit) -> dict[str, str]:
    story = story_of(record, visit.systems.clock.now())
    minor = story.accepted_minor
    if minor is None and story.waiting is not None:
        minor = story.waiting.moved_minor
    return {
        "day": visit.speech.day(record.day.business_date),
        "store": visit.location_name(record.day.location),
        "path": day_path(record),
        "state": story.state.value,
        "word": state_word(story.state, visit.speech),
        "amount": "" if minor is None else visit.speech.money(minor, visit.connection.company.home_currency),
    }
