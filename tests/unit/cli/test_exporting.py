"""`daybook export`: everything that is kept of a merchant, and no token."""

import json
from datetime import UTC, date, datetime

from accountants import with_an_accountant
from connected_merchant import MERCHANT, day
from daybook.domain.month.balance import Balance
from daybook.domain.month.openings import TypedAmount
from daybook.domain.sync.location_day import SyncState
from daybook.domain.telling.notify import NotifyPreference

MAILS = NotifyPreference("owner@example.com", "en", unsubscribe_token="secret-token")


def exported(said):
    return [json.loads(line) for line in said.out.splitlines()]


def test_all_that_is_kept_is_one_object_a_line(daybook, merchant, system):
    merchant.post()
    system.notify_store.save_preference(
        MERCHANT, NotifyPreference("owner@example.com", "en", unsubscribe_token="secret-token")
    )
    daybook(f"choose --merchant {MERCHANT} --untied post_and_flag")
    system.accountants.save_accountants(MERCHANT, with_an_accountant())
    opening = TypedAmount("all", date(2026, 11, 1), Balance.TIPS, 41_000, "Léa Roy", datetime(2026, 11, 24, tzinfo=UTC))
    system.balances.add(MERCHANT, (opening,))

    lines = exported(daybook(f"export --merchant {MERCHANT}"))

    by_kind = {}
    for line in lines:
        by_kind.setdefault(line["kind"], []).append(line)
    assert set(by_kind) == {
        "connection",
        "profile",
        "mapping",
        "mails",
        "accountants",
        "balances",
        "day",
        "proof",
        "audit",
    }
    assert by_kind["balances"][0]["amounts"][0]["minor"] == 41_000
    assert by_kind["connection"][0]["company"]["name"]
    assert by_kind["mails"][0]["email"] == "owner@example.com"
    assert [(each["state"], each["day"]["location"]) for each in by_kind["day"]] == [(SyncState.POSTED, day().location)]
    assert by_kind["proof"][0]["fields"]
    assert [each["address"] for each in by_kind["accountants"][0]["grants"]] == ["lea@nord.example"]
    assert "mark" not in by_kind["accountants"][0]["invitations"][0]
    assert by_kind["audit"][0]["deed"] == "posting_changed"


def test_no_secret_leaves(daybook, merchant, system):
    system.notify_store.save_preference(
        MERCHANT, NotifyPreference("owner@example.com", "en", unsubscribe_token="secret-token")
    )
    merchant.post()

    assert "secret-token" not in daybook(f"export --merchant {MERCHANT}").out


def test_the_proofs_of_all_days_are_written_for_other_programs(daybook, merchant):
    merchant.post()

    csv = daybook(f"export --merchant {MERCHANT} --format csv").out.splitlines()
    ledger = daybook(f"export --merchant {MERCHANT} --format beancount").out

    assert csv[0].startswith("business_date,location,field")
    assert len(csv) > 5
    assert "2026-11-23 *" in ledger


def test_of_an_unknown_merchant_nothing_is_written(daybook):
    said = daybook("export --merchant m_unknown")

    assert (said.exit_code, said.out) == (0, "")
