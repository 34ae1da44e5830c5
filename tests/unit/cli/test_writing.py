"""Commands that change something: sync, map, choose, release, undo, redo; and what a dry run leaves alone."""

from datetime import timedelta

import pytest

from connected_merchant import MERCHANT, MONDAY, QUEEN, day
from daybook.application.ports import Lane
from daybook.domain.chart.accounts import Account
from daybook.domain.company.connection import ClosedBooksPolicy, LocationMode, UntiedPolicy
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncCause

SUNDAY = MONDAY - timedelta(days=1)
RANGE = f"--merchant {MERCHANT} --from {SUNDAY} --to {MONDAY}"
DAY = f"--merchant {MERCHANT} --date {MONDAY} --location {QUEEN}"


def queued(merchant):
    return [(request.day, request.cause) for request in merchant.queue.sent[Lane.BACKFILL]]


def test_sync_queues_every_day_of_the_range_behind_the_daily_closes(daybook, merchant):
    said = daybook(f"sync {RANGE}")

    assert said.exit_code == 0
    assert "Location-days queued from 2026-11-22 to 2026-11-23: 2." in said.out
    assert queued(merchant) == [(day(SUNDAY), SyncCause.RESYNC), (day(MONDAY), SyncCause.RESYNC)]
    assert merchant.queue.sent[Lane.DAILY] == []


def test_sync_for_scripts(daybook):
    said = daybook(f"sync --merchant {MERCHANT} --date {MONDAY} --json")

    assert said.document == {"queued": 1, "days": [{"business_date": str(MONDAY), "location": QUEEN}]}


@pytest.mark.parametrize(
    ("dates", "why"),
    [
        ("", "say which days"),
        (f"--from {SUNDAY}", "say which days"),
        (f"--date {MONDAY} --from {SUNDAY} --to {MONDAY}", "not both"),
        (f"--from {MONDAY} --to {SUNDAY}", "swap the dates"),
        ("--from 2026-10-01 --to 2026-10-31", "at most 30"),
        ("--date 2027-01-01", "has ended yet"),
    ],
)
def test_sync_refuses_dates_that_cannot_be_synced(daybook, merchant, dates, why):
    said = daybook(f"sync --merchant {MERCHANT} {dates}")

    assert said.exit_code == 2
    assert why in said.err
    assert queued(merchant) == []


@pytest.mark.parametrize(("who", "code"), [("nobody", "DB-1001"), (f"{MERCHANT} --location elsewhere", "DB-1303")])
def test_sync_of_what_nobody_knows_says_so(daybook, merchant, who, code):
    said = daybook(f"sync --merchant {who} --date {MONDAY} --json")

    assert (said.exit_code, said.problem["code"]) == (1, code)
    assert queued(merchant) == []


@pytest.mark.parametrize(("holds", "exit_code"), [(False, 0), (True, 1)])
def test_sync_waits_until_every_day_is_settled(daybook, merchant, monkeypatch, holds, exit_code):
    """The worker posts while the command looks away."""
    if holds:
        merchant.ledger.close_before_next_send(MONDAY)
    monkeypatch.setattr("daybook.cli.commands.days.sync.time.sleep", lambda _: merchant.post())

    said = daybook(f"sync --merchant {MERCHANT} --date {MONDAY} --wait --json")

    (record,) = said.document["records"]
    assert (said.exit_code, record["state"]) == (exit_code, "held" if holds else "posted")


def test_map_gives_a_role_an_account_and_reclasses_the_days_that_waited(daybook, merchant):
    merchant.trade(MONDAY, tender="CCRD")
    merchant.post()

    said = daybook([*f"map --merchant {MERCHANT} --json --set".split(), "tender:CCRD=POS Cards"])

    assert said.exit_code == 0
    assert said.document == {"version": 2, "reclassed": [{"business_date": str(MONDAY), "location": QUEEN}]}
    assert merchant.connections.mapping_on(MERCHANT, MONDAY).accounts["tender:CCRD"] == "4"
    assert queued(merchant) == [(day(), SyncCause.RECLASS)]


