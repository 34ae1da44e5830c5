"""Metered reads are counted by the month."""

from daybook.domain.clearing.books_reading import ClearingRecord


def test_another_month_begins_without_reads():
    record = ClearingRecord(month="2026-11", reads=7)

    assert (record.reads_in("2026-11"), record.reads_in("2026-12")) == (7, 0)
