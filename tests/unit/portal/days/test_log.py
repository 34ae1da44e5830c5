"""The sync log: found by filter, and as a file for spreadsheets."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from sheets import cells_of
from unit.portal.merchant import LAVAL, NEWEST, QUEEN

DAY = f"/log/{NEWEST}/{QUEEN}"


@pytest.mark.usefixtures("held")
def test_it_can_be_narrowed_by_date_store_and_state(visitor):
    page = visitor.open(f"/log?first={NEWEST}&last={NEWEST}&location={QUEEN}&state=held")

    assert page.body.count("<tr>") == 2
    assert "Held for you" in page.words
    assert "The figures do not agree with talech’s report" in page.words


@pytest.mark.usefixtures("synced")
def test_a_filter_that_matches_nothing_says_so_and_shows_the_way_out(visitor):
    page = visitor.open("/log?state=failed")

    assert "No day in this range matches the filter." in page.words
    assert "Show all days" in page.words


@pytest.mark.usefixtures("ready")
def test_an_empty_log_says_how_days_get_there(visitor):
    assert "Days appear here by themselves" in visitor.open("/log").words


@pytest.mark.usefixtures("synced")
@pytest.mark.parametrize(
    ("asked", "on_the_page", "in_the_file"),
    [
        ("2024-01-01", "2026-08-24", "2025-11-23"),
        ("2026-08-23", "2026-08-24", "2026-08-23"),
        ("2026-08-24", "2026-08-24", "2026-08-24"),
    ],
)
def test_neither_page_nor_file_grows_with_the_history_and_the_page_says_so(asked, on_the_page, in_the_file, visitor):
    page = visitor.open(f"/log?first={asked}&last=2026-11-23")

    assert f'id="first" name="first" value="{on_the_page}"' in page.body
    assert f"/log.csv?first={in_the_file}&amp;last=2026-11-23" in page.body
    assert ("This page shows at most 92 days, a file at most 366." in page.words) is (asked < on_the_page)
    file = visitor.open(f"/log.csv?first={asked}&last=2026-11-23")
    assert file.headers["Content-Disposition"] == f'attachment; filename="daybook-{in_the_file}-2026-11-23.csv"'


@pytest.mark.usefixtures("synced")
def test_words_that_are_no_filter_are_left_out(visitor):
    page = visitor.open("/log?first=tomorrow&state=%27%3Cscript%3E&location=somebody")

    assert page.status == 200
    assert "<script>" not in page.body.replace('<script src="/static/portal.js" defer></script>', "")


@pytest.mark.usefixtures("held")
def test_the_csv_holds_the_filtered_rows_for_machines(visitor):
    file = visitor.open(f"/log.csv?first={NEWEST}&last={NEWEST}")

    rows = list(csv.DictReader(io.StringIO(file.body.removeprefix("\N{BYTE ORDER MARK}"))))
    assert file.headers["Content-Disposition"] == f'attachment; filename="daybook-{NEWEST}-{NEWEST}.csv"'
    assert [(row["Store"], row["State"], row["Document total"], row["Code"]) for row in rows] == [
        ("Laval", "Posted", "795.15", ""),
        ("King St", "Posted", "795.15", ""),
        ("Queen St", "Held for you", "", "DB-1301"),
    ]


@pytest.mark.usefixtures("held")
def test_the_csv_of_a_french_merchant_opens_in_a_french_spreadsheet(world):
    """Excel in French separates by semicolons and writes 795,15; with commas all of it stands in one column."""
    file = world.visitor("fr").open(f"/log.csv?first={NEWEST}&last={NEWEST}")

    header, first, *_ = csv.reader(io.StringIO(file.body.removeprefix("\N{BYTE ORDER MARK}")), delimiter=";")
    assert len(header) == len(first) == 18
    assert "795,15" in first


@pytest.mark.parametrize("name", ["=1+1", "@cmd", "+12", "-12+3", "-12"])
def test_no_cell_of_the_csv_is_a_formula(synced, visitor, name):
    shops = tuple(replace(place, name=name) if place.id == LAVAL else place for place in synced.profile.locations)
    synced.connections.save_profile(replace(synced.profile, locations=shops))

    rows = csv.DictReader(io.StringIO(visitor.open("/log.csv").body))

    assert {row["Store"] for row in rows} == {"Queen St", "King St", f"'{name}"}


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_excel_file_holds_the_same_rows_with_numbers_and_dates(world, language):
    visitor = world.visitor(language)
    address = f"first={NEWEST}&last={NEWEST}"
    file = visitor.open(f"/log.xlsx?{address}")
    csv_file = visitor.open(f"/log.csv?{address}").body.removeprefix("\N{BYTE ORDER MARK}")

    header, *rows = cells_of(file.content)
    assert file.headers["Content-Disposition"] == f'attachment; filename="daybook-{NEWEST}-{NEWEST}.xlsx"'
    assert header == next(csv.reader(io.StringIO(csv_file), delimiter=";" if language == "fr" else ","))
    assert [row[0] for row in rows] == [float((NEWEST - date(1899, 12, 30)).days)] * 3
    assert [row[1] for row in rows] == ["Laval", "King St", "Queen St"]
    assert [row[5] for row in rows[:2]] == [795.15, 795.15]


@pytest.mark.parametrize("name", ["=1+1", "@cmd", "+12", "-12+3", "-12", "https://intuit.com"])
def test_no_cell_of_the_excel_file_is_a_formula_or_a_link(synced, visitor, name):
    shops = tuple(replace(place, name=name) if place.id == LAVAL else place for place in synced.profile.locations)
    synced.connections.save_profile(replace(synced.profile, locations=shops))

    _, *rows = cells_of(visitor.open("/log.xlsx").content)

    assert {row[1] for row in rows} == {"Queen St", "King St", name}


@pytest.mark.usefixtures("held")
def test_no_cell_of_the_file_becomes_two_in_a_spreadsheet_with_another_separator(visitor):
    text = visitor.open(f"/log.csv?first={NEWEST}&last={NEWEST}").body.removeprefix("\N{BYTE ORDER MARK}")

    cells = [cell for line in text.splitlines() for cell in line.split('","')]

    assert len(cells) == 18 * len(text.splitlines())
    assert all(line.startswith('"') and line.endswith('"') for line in text.splitlines())
