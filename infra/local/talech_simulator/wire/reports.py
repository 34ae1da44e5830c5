"""`reports/receiptssummaryreport`: the summary of a window, as a whole and by business date."""

from datetime import datetime, timedelta
from typing import Any

from talech_simulator.books.summary import summary
from talech_simulator.wire.asking import criteria, wall_clock_window
from talech_simulator.wire.replies import Call, CallRefusedError, answer

_COUNTS = ("receipts", "refundReceipts")
_LONGEST_WINDOW = timedelta(days=366)
_KNOWN_REPORTS = (101, 102, 103)


def receipts_summary(call: Call) -> dict[str, Any]:
    """The report for `startDate` to `endDate` on the shop's clock."""
    asked = criteria(call.body)
    calendar = call.records.calendar
    zone = calendar.zone_on(calendar.day_of(call.records.now()).date)
    start, end = wall_clock_window(asked, zone)
    reports = asked.get("includedReports", [101, 103])
    if not isinstance(reports, list) or any(each not in _KNOWN_REPORTS for each in reports):
        raise CallRefusedError(f"includedReports: is {reports!r}, must be a list of 101, 102 and 103")
    if end - start > _LONGEST_WINDOW:
        raise CallRefusedError(f"endDate: the window is {end - start} long; reports cover one year at most")
    daily = {
        label: {"timePeriodSummary": {"all": _figures(call, first, last, label)}}
        for label, first, last in _days(call, start, end)
    }
    figures = _figures(call, start, end, f"{start:%Y%m%d%H%M}-{end:%Y%m%d%H%M}")
    return answer(1, all=figures, dailySummary=daily)


def _days(call: Call, start: datetime, end: datetime) -> list[tuple[str, datetime, datetime]]:
    """The business days of the window, cut to it."""
    days = []
    at = start
    while at < end:
        day = call.records.calendar.day_of(at)
        days.append((f"{day.date:%m/%d/%Y}", at, min(day.end, end)))
        at = day.end
    return days


def _figures(call: Call, start: datetime, end: datetime, subject: str) -> dict[str, float | int]:
    location_id = call.records.location.id
    return {
        name: value if name in _COUNTS else call.quirks.header_amount(value, f"{location_id} {subject}", name)
        for name, value in summary(call.records, start, end).items()
    }
