"""`daybook` as the local system asks it: each command is a copy of one process, and ends alone."""

from contextlib import closing
from datetime import date

import pytest

from daybook_local.system.daybook_command import DaybookCommand, DaybookCommandError

A_DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def daybook():
    with closing(DaybookCommand("http://127.0.0.1:9", "no-stack", timed={})) as command:
        yield command


def test_what_a_command_wrote_is_the_error_and_the_next_one_is_carried_out(daybook):
    with pytest.raises(DaybookCommandError, match="invalid choice"):
        daybook._run("history", "--merchant", "m_1", "--state", "asleep")
    process = daybook._process

    with pytest.raises(DaybookCommandError, match="the following arguments are required"):
        daybook._run("history")

    assert daybook._process is process


def test_where_the_process_is_gone_the_command_says_so_and_the_next_one_has_another(daybook):
    with pytest.raises(DaybookCommandError, match="usage"):
        daybook._run("history", "--nothing")
    daybook._process.kill()
    daybook._process.wait()

    with pytest.raises(DaybookCommandError, match="did not end, or its process did"):
        daybook.history("m_1", A_DAY, A_DAY)

    with pytest.raises(DaybookCommandError, match="usage"):
        daybook._run("history", "--nothing")
