import signal

import pytest

from daybook_local.cli import main
from unit.local_demo.merchant_folders import write_folder


@pytest.fixture(autouse=True)
def own_signals():
    """The command takes SIGTERM for itself; pytest gets it back."""
    handler = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, handler)


@pytest.mark.parametrize("command", ["demo", "run"])
def test_a_broken_folder_is_refused_with_file_line_and_field_before_anything_is_started(tmp_path, capsys, command):
    folder = write_folder(tmp_path)
    orders = folder / "orders.jsonl"
    orders.write_text("\n" + orders.read_text().replace('"total_minor": 500', '"total_minor": 501'))

    status = main([command, "--merchant", str(folder), "--work", str(tmp_path / "work")])

    told = capsys.readouterr()
    assert status == 2
    assert "orders.jsonl:2: totals.total_minor: is 501" in told.err
    assert told.out == ""
    assert not (tmp_path / "work").exists()


def test_a_folder_that_is_not_there_is_refused(tmp_path, capsys):
    assert main(["demo", "--merchant", str(tmp_path / "nowhere"), "--work", str(tmp_path / "work")]) == 2
    assert "merchant.json:1: file: missing" in capsys.readouterr().err


@pytest.mark.parametrize(
    "option", ["--document credit_memo", "--locations some", "--variant earthquake", "--taxes all"]
)
def test_a_choice_that_nobody_has_is_refused_with_those_there_are(tmp_path, capsys, option):
    with pytest.raises(SystemExit):
        main(["demo", "--merchant", str(write_folder(tmp_path)), *option.split()])

    assert "choose from" in capsys.readouterr().err


@pytest.mark.parametrize("document", [[], ["--document", "journal_entry"]], ids=["by default", "chosen"])
def test_a_journal_entry_cannot_carry_tax_codes_and_the_refusal_says_what_can(tmp_path, capsys, document):
    folder, work = str(write_folder(tmp_path)), tmp_path / "work"

    status = main(["demo", "--merchant", folder, "--work", str(work), "--taxes", "quickbooks", *document])

    told = capsys.readouterr().err
    assert status == 2
    assert "cannot feed QuickBooks' tax return" in told
    assert "--document sales_receipt or --document invoice" in told
    assert "make demo TAXES=quickbooks DOCUMENT=sales_receipt" in told
    assert not work.exists()


def test_dates_that_are_not_over_yet_are_refused_before_anything_is_started(tmp_path, capsys):
    folder = write_folder(tmp_path, opened_at="2199-03-07T18:00:00Z")

    assert main(["demo", "--merchant", str(folder), "--work", str(tmp_path / "work")]) == 2
    assert "the machine's clock has not reached" in capsys.readouterr().err
    assert not (tmp_path / "work").exists()


def test_env_says_what_to_start_when_nothing_is_up(tmp_path, capsys):
    assert main(["env", "--work", str(tmp_path)]) == 1

    told = capsys.readouterr()
    assert "start `daybook-local run`" in told.err
    assert told.out == ""


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--document", "invoice"], "leave out --merchant, --document"),
        (["--from", "2026-01-01"], "the month end is told of 20 to 60 days"),
    ],
)
def test_the_month_end_has_merchants_and_days_of_its_own(tmp_path, capsys, more, words):
    status = main(["demo", "--variant", "month-end", "--work", str(tmp_path / "work"), *more])

    assert status == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "work").exists()


def test_the_month_end_takes_no_other_merchant(tmp_path, capsys):
    merchant = ["--merchant", str(write_folder(tmp_path))]

    assert main(["demo", "--variant", "month-end", "--work", str(tmp_path / "work"), *merchant]) == 2
    assert "has two merchants of its own" in capsys.readouterr().err
