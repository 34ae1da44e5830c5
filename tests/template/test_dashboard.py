"""One dashboard, business numbers first."""

import json
import re
from pathlib import Path

import pytest

from daybook.bootstrap import mailing, observability
from daybook.bootstrap.functions import watching, webhooks

RUNBOOK = Path(__file__).parents[2] / "docs" / "operating.md"


@pytest.fixture(scope="session")
def body(nested):
    dashboards = [
        resource["Properties"]["DashboardBody"]["Fn::Sub"]
        for resource in nested["Observability"]["Resources"].values()
        if resource["Type"] == "AWS::CloudWatch::Dashboard"
    ]
    (only,) = dashboards
    return json.loads(only)


@pytest.fixture(scope="session")
def widgets(body):
    return sorted(body["widgets"], key=lambda widget: (widget["y"], widget["x"]))


def test_the_dashboard_opens_with_a_way_to_the_runbook_and_the_business_numbers(widgets):
    assert "${RunbookUrl}#" in widgets[0]["properties"]["markdown"]
    assert widgets[1]["properties"]["view"] == "singleValue"
    assert [metric[1] for metric in widgets[1]["properties"]["metrics"]][:2] == ["LocationDayDue", "LocationDayPosted"]


def test_the_dashboard_shows_every_outcome_that_is_counted(body):
    shown = json.dumps(body)

    assert all(f'"{name}"' in shown for name in observability._COUNTED_AS.values())


def test_the_dashboard_shows_what_the_watchdog_counts_and_every_mail(body):
    shown = json.dumps(body)
    counted = [value for name, value in vars(watching).items() if name.startswith("LOCATION_DAY_")]

    assert len(counted) == 4
    for name in (*counted, *watching.GRANT_METRICS.values(), mailing.MAIL_SENT, mailing.MAIL_FAILED):
        assert f'"{name}"' in shown


def test_the_dashboard_shows_what_the_webhook_counts(body):
    shown = json.dumps(body)
    counted = {value for name, value in vars(webhooks).items() if name.startswith("NOTICES_")}

    assert len(counted) == 3
    for name in (*counted, *webhooks._COUNTED_AS.values()):
        assert f'"{name}"' in shown


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
    linked = set(re.findall(r"\$\{RunbookUrl\}#([a-z-]+)", json.dumps(nested["Observability"])))
    linked |= {*watching.RUNBOOK.values(), watching.RUNBOOK_OF_MISSED}
    headings = re.findall(r"^#+ (.+)$", RUNBOOK.read_text("utf-8"), re.MULTILINE)
    sections = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}

    assert linked <= sections
