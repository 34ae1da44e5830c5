"""The sync log of a chain: by pages of whole dates, of which a page reads its own records alone."""

import csv
import io
import re

import pytest

from daybook.adapters.web.days.log import filter as log_filter
from daybook.adapters.web.days.log.found import ROWS_SHOWN, page_of
from daybook.domain.sync.location_day import LocationDay
from unit.portal.chain import DATES, RANGE, STORES, as_chain
from unit.portal.merchant import MERCHANT


@pytest.fixture
def chain(ready):
    return as_chain(ready)


def rows_of(page):
    return re.findall(r'<a class="row" href="/log/(\d{4}-\d\d-\d\d/[^"]+)"', page.body)


def link(page, rel):
    found = re.search(rf'href="([^"]+)" rel="{rel}"', page.body)
    return found.group(1).replace("&amp;", "&") if found else None


def test_no_day_is_shown_twice_or_lost_from_the_first_page_to_the_last_and_back(chain):
    visitor, address, pages = chain.visitor(), f"/log?{RANGE}", []
    while address:
        pages.append(visitor.open(address))
        address = link(pages[-1], "next")
    back = []
    address = link(pages[-1], "prev")
    while address:
        back.append(visitor.open(address))
        address = link(back[-1], "prev")

    assert [len(rows_of(page)) for page in pages] == [80, 80, 80]
    assert len({row for page in pages for row in rows_of(page)}) == 240
    assert [rows_of(page) for page in reversed(back)] == [rows_of(page) for page in pages[:-1]]
    assert all("Posted 238" in page.words for page in pages)


def test_a_page_reads_the_records_of_its_rows_alone(chain, monkeypatch):
    visitor, read = chain.visitor(), []
    visitor.open(f"/log?{RANGE}")
    several, history = chain.sync_log.several, chain.sync_log.history
    monkeypatch.setattr(chain.sync_log, "several", lambda days: read.extend(days) or several(days))
    monkeypatch.setattr(chain.sync_log, "history", lambda *who, **of: read.extend(history(*who, **of)) or [])

    page = visitor.open(f"/log?{RANGE}")

    assert len(rows_of(page)) == 80
    assert len(read) == 80 + 1  # the held day, for the choice of reasons


def test_one_store_is_shown_whole_and_no_other_is_read(chain, monkeypatch):
    visitor, read = chain.visitor(), []
    visitor.open(f"/log?{RANGE}")
    several = chain.sync_log.several
    monkeypatch.setattr(chain.sync_log, "several", lambda days: read.extend(days) or several(days))

    page = visitor.open(f"/log?{RANGE}&location={STORES[3][0]}")

    assert [row.partition("/")[0] for row in rows_of(page)] == [f"{on}" for on in DATES]
    assert {day.location for day in read} == {STORES[3][0]}


@pytest.mark.parametrize(("narrowed", "found"), [("state=held", 1), ("state=empty", 1), ("reason=not_tied", 1)])
def test_a_state_or_reason_is_found_on_whichever_date_it_is(chain, narrowed, found):
    page = chain.visitor().open(f"/log?{RANGE}&{narrowed}")

    assert len(rows_of(page)) == found
    assert link(page, "next") is None


def test_a_date_with_more_stores_than_a_page_has_rows_is_a_page_of_its_own():
    days = [LocationDay(MERCHANT, on, f"{store}") for on in DATES[:2] for store in range(ROWS_SHOWN + 20)]

    first = page_of(days, None)
    second = page_of(days, first.older)

    assert (first.days + second.days, second.older) == (tuple(days), None)
    assert (first.newer, second.newer) == (None, DATES[0])


def test_a_file_has_whole_dates_and_names_the_next_until_every_day_is_in_one(chain, monkeypatch):
    monkeypatch.setattr(log_filter, "MOST_ROWS_IN_A_FILE", 100)
    visitor, address, files = chain.visitor(), f"/log.csv?{RANGE}", []
    while address:
        files.append(visitor.open(address))
        address = re.sub(r'^<|>; rel="next"$', "", files[-1].headers.get("Link", ""))

    rows = [row for file in files for row in csv.DictReader(io.StringIO(file.body.removeprefix("\ufeff")))]
    assert [file.body.count("Store ") for file in files] == [80, 80, 80]
    assert len({(row["Date"], row["Store"]) for row in rows}) == 240


def test_a_page_says_where_its_files_end_and_leads_on(chain, monkeypatch):
    monkeypatch.setattr(log_filter, "MOST_ROWS_IN_A_FILE", 100)

    page = chain.visitor("fr").open(f"/log?{RANGE}")

    assert "Les fichiers commencent au 22 nov. 2026." in page.words
    assert f'href="/log?first={DATES[-1]}&amp;last={DATES[2]}">Continuer avec les journées antérieures' in page.body
