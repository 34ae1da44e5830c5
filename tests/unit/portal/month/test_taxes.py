"""The tax box of a month: company and stores, a month, a quarter or dates of one's own, on the page and in files."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from daybook.domain.day.orders import ControlTotals
from factories import refund
from sheets import cells_of as cells_of_sheet
from unit.portal.merchant import KING, MERCHANT, NEWEST, QUEEN, sales_of_day

NOVEMBER = "/month?month=2026-11"
ONE_DAY = f"taxes=own&first={NEWEST}&last={NEWEST}"
# What refunds of one day give back in one store: 20.00 with both taxes.
GST_BACK, QST_BACK = 100, 200


@pytest.fixture
def refunded(ready, visitor):
    """The newest day of one store has a refund."""
    day = sales_of_day(QUEEN, NEWEST)
    at = datetime.combine(NEWEST, time(18), tzinfo=UTC)
    back = refund(
        2000 + GST_BACK + QST_BACK,
        at=at,
        lines=[("food-310001", 2000)],
        taxes={"gst": GST_BACK, "qst": QST_BACK},
        taxed=[("refund:food-310001", ("gst", "qst"), 2000)],
    )
    ready.sales.days[QUEEN, NEWEST] = replace(
        day, refunds=(replace(back, location_id=QUEEN),), control=ControlTotals({})
    )
    visitor.send(visitor.open("/sync"), "/sync")
    ready.work()
    return ready


def rows_of(page):
    return list(csv.reader(io.StringIO(page.body.removeprefix("\N{BYTE ORDER MARK}"))))


def taxes_of(visitor, query):
    _, *rows = rows_of(visitor.open(f"/month/taxes.csv?month=2026-11&{query}"))
    return {(store, tax.removeprefix("Sales tax: ")): tuple(rest) for store, tax, *rest in rows}


@pytest.mark.usefixtures("refunded")
def test_each_tax_has_base_collected_given_back_and_net_for_company_and_stores(visitor):
    """Each store sells 442.40 of food, which bears GST 22.12 and QST 44.13."""
    found = taxes_of(visitor, ONE_DAY)

    assert found["Queen St", "TPS"] == ("422.40", "22.12", "1.00", "21.12")
    assert found["Queen St", "TVQ"] == ("422.40", "44.13", "2.00", "42.13")
    assert found["King St", "TPS"] == ("442.40", "22.12", "0.00", "22.12")
    assert found["Every store", "TPS"] == ("1307.20", "66.36", "1.00", "65.36")
    assert found["Every store", "Total"] == ("", "198.75", "3.00", "195.75")


@pytest.mark.usefixtures("refunded")
def test_the_page_and_the_excel_file_show_the_same(visitor):
    rows = rows_of(visitor.open(f"/month/taxes.csv?month=2026-11&{ONE_DAY}"))
    cells = cells_of_sheet(visitor.open(f"/month/taxes.xlsx?month=2026-11&{ONE_DAY}").content)
    page = visitor.open(f"{NOVEMBER}&{ONE_DAY}")

    assert [[row[0], row[1], row[-1]] for row in cells[1:]] == [[row[0], row[1], float(row[-1])] for row in rows[1:]]
    assert "Every store Sales tax: TPS $1,307.20 $66.36 $1.00 $65.36" in page.words
    assert "Every store Total $198.75 $3.00 $195.75" in page.words


@pytest.mark.usefixtures("synced")
def test_a_quarter_holds_its_months_and_says_its_dates(visitor):
    page = visitor.open(f"{NOVEMBER}&taxes=quarter")

    assert "Oct 1, 2026 to Dec 31, 2026" in page.words
    month, quarter = (taxes_of(visitor, query) for query in ("", "taxes=quarter"))
    assert float(quarter["Every store", "TPS"][-1]) >= float(month["Every store", "TPS"][-1]) > 0


@pytest.mark.usefixtures("synced")
def test_one_store_has_no_rows_of_the_others(visitor):
    assert {store for store, _ in taxes_of(visitor, f"location={KING}&{ONE_DAY}")} == {"King St"}


@pytest.mark.usefixtures("synced")
@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ("first=2026-11-10&last=2026-11-09", "Choose a last day that is not before the first."),
        ("first=2026-01-01&last=2026-04-03", "Choose at most 92 days, as many as a quarter has."),
        ("first=2026-11-10", "Choose the first and the last day."),
    ],
)
def test_dates_that_are_not_possible_are_asked_again_below_the_month(visitor, dates, said):
    page = visitor.open(f"{NOVEMBER}&taxes=own&{dates}")

    assert said in page.words
    assert "Nov 1, 2026 to" in page.words


@pytest.mark.usefixtures("synced")
def test_ninety_two_days_are_possible(visitor):
    assert "Choose at most" not in visitor.open(f"{NOVEMBER}&taxes=own&first=2026-09-01&last=2026-12-01").words


def test_a_day_that_waits_is_in_no_tax_and_counted(ready, visitor):
    ready.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, untied=True)
    visitor.send(visitor.open("/sync"), "/sync")
    ready.work()

    assert "The taxes leave out 1 store day of these dates" in visitor.open(f"{NOVEMBER}&{ONE_DAY}").words
    assert ("Queen St", "TPS") not in taxes_of(visitor, ONE_DAY)


def test_refunds_of_a_day_that_an_earlier_release_read_are_known_in_all_alone(refunded, visitor):
    for proof in tuple(refunded.proofs.between(MERCHANT, NEWEST, NEWEST)):
        days = tuple(replace(day, refunded_taxes={}) for day in proof.sales_days)
        refunded.proofs.save(replace(proof, sales_days=days))

    found = taxes_of(visitor, ONE_DAY)

    assert found["Queen St", "TPS"] == ("422.40", "", "", "21.12")
    assert found["Queen St", "Total"] == ("", "66.25", "3.00", "63.25")
    assert "What refunds gave back is known by tax only" in visitor.open(f"{NOVEMBER}&{ONE_DAY}").words


def test_in_french(synced):
    page = synced.visitor("fr").open(f"{NOVEMBER}&taxes=quarter")

    assert "Le trimestre" in page.words
    assert "Taxe de vente\N{NO-BREAK SPACE}: TPS" in page.body
