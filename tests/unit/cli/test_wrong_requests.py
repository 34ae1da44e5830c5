"""What the parser refuses before anything is opened, and how every command ends."""

import os
import sys

import pytest

from connected_merchant import MERCHANT, MONDAY, QUEEN
from unit.cli.conftest import COMMAND_LINE

DAY = f"--merchant {MERCHANT} --date {MONDAY} --location {QUEEN}"
RANGE = f"--merchant {MERCHANT} --from {MONDAY} --to {MONDAY}"
EVERY_COMMAND = {
    "history": f"history --merchant {MERCHANT}",
    "sync": f"sync {RANGE}",
    "connections": "connections",
    "preview": f"preview {DAY}",
    "rehearse": f"rehearse {RANGE} --set tender:CASH=4",
    "map": f"map --merchant {MERCHANT} --set tender:CASH=4",
    "choose": f"choose --merchant {MERCHANT} --untied hold",
    "undo": f"undo {RANGE}",
    "redo": f"redo {RANGE}",
    "proof": f"proof {RANGE}",
    "replay list": "replay list",
    "replay redrive": "replay redrive --all",
    "replay drop": "replay drop --all --reason tidy",
}


@pytest.mark.parametrize("command", EVERY_COMMAND.values(), ids=EVERY_COMMAND.keys())
def test_every_command_says_something_to_people(daybook, command):
    said = daybook(command)

    assert (said.exit_code, said.err) == (0, "")
    assert said.out.strip()


@pytest.mark.parametrize("command", EVERY_COMMAND.values(), ids=EVERY_COMMAND.keys())
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_command_gives_scripts_one_document_and_nothing_else(daybook, command, language):
    said = daybook(f"--lang {language} {command} --json")

    assert (said.exit_code, said.err) == (0, "")
    assert len(said.out.splitlines()) == 1
    assert isinstance(said.document, dict)


@pytest.mark.parametrize("command", EVERY_COMMAND.values(), ids=EVERY_COMMAND.keys())
def test_keys_do_not_depend_on_the_language(daybook, command):
    assert daybook(f"{command} --json").document.keys() == daybook(f"{command} --json --lang fr").document.keys()


@pytest.mark.parametrize(
    "command",
    [
        "",
        "post",
        "history",
        "replay",
        "replay show",
        "replay drop letter",
        "replay list --queue lost",
        f"preview --merchant {MERCHANT} --location {QUEEN}",
        f"undo --merchant {MERCHANT} --from {MONDAY}",
        f"map --merchant {MERCHANT}",
        f"history --merchant {MERCHANT} --state lost",
        f"choose --merchant {MERCHANT} --document refund_receipt",
        f"proof {RANGE} --format xlsx",
        f"history --merchant {MERCHANT} --lang de",
    ],
)
def test_a_wrong_request_ends_with_two_and_shows_how_it_is_used(daybook, command):
    said = daybook(command)

    assert (said.exit_code, said.out) == (2, "")
    assert "usage: daybook" in said.err


@pytest.mark.parametrize("wrong", ["2026-02-30", "23/11/2026", "yesterday", "20261123T00"])
def test_a_wrong_date_says_how_dates_are_written(daybook, wrong):
    said = daybook(f"sync --merchant {MERCHANT} --date {wrong}")

    assert said.exit_code == 2
    assert f"'{wrong}' is not a date: write it as YYYY-MM-DD" in said.err


@pytest.mark.parametrize("command", [*EVERY_COMMAND, "release", "replay show"])
def test_every_command_explains_itself(daybook, command):
    said = daybook(f"{command} --help")

    assert said.exit_code == 0
    assert f"usage: daybook {command}" in said.out


@pytest.mark.parametrize("text", ["M#CONNECTION", "M@other", "M\N{RIGHT-TO-LEFT OVERRIDE}1", "x" * 129])
def test_a_merchant_id_that_none_has_is_refused_before_anything_is_looked_for(daybook, text):
    said = daybook(f"history --merchant {text}")

    assert said.exit_code == 2
    assert "is no merchant id" in said.err


@pytest.mark.usefixtures("daybook")
def test_a_reader_that_has_read_enough_is_no_error(monkeypatch, capsys):
    """`daybook replay list --json | head`."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as left:
        monkeypatch.setattr(sys, "stdout", left)

        assert COMMAND_LINE.main(["connections", "--json"]) == 1

    assert capsys.readouterr().err == ""
