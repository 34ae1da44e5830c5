"""Tips by week on a month's page: in Quebec always, elsewhere where they are asked for; as a file too."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from daybook.domain.merchant.profile import Tax
from sheets import cells_of as cells_of_sheet
from unit.portal.merchant import KING, QUEEN, sales_of_day

NOVEMBER = "/month?month=2026-11"
FRIDAY = date(2026, 11, 20)


def rows_of(visitor, query=""):
    month = "" if "month=" in query else "&month=2026-11"
    page = visitor.open(f"/month/tips.csv?{(month + query).lstrip('&')}")
    return list(csv.reader(io.StringIO(page.body.removeprefix("\N{BYTE ORDER MARK}"))))


def in_ontario(world):
    world.profile = replace(world.profile, taxes=(Tax("gst", "HST", "APPLIED", "0.13"),))
    world.connections.save_profile(world.profile)


@pytest.mark.usefixtures("synced")
def test_each_week_has_the_tips_and_the_net_sales_of_company_and_stores(visitor):
    """A store sells on six days of the week: 651.40 and 2.00 for each day of the date, with 31.50 of tips."""
    sales = sum(41250 + 23890 + on * (130 + 70) for on in range(16, 22))

    heading, *rows = rows_of(visitor)

    found = {(row[0], row[1]): row[2:] for row in rows}
    assert heading == ["Store", "Week from", "Week to", "Net sales", "Service charges for staff", "Tips"]
    assert found["Queen St", "2026-11-15"] == ["2026-11-21", f"{sales / 100:.2f}", "0.00", "189.00"]
    assert found["Every store", "2026-11-15"] == ["2026-11-21", f"{3 * sales / 100:.2f}", "0.00", "567.00"]


@pytest.mark.usefixtures("synced")
@pytest.mark.parametrize(
    ("language", "heading", "week"),
    [
        ("en", "Tips by week", "Every store Nov 15, 2026 to Nov 21, 2026"),
        ("fr", "Pourboires par semaine", "Tous les magasins Du 15 nov. 2026 au 21 nov. 2026"),
    ],
)
def test_in_quebec_the_month_shows_them(world, language, heading, week):
    page = world.visitor(language).open(NOVEMBER)

    assert heading in page.words
    assert week in page.words


def test_elsewhere_they_are_shown_where_they_are_asked_for(synced, visitor):
    in_ontario(synced)

    page, asked = visitor.open(NOVEMBER), visitor.open(f"{NOVEMBER}&tips=weeks")

    assert 'href="/month?month=2026-11&amp;tips=weeks#tips"' in page.body
    assert '<h2 id="tips">' not in page.body
    assert '<h2 id="tips">' in asked.body
    assert "Every store Nov 15, 2026 to Nov 21, 2026" in asked.words


@pytest.mark.usefixtures("synced")
def test_a_week_is_shown_once_it_has_ended(visitor):
    """October ended on a Saturday; the newest day is Monday the 23rd, and its week is not over."""
    assert sorted({row[1] for row in rows_of(visitor)[1:]}) == ["2026-11-01", "2026-11-08", "2026-11-15"]


def test_a_month_whose_first_week_is_not_over_says_so(synced):
    synced.clock.advance(days=8)
    visitor = synced.visitor()

    page = visitor.open("/month?month=2026-12")

    assert "No week of this month with sales has ended yet." in page.words
    assert rows_of(visitor, "&month=2026-12")[1:] == []


def test_the_days_of_a_shared_week_are_read_from_the_month_before(synced):
    """The first of December is a Tuesday: its week begins on the 29th of November, and has the sales of the 30th."""
    monday = date(2026, 11, 30)
    synced.sales.days[QUEEN, monday] = sales_of_day(QUEEN, monday)
    synced.clock.advance(days=13)
    visitor = synced.visitor()
    visitor.send(visitor.open("/sync"), "/sync", first=monday.isoformat(), last=monday.isoformat())
    synced.work()

    assert rows_of(visitor, "&month=2026-12")[1][1:3] == ["2026-11-29", "2026-12-05"]
    assert [row[-1] for row in rows_of(visitor, "&month=2026-12")[1:]] == ["31.50"]


@pytest.mark.usefixtures("synced")
def test_one_store_has_no_rows_of_the_others(visitor):
    assert {row[0] for row in rows_of(visitor, f"&location={KING}")[1:]} == {"King St"}


@pytest.mark.usefixtures("synced")
def test_the_excel_file_has_the_same(visitor):
    cells = cells_of_sheet(visitor.open("/month/tips.xlsx?month=2026-11").content)

    assert [row[-1] for row in cells[1:]] == [float(row[-1]) for row in rows_of(visitor)[1:]]


def test_a_day_that_waits_is_in_no_week_and_counted(ready, visitor):
    ready.sales.days[QUEEN, FRIDAY] = sales_of_day(QUEEN, FRIDAY, untied=True)
    visitor.send(visitor.open("/sync"), "/sync")
    ready.work()

    assert "These weeks leave out 1 store day" in visitor.open(NOVEMBER).words
