"""A month of the books: its figures are those of the ledger, and what waits stands outside of them."""

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from daybook.domain.money import to_decimal
from sheets import cells_of as cells_of_sheet
from unit.portal.days.test_day_story import again, close_books
from unit.portal.guests import owner_of
from unit.portal.merchant import KING, MERCHANT, NEWEST, QUEEN, sales_of_day

NOVEMBER = "/month?month=2026-11"


def in_november(world):
    """What the ledger itself holds of the month, by account name; debits are positive."""
    names = {account.id: account.name for account in world.ledger.accounts}
    moved = Counter()
    for entry in world.ledger.entries.values():
        if entry.business_date >= date(2026, 11, 1):
            for line in entry.lines:
                moved[names[line.account_id]] += line.amount_minor if line.side == "Debit" else -line.amount_minor
    return {name: minor for name, minor in moved.items() if minor}


def rows_of(page):
    return list(csv.reader(io.StringIO(page.body.removeprefix("\N{BYTE ORDER MARK}"))))


def test_each_account_moved_by_what_the_ledger_holds(synced, visitor):
    header, *rows = rows_of(visitor.open("/month.csv?month=2026-11"))

    assert {row[0]: row[-1] for row in rows} == {
        name: str(to_decimal(minor)) for name, minor in in_november(synced).items()
    }
    assert header[1] == "2026-11-01"
    assert header[-2] == str(NEWEST)


@pytest.mark.usefixtures("synced")
def test_the_excel_file_of_a_month_holds_the_same_accounts(visitor):
    rows = rows_of(visitor.open("/month.csv?month=2026-11"))
    cells = cells_of_sheet(visitor.open("/month.xlsx?month=2026-11").content)

    assert [(row[0], row[-1]) for row in cells[1:]] == [(row[0], float(row[-1])) for row in rows[1:]]


@pytest.mark.usefixtures("synced")
def test_every_day_of_the_accounts_adds_up_to_nothing(visitor):
    _, *rows = rows_of(visitor.open("/month.csv?month=2026-11"))

    columns = zip(*(row[1:] for row in rows), strict=True)
    assert {sum(round(float(cell) * 100) for cell in column) for column in columns} == {0}


@pytest.mark.usefixtures("synced")
def test_the_page_says_figures_payments_and_that_all_agrees(visitor):
    page = visitor.open(NOVEMBER)

    assert "57 store days of this month are in your books." in page.words
    assert "Sold, owed and paid in advance / Collected" in page.words
    assert "Off by" not in page.words
    assert "Daybook’s journal entries carry no tax codes" in page.words


@pytest.mark.usefixtures("synced")
def test_the_busiest_weekday_is_named_with_its_average(visitor):
    """Each date sells more than the one before it; Saturdays 7, 14 and 21 have the latest dates on average."""
    assert "Busiest weekday, on average: Saturday $2,038.20" in visitor.open(NOVEMBER).words


def test_what_waits_is_outside_of_every_figure(ready, visitor):
    ready.sales.days[KING, NEWEST] = sales_of_day(KING, NEWEST, untied=True)
    visitor.send(visitor.open("/sync"), "/sync")
    ready.work()

    page = visitor.open(NOVEMBER)

    assert "Your books hold 56 of 57 store days of this month." in page.words
    assert "Net sales of $697.40 wait outside." in page.words


def test_a_change_that_waits_leaves_its_day_in_the_figures(synced, visitor):
    before = rows_of(visitor.open("/month.csv?month=2026-11"))
    close_books(synced, NEWEST)
    synced.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, tip=3150 + 390)
    again(synced, visitor)

    assert rows_of(visitor.open("/month.csv?month=2026-11")) == before
    assert "Posted, a change waits $3.90" in visitor.open(NOVEMBER).words


@pytest.mark.usefixtures("synced")
def test_one_store_has_a_month_of_its_own(visitor):
    every, queen = (visitor.open(f"{NOVEMBER}{narrowed}") for narrowed in ("", f"&location={QUEEN}"))

    assert "57 store days" in every.words
    assert "19 store days" in queen.words


@pytest.mark.usefixtures("synced")
@pytest.mark.parametrize("asked", ["", "?month=2026-13", "?month=2031-01", "?month=<x>", "?month=2026-11&location=999"])
def test_any_other_address_shows_the_newest_month(visitor, asked):
    assert "<h1>November 2026</h1>" in visitor.open(f"/month{asked}").body


