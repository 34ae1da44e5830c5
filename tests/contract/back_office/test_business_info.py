"""Report End Time is changed in talech, and Daybook's schedules follow by themselves."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import requests

from contract.back_office.conftest import NOON_IN_TORONTO
from contract.talech_adapter.reading import Reading
from daybook.application.planning.plan_syncs import closings
from daybook.application.ports import Closing
from simulators.talech.shop import QUEEN
from talech_simulator import BusinessCalendar

pytestmark = pytest.mark.loopback
PAGE = "/settings/business-info"
TODAY = date(2026, 3, 10)


def save(simulator, text, **fields):
    """Send the form the way a browser does and read the page after it."""
    typed = {"merchant": "m_304267", "lang": "en", "location": QUEEN, "report_end_time": text} | fields
    return requests.post(f"{simulator.url}{PAGE}", data=typed, timeout=5)


def location_of(simulator):
    return simulator.world.merchants["m_304267"].profile.locations[0]


def test_the_page_shows_the_time_in_force_and_a_label_for_it(start, visitor):
    page = visitor.open(f"{start().url}{PAGE}?lang=fr")

    assert "Heure de fin du rapport" in page.words
    assert page.form(PAGE).fields["report_end_time"] == "04:00"
    assert '<label for="time-1">' in page.body


def test_a_new_time_is_for_the_next_business_day_and_the_page_says_so(start):
    simulator = start()

    page = save(simulator, "22h30")

    assert (location_of(simulator).report_end_time, location_of(simulator).settings_from) == (
        "22:30",
        date(2026, 3, 11),
    )
    assert "Queen St: the business day ends at 22:30, from business day 2026-03-11 on." in page.text
    assert page.url.endswith(f"saved={QUEEN.replace(':', '%3A')}")


def test_daybooks_schedule_follows_once_the_new_time_is_in_force(start):
    simulator = start()
    save(simulator, "22:00")
    reading = Reading(simulator)

    before = closings(reading.source.profile(), timedelta(minutes=5))
    simulator.clock.set(datetime(2026, 3, 11, 2, 5, tzinfo=UTC))
    after = closings(reading.new_source().profile(), timedelta(minutes=5))

    assert before == {Closing("America/Toronto", time(4, 5))}
    assert after == {Closing("America/Toronto", time(22, 5))}


def test_the_day_of_the_change_ends_where_the_new_time_first_reads_for_both_sides(start):
    simulator = start()
    save(simulator, "22:00")

    theirs = BusinessCalendar(location_of(simulator)).day(TODAY)
    simulator.clock.set(datetime(2026, 3, 12, tzinfo=UTC))
    ours = Reading(simulator).location().calendar.window(TODAY)

    assert (theirs.start, theirs.end) == (ours.start, ours.end)
    assert (ours.start, ours.end) == (datetime(2026, 3, 10, 8, tzinfo=UTC), datetime(2026, 3, 11, 2, tzinfo=UTC))


@pytest.mark.parametrize("hour", [0, 3, 8, 13, 16, 21, 23])
@pytest.mark.parametrize("text", ["00:00", "04:00", "11:59", "12:00", "12:01", "16:05", "23:59"])
def test_no_change_moves_a_boundary_that_has_passed(start, hour, text):
    now = datetime(2026, 3, 10, hour, 30, tzinfo=UTC)
    simulator = start(clock=now)
    before = BusinessCalendar(location_of(simulator)).day_of(now)

    save(simulator, text)

    after = BusinessCalendar(location_of(simulator)).day_of(now)
    assert (after.date, after.start) == (before.date, before.start)
    assert after.end > now


def test_a_second_thought_replaces_a_change_that_is_not_in_force_yet(start):
    simulator = start()

    save(simulator, "22:00")
    save(simulator, "23:00")
    again = location_of(simulator)
    save(simulator, "04:00")

    assert (again.report_end_time, len(again.earlier_settings)) == ("23:00", 1)
    assert (location_of(simulator).report_end_time, location_of(simulator).earlier_settings) == ("04:00", ())


@pytest.mark.parametrize("text", ["", "25:00", "4pm", "04:60", "<b>", "\N{ARABIC-INDIC DIGIT FOUR}:00"])
def test_what_is_no_time_is_said_at_the_field_and_nothing_typed_is_lost(start, text):
    simulator = start()

    page = save(simulator, text)

    assert page.status_code == 422
    assert 'href="#time-1"' in page.text
    assert 'aria-invalid="true"' in page.text
    assert "Enter a time of the 24-hour clock" in page.text
    assert location_of(simulator).report_end_time == "04:00"
    assert "<b>" not in page.text


def test_a_shop_of_another_merchant_is_not_changed(start):
    simulator = start()

    page = save(simulator, "22:00", location="304999:1")

    assert page.status_code == 404
    assert simulator.world.clock.now() == NOON_IN_TORONTO
    assert location_of(simulator).report_end_time == "04:00"
