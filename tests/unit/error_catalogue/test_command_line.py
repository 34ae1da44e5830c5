"""`daybook` tells errors by their code, in the language asked for; vendor words only where details are asked for."""

import importlib
import json
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from daybook.bootstrap.command_line.language import default_language
from daybook.bootstrap.command_line.operating import StackUnavailableError
from daybook.cli.main import main
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.sync.location_day import LocationDay, SyncRecord, SyncState

COMMAND_LINE = importlib.import_module("daybook.cli.main")  # the package's own `main` is the function inside it
NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
HISTORY = ["history", "--merchant", "M-1"]
VENDOR_WORDS = "Business Validation Error: the period is closed"


def held_day(**changes):
    values = {
        "day": LocationDay("M-1", date(2026, 11, 23), "L-1"),
        "state": SyncState.HELD,
        "due_at": NOW,
        "updated_at": NOW,
        "reason": HoldReason.CLOSED_PERIOD,
        "fault_code": 6210,
        "message": "refused",
        "details": (VENDOR_WORDS,),
    }
    return SyncRecord(**values | changes)


@pytest.fixture(autouse=True)
def a_wide_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def records(monkeypatch):
    """The records behind the opened stack."""
    found = [held_day()]
    clock = SimpleNamespace(now=lambda: found[0].updated_at)
    system = SimpleNamespace(sync_log=SimpleNamespace(history=lambda *_, **__: found), clock=clock)
    monkeypatch.setattr(COMMAND_LINE, "open_stack", lambda _: system)
    return found


def fail_with(monkeypatch, error):
    def refuse(_):
        raise error

    monkeypatch.setattr(COMMAND_LINE, "open_stack", refuse)


@pytest.mark.usefixtures("records")
def test_a_held_day_is_told_in_english_with_its_code_and_what_to_do(capsys):
    attention = main(HISTORY)

    said = capsys.readouterr().out
    assert attention == 1
    assert "DB-1202 The books are closed with a password. Ask your accountant" in said
    assert VENDOR_WORDS not in said
    assert "--details" in said


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("arguments", [["--lang", "fr", *HISTORY], [*HISTORY, "--lang", "fr"]])
def test_the_same_day_in_french(capsys, arguments):
    main(arguments)

    said = capsys.readouterr().out
    assert "DB-1202 Les livres sont clôturés avec un mot de passe. Demandez à votre comptable" in said
    assert "En attente de vous" in said
    assert "what to know" not in said


@pytest.mark.usefixtures("records")
def test_vendor_words_come_when_details_are_asked_for(capsys):
    main([*HISTORY, "--details"])

    assert VENDOR_WORDS in capsys.readouterr().out


def test_scripts_get_the_code_and_the_details(capsys, records):
    records.append(held_day(state=SyncState.POSTED, reason=None, fault_code=None, details=(), message=""))

    main([*HISTORY, "--json"])

    held, posted = json.loads(capsys.readouterr().out)["records"]
    assert (held["code"], held["details"]) == ("DB-1202", [VENDOR_WORDS])
    assert posted["code"] is None


@pytest.mark.parametrize(
    ("error", "exit_code", "code"),
    [
        (StackUnavailableError("no stack 'daybook'"), 1, "DB-1920"),
        (NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "not connected"), 1, "DB-1001"),
        (RetriableError("timeout"), 1, "DB-1901"),
        (ValueError("unforeseen"), 2, "DB-1921"),
    ],
)
def test_an_error_leaves_with_its_code_and_its_own_words_as_details(monkeypatch, capsys, error, exit_code, code):
    fail_with(monkeypatch, error)

    assert main(["--lang", "fr", *HISTORY]) == exit_code

    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith(f"daybook: {code} ")
    assert said[-1] == f"Détails, tels que les journaux les contiennent\N{NO-BREAK SPACE}: {error}"


def test_what_was_asked_wrongly_is_said_in_the_readers_language(monkeypatch, capsys):
    fail_with(monkeypatch, AskDifferentlyError("{day} was never posted", day="M-1 2026-11-23 L-1"))

    assert main(["--lang", "fr", *HISTORY]) == 2

    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("daybook: DB-1921 La demande")
    nbsp = "\N{NO-BREAK SPACE}"
    assert said[-1] == f"Détails{nbsp}: M-1 2026-11-23 L-1{nbsp}: la journée n’a jamais été comptabilisée"


def test_an_error_for_scripts_is_one_line_of_json(monkeypatch, capsys):
    fail_with(monkeypatch, NeedsAttentionError(HoldReason.CLOSED_PERIOD, "closed", details=(VENDOR_WORDS,)))

    main([*HISTORY, "--json"])

    written = capsys.readouterr()
    assert written.out == ""
    assert json.loads(written.err) == {"error": {"code": "DB-1201", "details": ["closed", VENDOR_WORDS]}}


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "fr_CA.UTF-8"}, "fr"),
        ({"LANG": "fr_CA.UTF-8", "LC_ALL": "en_CA.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "fr_FR"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_terminal_decides_the_language_when_nobody_does(monkeypatch, variables, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert default_language() == language
