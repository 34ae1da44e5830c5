"""Corrections of closed books: both months tell of one, that of its day and that of its date."""

from dataclasses import replace
from datetime import date

import pytest

from unit.portal.days.test_day_story import close_books
from unit.portal.merchant import MERCHANT, QUEEN, sales_of_day
from unit.portal.told.day_steps import ready

LAST_DAY = date(2026, 10, 30)
OTHERS = "Corrections that are posted in this month for days before it"


@pytest.fixture(scope="module")
def corrected():
    """October is closed when talech tells 3.90 more of its last trading day; the correction has November's first."""
    world = ready()
    visitor = world.visitor()
    world.sales.days[QUEEN, LAST_DAY] = sales_of_day(QUEEN, LAST_DAY)
    _sync(world, visitor)
    close_books(world, date(2026, 10, 31))
    world.sales.days[QUEEN, LAST_DAY] = sales_of_day(QUEEN, LAST_DAY, tip=3150 + 390)
    _sync(world, visitor)
    page = f"/log/{LAST_DAY}/{QUEEN}"
    visitor.send(visitor.open(page), f"{page}/release")
    world.work()
    return world


def _sync(world, visitor):
    visitor.send(visitor.open("/sync"), "/sync", first=str(LAST_DAY), last=str(LAST_DAY), location=QUEEN)
    world.work()


def number_of(world):
    (record,) = [each for each in world.sync_log.history(MERCHANT, first=LAST_DAY, last=LAST_DAY) if each.deltas]
    return record.deltas[0].doc_number


def test_the_month_of_the_day_names_the_correction_with_date_and_amount(corrected):
    page = corrected.visitor().open("/month?month=2026-10")

    assert f"Oct 30, 2026, Queen St {number_of(corrected)}, dated Nov 1, 2026 $3.90" in page.words
    assert OTHERS not in page.words


def test_the_month_of_its_date_names_it_too(corrected):
    page = corrected.visitor().open("/month?month=2026-11")

    assert OTHERS in page.words
    assert f"Oct 30, 2026, Queen St {number_of(corrected)}, dated Nov 1, 2026 $3.90" in page.words
    assert "have a correction in a later period" not in page.words


def test_a_correction_of_an_earlier_release_has_no_date_and_stands_with_its_day_alone(corrected):
    record = next(each for each in corrected.sync_log.history(MERCHANT, first=LAST_DAY, last=LAST_DAY) if each.deltas)
    undated = tuple(replace(delta, dated=None) for delta in record.deltas)
    corrected.sync_log._records[record.day] = replace(record, deltas=undated)
    try:
        october, november = (corrected.visitor().open(f"/month?month=2026-{number}") for number in (10, 11))
        assert f"Oct 30, 2026, Queen St {number_of(corrected)} $3.90" in october.words
        assert OTHERS not in november.words
    finally:
        corrected.sync_log._records[record.day] = record
