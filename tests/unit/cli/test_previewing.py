"""Commands that show a day before or after it is posted: preview, rehearse, proof. None of them changes anything."""

import csv
import io
import json

import pytest

from connected_merchant import MERCHANT, MONDAY, QUEEN
from daybook.domain.errors import RetriableError
from unit.cli.conftest import SUNDAY
from unit.cli.test_reading import DAY

RANGE = f"--merchant {MERCHANT} --from {SUNDAY} --to {MONDAY}"


def test_preview_shows_debits_and_credits_by_account_name_and_posts_nothing(daybook, merchant):
    said = daybook(f"preview {DAY}")

    assert said.exit_code == 0
    assert "Journal entry" in " ".join(said.out.split())
    assert all(name in said.out for name in ("POS Sales - Food", "POS HST payable", "POS Cash", "11.30"))
    assert merchant.ledger.entries == {}
    assert merchant.sync_log.history(MERCHANT) == []


def test_preview_for_scripts_balances(daybook):
    said = daybook(f"preview {DAY} --json")

    found = said.document
    assert found.keys() == {"document", "payload", "effect", "gaps", "problems"}
    assert found["document"] == "journal_entry"
    assert found["effect"] == {"POS Cash": 1130, "POS HST payable": -130, "POS Sales - Food": -1000}


def test_preview_names_what_would_wait_in_suspense(daybook, merchant):
    merchant.trade(MONDAY, tender="CCRD")

    said = daybook(f"preview {DAY}")

    assert said.exit_code == 1
    assert "not mapped, would wait in suspense: Card: Cards of an unknown type (tender:CCRD:UNKNOWN)" in said.out


def test_preview_of_a_day_without_sales(daybook):
    said = daybook(f"preview --merchant {MERCHANT} --date {SUNDAY} --location {QUEEN} --json")

    assert (said.exit_code, said.document["document"], said.document["effect"]) == (0, None, {})


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (f"preview --merchant nobody --date {MONDAY} --location {QUEEN}", "DB-1101"),
        (f"preview --merchant {MERCHANT} --date {MONDAY} --location elsewhere", "DB-1303"),
    ],
)
def test_preview_of_what_nobody_knows_says_so(daybook, command, code):
    said = daybook(f"{command} --json")

    assert (said.exit_code, said.out) == (1, "")
    assert said.problem["code"] == code


def test_preview_while_talech_does_not_answer(daybook, merchant):
    merchant.sales.error = RetriableError("talech did not answer")

    said = daybook(f"preview {DAY}")

    assert said.exit_code == 1
    assert said.err.startswith("daybook: DB-1901")
    assert "talech did not answer" in said.err


@pytest.mark.usefixtures("books")
def test_rehearse_tells_what_another_account_would_have_changed_and_writes_nothing(daybook, merchant):
    said = daybook([*f"rehearse {RANGE} --json --set".split(), "tender:CASH=POS Cards"])

    assert said.exit_code == 0
    assert said.document == {
        "days": 1,
        "days_changed": 1,
        "differences": {"POS Cards": 1130, "POS Cash": -1130},
    }
    assert merchant.connections.mapping_on(MERCHANT, MONDAY).version == 1


@pytest.mark.parametrize("wish", ["tender:CASH=no such account", "tender:CASH", "=3", "no role=3"])
def test_rehearse_refuses_what_it_does_not_understand(daybook, wish):
    said = daybook([*f"rehearse {RANGE} --set".split(), wish])

    assert said.exit_code == 2
    assert "DB-1921" in said.err


@pytest.mark.usefixtures("books")
def test_proof_shows_three_sides_per_field(daybook):
    said = daybook(f"proof {RANGE}")

    assert said.exit_code == 0
    assert "days proved: 1, fields that differ: 0" in said.out
    assert "grossRevenue" in said.out


@pytest.mark.usefixtures("books")
def test_proof_for_scripts(daybook):
    (proof,) = daybook(f"proof {RANGE} --json").document["proofs"]

    assert {"business_date", "documents", "fields", "lines", "proof_hash", "chain_hash"} <= proof.keys()


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize(
    ("form", "dates_of"),
    [
        ("csv", lambda text: {row["business_date"] for row in csv.DictReader(io.StringIO(text))}),
        ("jsonl", lambda text: {json.loads(line)["business_date"] for line in text.splitlines()}),
        ("beancount", lambda text: {line[:10] for line in text.splitlines() if " * " in line}),
    ],
)
def test_proof_in_a_format_is_the_file_and_nothing_else(daybook, form, dates_of):
    said = daybook(f"proof {RANGE} --format {form}")

    assert (said.exit_code, said.err) == (0, "")
    assert dates_of(said.out) == {str(MONDAY)}
