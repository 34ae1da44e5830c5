"""Each alarm of the template fires by a fault of the whole system, and ends once an operator or time has ended it."""

import logging

import pytest

from daybook_local.demo.incident.troubles import TROUBLES
from e2e.watching.alarm_faults import FAULTS, OF_AWS_ALONE
from e2e.watching.watched_system import AN_HOUR
from guides.runbook_of_alarms import ROWS

_LOG = logging.getLogger(__name__)
pytestmark = [pytest.mark.stack, pytest.mark.timeout(900), pytest.mark.xdist_group("every-alarm")]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.says)
def test_an_alarm_fires_by_a_fault_of_the_system_and_ends_after_it(watched_bar, fault):
    """What an operator does first, by the runbook, is done while the alarm rings."""
    bar = watched_bar
    watch, expected = bar.watch, set(fault.alarms)
    assert bar.comes_to(lambda: not expected & watch.ringing, [(8, AN_HOUR)]), watch.ringing
    watch.fired.clear()

    with fault.happens(bar):
        began = bar.now()
        assert bar.comes_to(lambda: expected <= set(watch.fired), list(fault.lasts), workers_run=fault.workers_run)
        told = [bar.operator_types(ROWS[alarm].first_command) for alarm in fault.alarms]
        answers = {query.name: rows for query, rows in watch.operations.answers()}
        assert expected <= watch.ringing
    is_mended, over = bar.now(), {}

    def is_over():
        over.update(dict.fromkeys(expected - watch.ringing - over.keys(), bar.now()))
        return over.keys() == expected

    ended = bar.comes_to(is_over, list(fault.ends))

    assert ended, watch.ringing
    if fault.leaves_lines:
        assert [query for query in _queries(fault.alarms, answers) if not answers[query]] == []
    assert fault.doctor_finds in {*_wrong(told), ""}
    for alarm in fault.alarms:
        _LOG.info("%s: fires after %s, over after %s", alarm, watch.fired[alarm] - began, over[alarm] - is_mended)


def _queries(alarms, answers):
    """The saved queries that the runbook names for these alarms."""
    return [name for alarm in alarms for name in ROWS[alarm].looks_at if name in answers]


def _wrong(told):
    """What `daybook doctor` calls wrong, where it was asked."""
    return {each["check"] for answer in told for each in answer.get("findings", ()) if each["verdict"] == "wrong"}


def test_every_alarm_has_a_fault_of_the_system_or_can_be_set_off_by_aws_alone(watched_bar):
    here = [alarm for fault in FAULTS for alarm in fault.alarms]
    by_the_night = {trouble.alarm for trouble in TROUBLES if trouble.alarm}
    every = {alarm.name for alarm in watched_bar.watch.operations.alarms}

    assert len(here) == len(set(here))
    assert {*here, *by_the_night, *OF_AWS_ALONE} == every
