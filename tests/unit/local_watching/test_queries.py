"""Each saved query of the template finds what it is for in lines that the functions really write."""

from datetime import UTC, datetime, timedelta

import pytest

from daybook_local.watching.queries import QueryError, answered, queries_of
from unit.local_watching.conftest import deployed

NIGHT = datetime(2026, 11, 24, 5, 20, tzinfo=UTC)


def line(message, minutes=0, **fields):
    return {"@timestamp": NIGHT + timedelta(minutes=minutes), "level": "INFO", "message": message, **fields}


DAY = {"merchant": "m_310000", "business_date": "2026-03-01", "location_id": "1:1"}
SETTLED = {**DAY, "function": "post_location_day", "state": "posted", "change": "posted", "close_to_posted": 412.0}
HELD = {**DAY, "state": "held", "change": "held", "reason": "closed_period", "error_code": "DB-1201"}
ERROR = {**DAY, "level": "ERROR", "function": "post_location_day", "error_code": "DB-1904", "tries": 2}
LINES = [
    line("location-day settled", 1, **SETTLED),
    line("location-day settled", 2, **HELD),
    line("location-day settled", 3, **HELD | {"merchant": "m_2"}),
    line("location-day not finished", 4, **ERROR, exception_name="RetriableError"),
    line("location-day not finished", 90, **ERROR | {"merchant": "m_2"}, exception_name="RetriableError"),
    line("message given up", 5, **ERROR | {"error_code": "DB-1902"}, lane="daily", message_id="id-1"),
    line("location-day overdue", 6, **DAY, function="watchdog", waited_hours=4.0),
    line("mail not sent", 7, function="watchdog", merchant="m_2", day="x", exception_name="MailNotSentError"),
    {"@timestamp": NIGHT, "_aws": {}, "LocationDayPosted": [1]},
]
FOUND = {
    "Held days by reason": [{"reason": "closed_period", "error_code": "DB-1201", "days": 2}],
    "Story of one day (set merchant and business_date)": 5,
    "Tries that did not finish, by error": [
        {"error_code": "DB-1904", "exception_name": "RetriableError", "tries": 2, "merchants": 2}
    ],
    "Letters that the worker gave up": 1,
    "Vendors that did not answer, by hour": 2,
    "Error lines by function": 2,
    "Slowest days from close to posted": 1,
    "Merchants with most held days": 2,
    "What the watchdog found": 1,
    "Mails that did not leave": 1,
}


@pytest.fixture(scope="session")
def queries():
    return {query.name: query for query in queries_of(*deployed("dashboard.yaml"))}


def test_every_saved_query_is_asked_here(queries):
    assert set(queries) == set(FOUND)


@pytest.mark.parametrize("name", FOUND)
def test_a_saved_query_finds_what_it_is_for(queries, name):
    rows, expected = answered(queries[name].text, LINES), FOUND[name]

    assert rows == expected if isinstance(expected, list) else len(rows) == expected


def test_a_saved_query_reads_the_groups_of_the_functions_that_write_its_lines(queries):
    assert queries["Held days by reason"].groups == ("PostLocationDayLogGroupName",)
    assert "WatchdogLogGroupName" in queries["What the watchdog found"].groups
    assert len(queries["Error lines by function"].groups) == 7


def test_the_slowest_comes_first_and_only_so_many(queries):
    slow = [line("location-day settled", **SETTLED | {"close_to_posted": seconds}) for seconds in (1.0, 900.0, 30.0)]

    rows = answered(queries["Slowest days from close to posted"].text, slow)

    assert [row["close_to_posted"] for row in rows] == [900.0, 30.0, 1.0]
    assert answered("sort close_to_posted asc | limit 1", slow)[0]["close_to_posted"] == 1.0


@pytest.mark.parametrize("text", ["parse @message 'x'", "filter a > 1", "stats avg(x) as y by z"])
def test_what_is_not_understood_is_refused(text):
    with pytest.raises(QueryError):
        answered(text, LINES)
