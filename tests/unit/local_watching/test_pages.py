"""The operator's pages draw the template's own alarms and widgets, in both languages."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from daybook_local.aws.metrics.embedded_metrics import Measurement
from daybook_local.watching.alarm_words import said_of
from daybook_local.watching.dashboard import widgets_of
from daybook_local.watching.drawing import amount
from daybook_local.watching.letters import Letter, letter_of
from daybook_local.watching.measurements import Measurements, StatisticError, statistic
from daybook_local.watching.pages import Reader, dashboard_page, letters_page
from daybook_local.watching.words import sayer
from unit.local_watching.conftest import deployed

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
ENGLISH, FRENCH = (Reader(language, sayer(language), NOW) for language in ("en", "fr"))


@pytest.fixture(scope="session")
def widgets():
    return widgets_of(*deployed("dashboard.yaml"))


@pytest.fixture
def measured():
    return Measurements()


def one(name, value, at=NOW - timedelta(minutes=5)):
    return Measurement("Daybook", name, value, "Count", {"service": "ServiceName"}, at)


def test_every_widget_of_the_template_is_drawn_and_nothing_else(widgets, alarms, measured):
    """Costs are known to AWS alone, and the table of holds is a query of the logs."""
    template, _ = deployed("dashboard.yaml")
    body = json.loads(template["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"])
    titles = [each["properties"]["title"] for each in body["widgets"] if each["type"] == "metric"]

    page = dashboard_page(ENGLISH, list(alarms.values()), widgets, measured, 0)

    drawn = re.findall(r'data-widget="([^"]+)"', page)
    assert sorted(drawn) == sorted(title for title in titles if "dollars" not in title)
    assert set(re.findall(r"data-alarm='(\w+)'", page)) == set(alarms)


def test_a_widget_has_the_lines_of_the_template_with_their_names_and_colours(widgets):
    template, _ = deployed("dashboard.yaml")
    body = json.loads(template["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"])
    given = {each["properties"]["title"]: each["properties"] for each in body["widgets"] if each["type"] == "metric"}

    for widget in widgets:
        lines = given[widget.title]["metrics"]
        assert [(line.series.metric.name, line.label) for line in widget.lines] == [
            (line[1], line[4]["label"]) for line in lines
        ]
        assert [line[4]["color"] for line in lines if "color" in line[4]] == [
            line.colour for line, its in zip(widget.lines, lines, strict=True) if "color" in its[4]
        ]


def test_a_figure_and_a_line_show_what_was_measured(widgets, alarms, measured):
    measured.add([one("LocationDayPosted", 3), one("LocationDayPosted", 4, NOW - timedelta(hours=5))])
    measured.add([one("LocationDayPosted", 100, NOW - timedelta(hours=30))])

    page = dashboard_page(ENGLISH, list(alarms.values()), widgets, measured, 0)

    row = page.partition('data-widget="Location-days"')[2].partition("</figure>")[0]
    assert re.search(r">7</b><span>Posted</span>", row)
    graph = page.partition('data-widget="Settled and stuck, by hour"')[2].partition("</figure>")[0]
    assert graph.count("<circle") == 2
    assert ">Posted <b>3</b>" in graph


def test_an_alarm_that_fires_stands_first_with_what_to_do(widgets, alarms, measured):
    measured.add([one("PageBroke", 1, NOW - timedelta(minutes=1)), one("LocationDayOverdue", 0)])

    page = dashboard_page(ENGLISH, list(alarms.values()), widgets, measured, 0)

    assert "<h2>Alarms: 1</h2>" in page
    first = page.partition("<li class=")[2].partition("</li>")[0]
    assert first.startswith("'ALARM' data-alarm='FunctionErrorsAlarm'")
    assert "First:</b>" in first
    assert "function-errors" in first


def test_the_page_is_whole_in_french(widgets, alarms, measured):
    page = dashboard_page(FRENCH, list(alarms.values()), widgets, measured, 2)

    assert "<html lang='fr'>" in page
    assert "Messages en échec</a>" not in page
    assert "Messages en échec (2)" in page
    assert "Alarmes\N{NO-BREAK SPACE}: " in page
    assert "Clôtures abandonnées <code lang='en'>DeadLettersWaiting</code>" in page
    same_word = {"Invocations", "QuickBooks", "talech"}
    french = sayer("fr")
    functions = {"connect", "portal", "plan_syncs", "post_location_day", "replay_dead_letters", "webhooks", "watchdog"}
    said = {line.label for widget in widgets for line in widget.lines} | {widget.title for widget in widgets}
    said |= set(alarms)
    unchanged = {text for text in said if french(text) == text} - functions - same_word - {"pages"}
    assert unchanged == set()


def test_an_alarm_that_fires_says_in_french_what_happened_and_what_to_do_with_the_same_commands(alarms):
    for alarm in alarms.values():
        happened, first = said_of(alarm, "fr")

        assert happened not in alarm.description
        assert first not in alarm.description
        assert re.findall('"[^"]+"', first) == re.findall('"[^"]+"', alarm.first_action)


def test_no_page_brings_a_script_or_anything_from_elsewhere(widgets, alarms, measured):
    page = dashboard_page(ENGLISH, list(alarms.values()), widgets, measured, 0)

    assert "<script" not in page
    assert not re.search(r"(src|href)=['\"]https?:", page)


def test_a_dead_letter_is_shown_as_text_with_the_commands_for_it():
    sent = NOW - timedelta(hours=1)
    of_a_day = ("<b>m_1</b>", "2026-11-23", "all")
    letter = Letter("daily", "id-1", sent, *of_a_day, "DB-1902", "ZeroDivisionError: a & b", is_readable=True)

    page = letters_page(ENGLISH, [letter])

    assert "&lt;b&gt;m_1&lt;/b&gt;" in page
    assert "<code>daybook replay show id-1</code>" in page
    assert "<code>daybook replay redrive id-1</code>" in page
    assert "<td>daily</td>" in page
    assert "a &amp; b" in page
    assert "No dead letter waits." in letters_page(ENGLISH, [])


def test_a_letter_that_cannot_be_read_says_why_and_offers_no_command_that_would_refuse_it():
    message = {"MessageId": "id-1", "Attributes": {"SentTimestamp": "0"}, "Body": '{"nonsense": 1}'}

    page = letters_page(ENGLISH, [letter_of("daily", message)])

    assert "It cannot be read" in page
    assert "replay drop id-1" in page
    assert "replay redrive" not in page
    assert "replay run" not in page


@pytest.mark.parametrize(
    ("name", "value"), [("Sum", 10), ("Maximum", 4), ("SampleCount", 4), ("Average", 2.5), ("p50", 3), ("p95", 4)]
)
def test_statistics(name, value):
    assert statistic([4.0, 1.0, 3.0, 2.0], name) == value
    assert statistic([], name) is None


def test_an_unknown_statistic_is_refused():
    with pytest.raises(StatisticError, match="tm90"):
        statistic([1.0], "tm90")


@pytest.mark.parametrize(
    ("value", "text"), [(None, "–"), (0, "0"), (1.25, "1.2"), (1234, "1234"), (12_345, "12 k"), (23_000_000, "23 M")]
)
def test_amounts_on_an_axis(value, text):
    assert amount(value) == text
