"""Commands that only look: history, connections. None of them changes anything."""

from dataclasses import replace
from datetime import timedelta

import pytest

from connected_merchant import MERCHANT, MONDAY, QUEEN
from daybook.domain.company.connection import ConnectionStatus
from fakes.quickbooks.ledger import COMPANY
from unit.cli.conftest import SUNDAY

RECORD_KEYS = {
    "who_acts",
    "next_step",
    "business_date",
    "location",
    "state",
    "revision",
    "attempts",
    "document",
    "deltas",
    "drifted_at",
    "directive",
    "figures",
    "waiting",
    "accepted_minor",
    "proved_at",
    "gaps",
    "code",
    "reason",
    "message",
    "details",
    "due_at",
    "updated_at",
}
DAY = f"--merchant {MERCHANT} --date {MONDAY} --location {QUEEN}"


@pytest.mark.usefixtures("books")
def test_history_shows_every_day_newest_first_and_asks_for_attention(daybook):
    said = daybook(f"history --merchant {MERCHANT}")

    assert said.exit_code == 1
    assert said.out.index(str(MONDAY)) < said.out.index(str(SUNDAY))
    assert "Posted" in said.out
    assert "11.30" in said.out
    assert "DB-1201" in said.out


@pytest.mark.usefixtures("books")
def test_history_for_scripts_has_the_same_keys_whatever_the_state(daybook):
    records = daybook(f"history --merchant {MERCHANT} --json").document["records"]

    assert [record.keys() for record in records] == [RECORD_KEYS] * 2
    assert [(record["state"], record["code"]) for record in records] == [("posted", None), ("held", "DB-1201")]
    assert records[0]["document"].keys() == {"kind", "id", "doc_number", "total_minor", "intuit_tid"}
    assert records[0]["document"]["total_minor"] == 1130
    assert records[1]["document"] is None


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize(
    ("narrower", "dates"),
    [
        ("--state held", [str(SUNDAY)]),
        (f"--from {MONDAY}", [str(MONDAY)]),
        (f"--to {SUNDAY}", [str(SUNDAY)]),
        (f"--location {QUEEN}", [str(MONDAY), str(SUNDAY)]),
        ("--location elsewhere", []),
    ],
)
def test_history_can_be_narrowed(daybook, narrower, dates):
    said = daybook(f"history --merchant {MERCHANT} --json {narrower}")

    assert [record["business_date"] for record in said.document["records"]] == dates


@pytest.mark.usefixtures("books")
def test_history_in_french(daybook):
    said = daybook(f"--lang fr history --merchant {MERCHANT}")

    assert "journées de magasin" in said.out
    assert "Comptabilisée" in said.out
    assert "En attente de vous" in " ".join(said.out.split())


def test_a_merchant_nobody_knows_has_an_empty_history(daybook):
    said = daybook("history --merchant nobody --json")

    assert (said.exit_code, said.document) == (0, {"records": []})


def test_connections_name_merchant_and_company(daybook):
    said = daybook("connections")

    assert said.exit_code == 0
    assert MERCHANT in said.out
    assert COMPANY.name in said.out


def test_connections_show_until_when_access_lasts(daybook, grants, merchant):
    hard = merchant.clock.now() + timedelta(days=12)
    grants.save(MERCHANT, replace(grants.load(MERCHANT), hard_expires_at=hard))

    (found,) = daybook("connections --json").document["connections"]

    assert found["grant_ends_at"] == hard.isoformat()
    assert found["grant_refreshed_at"] == merchant.clock.now().isoformat()
    assert "2026-12-06" in daybook("connections").out


def test_a_connection_without_a_grant_has_no_end(daybook, grants):
    grants.delete(MERCHANT)

    (found,) = daybook("connections --json").document["connections"]

    assert (found["grant_ends_at"], found["grant_refreshed_at"]) == (None, None)


def test_a_grant_that_the_merchant_took_back_is_not_shown(daybook, merchant):
    connection = merchant.connections.connection(MERCHANT)
    merchant.connections.save_connection(connection.with_status(ConnectionStatus.DISCONNECTED))

    (found,) = daybook("connections --json").document["connections"]

    assert found["grant_ends_at"] is None


def test_a_connection_that_must_be_renewed_needs_attention(daybook, merchant):
    connection = merchant.connections.connection(MERCHANT)
    merchant.connections.save_connection(connection.with_status(ConnectionStatus.NEEDS_RECONNECT))

    said = daybook("connections --json")

    assert said.exit_code == 1
    assert [found["status"] for found in said.document["connections"]] == ["needs_reconnect"]


def test_one_merchants_connection_comes_with_its_mapping(daybook):
    said = daybook(f"connections --merchant {MERCHANT} --json")

    (found,) = said.document["connections"]
    assert found["mapping"]["accounts"]["tender:CASH"] == "3"
    assert (found["mapping"]["version"], found["mapping"]["suspense_account"]) == (1, "99")
    assert (found["realm_id"], found["document_kind"], found["location_mode"]) == (
        COMPANY.realm_id,
        "journal_entry",
        "separate",
    )
    assert "tender:CASH" in daybook(f"connections --merchant {MERCHANT}").out


def test_a_merchant_who_never_connected_is_a_wrong_request(daybook):
    said = daybook("connections --merchant nobody")

    assert said.exit_code == 2
    assert "'nobody' has never connected" in said.err