def test_map_from_a_date_on_leaves_earlier_days_alone(daybook, merchant):
    daybook([*f"map --merchant {MERCHANT} --from {MONDAY} --set".split(), "tender:CCRD=4"])

    assert merchant.connections.mapping_on(MERCHANT, SUNDAY).version == 1
    assert merchant.connections.mapping_on(MERCHANT, MONDAY).version == 2


@pytest.mark.parametrize(
    ("who", "wish", "exit_code"),
    [(MERCHANT, "tender:CCRD=no such account", 2), (MERCHANT, "nonsense=4", 2), ("nobody", "tender:CCRD=4", 1)],
)
def test_map_refuses_what_nobody_knows(daybook, merchant, who, wish, exit_code):
    said = daybook([*f"map --merchant {who} --set".split(), wish])

    assert said.exit_code == exit_code
    assert said.err.startswith("daybook: DB-")
    assert merchant.connections.mapping_on(MERCHANT, MONDAY).version == 1


def test_map_asks_back_when_a_name_is_that_of_several_accounts(daybook, merchant):
    for number, parent in ((70, "Restaurant"), (71, "Catering")):
        path = f"{parent}:Coffee"
        merchant.ledger.accounts.append(
            Account(str(number), "Coffee", "Income", "SalesOfProductIncome", full_name=path)
        )

    vague = daybook([*f"map --merchant {MERCHANT} --set".split(), "revenue:food=Coffee"])
    exact = daybook([*f"map --merchant {MERCHANT} --set".split(), "revenue:food=Catering:Coffee"])

    assert (vague.exit_code, exact.exit_code) == (2, 0)
    assert "Restaurant:Coffee (70), Catering:Coffee (71)" in vague.err
    in_force = merchant.connections.mapping_on(MERCHANT, MONDAY)
    assert (in_force.accounts["revenue:food"], in_force.account_names["71"]) == ("71", "Catering:Coffee")


def test_choose_before_the_first_posting_holds_for_every_date(daybook, merchant):
    said = daybook(f"choose --merchant {MERCHANT} --document invoice --locations combined --json")

    connection = merchant.connections.connection(MERCHANT)
    assert said.exit_code == 0
    assert said.document == {
        "document_kind": "invoice",
        "location_mode": "combined",
        "untied_policy": "hold",
        "closed_books_policy": "hold",
        "adjustment_limit_percent": "1",
        "clear_tenders": False,
        "changes": [],
    }
    assert (connection.document_kind, connection.location_mode) == (DocumentKind.INVOICE, LocationMode.COMBINED)


def test_choose_once_days_are_posted_needs_a_date_that_has_not_ended(daybook, merchant):
    merchant.post()
    choice = f"choose --merchant {MERCHANT} --document invoice"

    without, past = daybook(choice), daybook(f"{choice} --from {MONDAY}")
    later = daybook(f"{choice} --from 2026-12-01 --json")

    assert (without.exit_code, past.exit_code, later.exit_code) == (2, 2, 0)
    assert "--from YYYY-MM-DD" in without.err
    assert "choose 2026-11-24 or later" in past.err
    assert later.document["changes"] == [
        {"effective_from": "2026-12-01", "document_kind": "invoice", "location_mode": "separate"}
    ]


def test_choose_a_policy_alone_leaves_the_documents_as_they_are(daybook, merchant):
    merchant.post()

    said = daybook(f"choose --merchant {MERCHANT} --untied post_and_flag")

    connection = merchant.connections.connection(MERCHANT)
    assert said.exit_code == 0
    assert (connection.untied_policy, connection.closed_books_policy, connection.document_kind) == (
        UntiedPolicy.POST_AND_FLAG,
        ClosedBooksPolicy.HOLD,
        DocumentKind.JOURNAL_ENTRY,
    )


def test_release_posts_a_held_day_as_it_is(daybook, merchant):
    merchant.ledger.close_before_next_send(MONDAY)
    merchant.post()

    said = daybook(f"release {DAY} --json")

    assert said.exit_code == 0
    assert said.document == {"released": {"business_date": str(MONDAY), "location": QUEEN}}
    assert queued(merchant) == [(day(), SyncCause.RELEASE)]


def test_release_refuses_a_day_that_is_not_held(daybook, merchant):
    merchant.post()

    said = daybook(f"release {DAY}")

    assert (said.exit_code, queued(merchant)) == (2, [])
    assert "is not held" in said.err