@pytest.mark.usefixtures("synced")
def test_a_month_before_the_connection_is_empty(visitor):
    assert "No day of this month is in your books." in visitor.open("/month?month=2025-02").words


def test_in_french(synced):
    visitor = synced.visitor("fr")

    assert "57 journées-magasin de ce mois sont dans vos livres." in visitor.open(NOVEMBER).words
    first = visitor.open("/month.csv?month=2026-11").body.removeprefix("\N{BYTE ORDER MARK}").splitlines()[0]
    assert first.startswith('"Compte";"2026-11-01";')


def test_a_combined_month_is_cut_by_store(ready, visitor):
    connection = ready.connections.connection(MERCHANT)
    ready.connections.save_connection(replace(connection, location_mode="combined"))
    visitor.send(visitor.open("/sync"), "/sync")
    ready.work()

    every = rows_of(visitor.open("/month.csv?month=2026-11"))
    queen = rows_of(visitor.open(f"/month.csv?month=2026-11&location={QUEEN}"))

    tips = [next(row[-1] for row in rows if row[0] == "Tips payable") for rows in (every, queen)]
    assert [float(tip) for tip in tips] == [-1795.5, -598.5]


def test_a_store_that_was_no_part_of_a_combined_day_is_not_said_to_be_edited(ready, visitor):
    """A proof of all stores as one knows the stores of its day alone; a store that came later has no lines in it."""
    connection = ready.connections.connection(MERCHANT)
    ready.connections.save_connection(replace(connection, location_mode="combined"))
    visitor.send(visitor.open("/sync"), "/sync")
    ready.work()
    for proof in tuple(ready.proofs.between(MERCHANT, date(2026, 11, 1), NEWEST)):
        kept = tuple(day for day in proof.sales_days if day.location_id != QUEEN)
        ready.proofs.save(replace(proof, sales_days=kept))

    assert "Not in the figures below" not in visitor.open(f"{NOVEMBER}&location={QUEEN}").words


def cells_of(page):
    """The wide table: the accounts' names, and what each moved on every day, in minor units."""
    table = page.body[page.body.index('<div class="wide"') :]
    rows = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)]
    return [[cells[0], *(minor_of(cell) for cell in cells[1:])] for cells in rows[1:]]


def minor_of(cell):
    return round(float(re.sub(r"<[^>]+>|,", "", cell) or 0) * 100)


def test_accounts_stand_day_by_day_as_in_the_ledger(synced, visitor):
    rows = cells_of(visitor.open(NOVEMBER))

    assert {row[0]: row[-1] for row in rows} == in_november(synced)
    assert all(sum(row[1:-1]) == row[-1] for row in rows)
    assert {sum(column) for column in zip(*(row[1:] for row in rows), strict=True)} == {0}


@pytest.mark.usefixtures("synced")
def test_payments_name_their_account_and_have_a_total(visitor):
    page = visitor.open(NOVEMBER)

    assert "Card clearing" in page.words
    figures = re.search(r"Total (\S+) \$0.00 (\S+) Does it agree", page.words)
    assert figures[1] == figures[2]


@pytest.mark.usefixtures("synced")
def test_as_many_trading_days_of_both_months_are_compared(visitor):
    """The first sync begins on October 26: that month has five trading days on record."""
    assert "The first 6 trading days:" in visitor.open(NOVEMBER).words


@pytest.mark.usefixtures("synced")
def test_days_are_counted_by_their_state(visitor):
    assert "Posted 57" in visitor.open(NOVEMBER).words


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_difference_that_was_accepted_is_told_as_one_with_who_and_when(ready, language):
    """Gross sales of a day are 5.00 more in talech's report than in its orders; the owner posts it as it is."""
    ready.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, untied=True)
    owner = owner_of(ready, language)
    owner.send(owner.open("/sync"), "/sync")
    ready.work()
    assert "5.00, as accepted" not in owner.open(NOVEMBER).words
    owner.send(owner.open(f"/log/{NEWEST}/{QUEEN}"), f"/log/{NEWEST}/{QUEEN}/release")
    ready.work()

    words = owner.open(NOVEMBER).words

    if language == "en":
        assert "Off by $5.00, as accepted" in words
        assert "Nov 23, 2026, Queen St -$5.00 Nov 24, 2026, 10:05 · owner@reine.example" in words
    else:
        assert "Écart de 5,00 $, accepté" in words
