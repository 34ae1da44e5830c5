"""One dashboard, business numbers first."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from daybook.bootstrap.functions import watching
from daybook.bootstrap.observing.metric_names import Metric
from e2e.demonstrations.fed_elsewhere import BY_TESTS

ROOT = Path(__file__).parents[2]
RUNBOOK, FUNCTIONS = ROOT / "docs" / "operating.md", ROOT / "tests" / "functions"


@pytest.fixture(scope="session")
def body(nested):
    dashboards = [
        resource["Properties"]["DashboardBody"]["Fn::Sub"]
        for resource in nested["Dashboards"]["Resources"].values()
        if resource["Type"] == "AWS::CloudWatch::Dashboard"
    ]
    (only,) = dashboards
    return json.loads(only)


def lines_of(body):
    return [line for widget in body["widgets"] for line in widget["properties"].get("metrics", ())]


@pytest.fixture(scope="session")
def widgets(body):
    return sorted(body["widgets"], key=lambda widget: (widget["y"], widget["x"]))


def test_the_dashboard_opens_with_a_way_to_the_runbook_and_the_business_numbers(widgets):
    assert "${RunbookUrl}#" in widgets[0]["properties"]["markdown"]
    assert widgets[1]["properties"]["view"] == "singleValue"
    assert [metric[1] for metric in widgets[1]["properties"]["metrics"]][:2] == ["LocationDayDue", "LocationDayPosted"]


def test_the_dashboard_links_every_saved_query_with_its_text_and_its_log_groups(widgets, nested):
    """A link is read as the console reads it; `make generate` writes them."""
    queries = [r["Properties"] for r in nested["Dashboards"]["Resources"].values() if "QueryString" in r["Properties"]]
    linked = {}
    for name, address in re.findall(r"\[([^]]+)\]\((https://[^)]+)\)", widgets[0]["properties"]["markdown"]):
        detail = unquote(unquote(address.partition("#")[2].replace("$", "%").replace("%{", "${")))
        shown = re.fullmatch(r"logsV2:logs-insights\?queryDetail=~\(.*~editorString~'(.*)~source~\((.*)\)\)", detail)
        linked[name] = unquote(shown[1].replace("*", "%")), shown[2].split("~'")[1:]

    assert linked == {
        query["Name"]["Fn::Sub"].partition("/")[2].partition(" (")[0]: (
            query["QueryString"].strip(),
            [f"${{{group['Ref']}}}" for group in query["LogGroupNames"]],
        )
        for query in queries
    }
    assert len(linked) == 10


@pytest.mark.parametrize("metric", Metric)
def test_every_metric_that_is_counted_is_on_the_dashboard(body, metric):
    shown = {
        each for widget in body["widgets"] for line in widget["properties"].get("metrics", ()) for each in line[1:2]
    }

    assert metric in shown


def test_everything_on_the_dashboard_is_counted_by_code_or_by_aws(body):
    """A line that no run can fill stays empty for ever."""
    assert {line[1] for line in lines_of(body) if line[0] == "Daybook"} == {str(metric) for metric in Metric}


@pytest.mark.parametrize(("name", "test"), BY_TESTS.items())
def test_what_the_bad_night_leaves_empty_is_fed_by_the_run_that_the_table_names(name, test):
    """The run is a function's: the test reads the metric from what it wrote. `test_incident.py` compares the table."""
    texts = [file.read_text("utf-8") for file in FUNCTIONS.rglob("test_*.py")]
    (text,) = [each for each in texts if f"def {test}(" in each]
    before, _, after = text.partition(f"def {test}(")
    written = before.rpartition("\n\n\n")[2] + after.partition("\n\n\n")[0]

    assert Metric(name)
    assert ".metrics" in written
    assert name in written or "AnswerClass" in written


def test_what_an_alarm_hears_is_on_a_widget(body, nested):
    """Who gets an alarm looks at the dashboard first."""
    alarms = [r["Properties"] for r in nested["Alarms"]["Resources"].values() if r["Type"] == "AWS::CloudWatch::Alarm"]
    stats = [each["MetricStat"]["Metric"] for a in alarms for each in a.get("Metrics", ()) if "MetricStat" in each]
    heard = {(each["Namespace"], each["MetricName"]) for each in (*stats, *(a for a in alarms if "MetricName" in a))}

    assert heard - {tuple(line[:2]) for line in lines_of(body)} == set()


def test_answers_of_the_api_are_on_the_dashboard(body):
    """Pages that API Gateway itself refuses reach no function."""
    assert {line[1] for line in lines_of(body) if line[0] == "AWS/ApiGateway"} == {"4xx", "5xx", "Latency"}


def test_at_most_sixty_metrics_are_paid_for(body):
    """Those of AWS itself cost nothing, but SES has none that tell two stacks apart."""
    of_ses = {line[1] for line in lines_of(body) if line[0] == "AWS/SES"}

    assert of_ses == {"Bounce", "Complaint"}
    assert len(Metric) + len(of_ses) <= 60


def test_no_widget_lies_on_another(widgets):
    cells = [
        (x, y)
        for widget in widgets
        for x in range(widget["x"], widget["x"] + widget["width"])
        for y in range(widget["y"], widget["y"] + widget["height"])
    ]

    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) == 23


def test_alarms_and_dashboard_point_at_sections_that_the_runbook_has(nested):
    linked = set(re.findall(r"\$\{RunbookUrl\}#([a-z-]+)", json.dumps([nested["Alarms"], nested["Dashboards"]])))
    linked |= {*watching.RUNBOOK.values(), watching.RUNBOOK_OF_MISSED}
    headings = re.findall(r"^#+ (.+)$", RUNBOOK.read_text("utf-8"), re.MULTILINE)
    sections = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}

    assert linked <= sections
