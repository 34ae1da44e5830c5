"""The operator who gets an alarm finds its row: whom it affects, whether to get up, where to look, what to type."""

import json
import re

import pytest

from daybook_local.demo.incident.troubles import TROUBLES
from e2e.watching.alarm_faults import FAULTS, OF_AWS_ALONE
from guides.runbook_of_alarms import ROWS
from unit.local_watching.test_alarms import FAULTS as MEASURED

SET_OFF_BY = {
    **{alarm: fault.says for fault in FAULTS for alarm in fault.alarms},
    **{trouble.alarm: trouble.says for trouble in TROUBLES if trouble.alarm},
    **dict.fromkeys(OF_AWS_ALONE, "AWS alone; measured in a test"),
}


@pytest.fixture(scope="session")
def alarms(nested):
    found = nested["Alarms"]["Resources"].items()
    return {name: each["Properties"] for name, each in found if each["Type"] == "AWS::CloudWatch::Alarm"}


@pytest.fixture(scope="session")
def seen(nested):
    """Names of saved queries and of widgets."""
    resources = nested["Dashboards"]["Resources"]
    body = json.loads(resources["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"])
    saved = [each["Properties"]["Name"]["Fn::Sub"] for name, each in resources.items() if name.endswith("Query")]
    return {name.partition("/")[2] for name in saved} | {w["properties"].get("title") for w in body["widgets"]}


def test_every_alarm_of_the_template_has_a_row_and_no_other(alarms):
    assert set(ROWS) == set(alarms)


@pytest.mark.parametrize("name", ROWS)
def test_a_row_leads_to_the_section_that_the_alarm_itself_names(alarms, name):
    assert re.findall(r"#([a-z-]+)$", alarms[name]["AlarmDescription"]["Fn::Sub"]) == [ROWS[name].section]


@pytest.mark.parametrize("name", ROWS)
def test_a_row_says_who_is_affected_whether_to_get_up_and_where_to_look(seen, name):
    row = ROWS[name]

    assert row.affected
    assert row.wakes in {"yes", "no", "by day"} or row.wakes.startswith("after ")
    assert row.looks_at
    assert set(row.looks_at) <= seen


@pytest.mark.parametrize("name", ROWS)
def test_a_row_names_the_fault_with_which_a_test_sets_the_alarm_off(name):
    assert ROWS[name].set_off_by == SET_OFF_BY[name]
    assert name in MEASURED


@pytest.mark.parametrize("name", [name for name in ROWS if "DeadLetters" in name])
def test_an_alarm_about_letters_says_the_commands_that_settle_them(alarms, name):
    """The mail of the alarm is read before the runbook."""
    told = " ".join(alarms[name]["AlarmDescription"]["Fn::Sub"].split())

    assert "daybook replay list" in told
    assert "daybook replay redrive" in told


@pytest.mark.parametrize("name", sorted(set(ROWS) - OF_AWS_ALONE))
def test_a_row_says_after_how_long_the_alarm_fires_and_is_over(name):
    assert re.fullmatch(r"[\w .]+; [\w .]+", ROWS[name].times), ROWS[name].times
