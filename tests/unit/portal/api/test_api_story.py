"""The merchant's whole story through the JSON API alone: nothing that a page can do is missing there."""

import csv
import io

import pytest

from sheets import cells_of
from unit.portal.merchant import KING, LAVAL, NEWEST, QUEEN, sales_of_day
from unit.portal.partner import Partner
from unit.portal.tax_codes import ALONE, CODES

DAY = f"/days/{NEWEST}/{QUEEN}"
WEEK = {"first": "2026-11-16", "last": str(NEWEST)}


@pytest.fixture
def partner(world):
    world.ledger.codes = CODES
    return Partner(world)


def test_the_whole_story_without_a_single_page(world, partner):
    """Set up with invoices and tax codes, first days, gaps, a held day, the log, the mapping, settings, and the end."""
    look_around(partner)
    set_up(partner)
    sync_the_first_days(world, partner)
    close_the_gaps(world, partner)
    release_undo_and_redo(partner)
    read_the_log_and_the_proofs(world, partner)
    rehearse_and_change_the_mapping(partner)
    change_the_settings_and_leave(partner)


def look_around(partner):
    session, lists = partner.reads("/session"), partner.reads("/lists")
    partner.sends("PATCH", "/setup", {"document_kind": "invoice"})
    taxes = partner.reads("/tax-codes")

    assert (session["setup_finished"], session["company"]["name"]) == (False, "Queen Street Coffee Inc.")
    assert [entry["name"] for entry in lists["departments"]] == ["King St", "Laval", "Queen St"]
    assert (taxes["available"], taxes["recommended"], taxes["in_use"]) == (True, True, None)
    assert [(each["tax_set"], each["selected"]) for each in taxes["sets"]] == [("gst+qst", "9")]
    assert [code["name"] for code in taxes["untaxed_codes"]] == ["Zero-rated", "Exempt", "Out of Scope"]
    assert [each["tax_minor"] for each in taxes["effect"]] == [6636, 13239]


def set_up(partner):
    partner.sends("PATCH", "/setup", {"untaxed_code": "3", "departments": {QUEEN: "d3"}, "accounts": {"tip": "5"}})
    preview = partner.reads("/setup/preview")
    confirmed = partner.sends("POST", "/setup/confirmation")

    assert (preview["documents"], sum(each["amount_minor"] for each in preview["effect"])) == (3, 0)
    assert confirmed["finished"]
    assert partner.reads("/tax-codes")["in_use"] == "3"


def sync_the_first_days(world, partner):
    """One day is held, one has an unknown card, one a tax without a code."""
    world.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, untied=True)
    world.sales.days[KING, NEWEST] = sales_of_day(KING, NEWEST, unknown_card=True)
    world.sales.days[LAVAL, NEWEST] = sales_of_day(LAVAL, NEWEST, gst_only=2000)
    asked = partner.sends("POST", "/syncs", WEEK)
    partner.lets_the_worker_run()
    progress = partner.reads("/syncs/latest")

    assert (asked["done"], asked["due"]) == (0, 24)
    assert (progress["done"], progress["finished"]) == (24, True)


def close_the_gaps(world, partner):
    gaps = partner.reads("/mapping/gaps")
    proposal = gaps["accounts"][0]
    new = {"name": proposal["name"], "type": "Other Current Asset", "sub_type": "OtherCurrentAssets"}
    made = partner.sends("POST", "/accounts", new)
    partner.sends("PATCH", "/mapping", {"accounts": {proposal["role"]: made["id"]}})
    world.ledger.codes = (*CODES, ALONE)
    partner.sends("POST", "/lists/refresh")
    coded = partner.sends("PUT", "/tax-codes", {"effective_from": str(NEWEST), "untaxed_code": "3"})
    partner.lets_the_worker_run()

    assert (proposal["role"], gaps["tax_sets"]) == ("tender:CCRD:JCB", ["gst"])
    assert {each["tax_set"]: each["selected"] for each in coded["sets"]} == {"gst": "5", "gst+qst": "9"}
    assert partner.reads("/mapping/gaps") == {"accounts": [], "tax_sets": []}


def release_undo_and_redo(partner):
    held, other = partner.reads(DAY), f"/days/{NEWEST}/{KING}"
    partner.sends("POST", f"{DAY}/actions", {"action": "release"})
    partner.lets_the_worker_run()
    undoable = partner.reads(f"/days/undoable?first={NEWEST}&last={NEWEST}")
    leaving = partner.sends("POST", f"{other}/actions", {"action": "undo"})
    partner.lets_the_worker_run()
    out = partner.reads(other)
    redoable = partner.reads(f"/days/redoable?first={NEWEST}&last={NEWEST}")
    partner.sends("POST", f"{other}/actions", {"action": "redo"})
    partner.lets_the_worker_run()

    assert (held["day"]["state"], held["day"]["problem"]["code"], held["actions"][0]) == ("held", "DB-1301", "release")
    assert (leaving["day"]["state"], leaving["day"]["directive"]["place"]) == ("posted", "out")
    assert "undo" not in leaving["actions"]
    assert (out["day"]["state"], out["day"]["directive"], out["actions"]) == ("undone", None, ["redo"])
    assert {day["location"] for day in undoable["days"]} == {QUEEN, KING, LAVAL}
    assert [day["location"] for day in redoable["days"]] == [KING]
    assert [partner.reads(day)["day"]["state"] for day in (DAY, other)] == ["posted", "posted"]


def read_the_log_and_the_proofs(world, partner):
    log = partner.reads(f"/days?first={NEWEST}&last={NEWEST}")
    file = world.visitor().open(log["csv"]).body.removeprefix("\N{BYTE ORDER MARK}")
    proofs = partner.reads(f"/proofs?first={NEWEST}&last={NEWEST}")["proofs"]

    assert [day["state"] for day in log["days"]] == ["posted"] * 3
    words = ["Posted", "Posted", "Posted, difference accepted"]
    assert [day["day_state"] for day in log["days"]] == ["posted", "posted", "accepted"]
    assert [row["State"] for row in csv.DictReader(io.StringIO(file))] == words
    assert [row[2] for row in cells_of(world.visitor().open(log["xlsx"]).content)[1:]] == words
    assert [proof["location"] for proof in proofs] == sorted([QUEEN, KING, LAVAL])
    assert all(sum(line["amount_minor"] for line in proof["lines"]) == 0 for proof in proofs)
    assert len({proof["chain_hash"] for proof in proofs}) == 3


def rehearse_and_change_the_mapping(partner):
    other = made_liability(partner)
    rehearsed = partner.sends("POST", "/mapping/rehearsal", {"accounts": {"tip": other}})
    template = partner.reads("/mapping/template")
    looked_at = partner.sends("POST", "/mapping/template", {"template": template})
    applied = partner.sends("POST", "/mapping/template", {"template": template, "confirm": True})
    changed = partner.sends("PATCH", "/mapping", {"accounts": {"tip": other}, "reclass": True})
    partner.lets_the_worker_run()

    assert (rehearsed["days"], rehearsed["days_changed"]) == (21, 21)
    assert (looked_at["applied"], looked_at["unresolved"], applied["applied"]) == (False, [], True)
    assert changed["accounts"]["tip"] == other
    assert other in {line["account_id"] for line in partner.reads(DAY)["lines"]}
    assert partner.reads("/tax-codes")["in_use"] == "3"


def change_the_settings_and_leave(partner):
    partner.sends("PUT", "/settings/posting", {"effective_from": "2026-12-01", "location_mode": "combined"})
    partner.sends("PUT", "/settings/policies", {"untied": "post_and_flag", "closed_books": "delta"})
    partner.sends("PUT", "/settings/mails", {"email": "o@example.com", "alerts": True, "daily_summary": True})
    partner.sends("PUT", "/settings/language", {"language": "fr"})
    settings, status = partner.reads("/settings"), partner.reads("/status")
    ended = partner.sends("DELETE", "/connection")

    assert settings["posting"][-1] == {
        "effective_from": "2026-12-01",
        "document_kind": "invoice",
        "location_mode": "combined",
    }
    assert settings["policies"] == {
        "untied": "post_and_flag",
        "closed_books": "delta",
        "adjustment_limit_percent": "1",
    }
    mails = settings["mails"]
    waiting = mails.pop("waiting")
    assert mails == {"email": "", "alerts": True, "daily_summary": True}
    assert waiting["email"] == "o@example.com"
    assert settings["language"] == "fr"
    assert (status["waiting_days"], status["gaps"]) == (0, [])
    assert ended["connection"] == "disconnected"


def made_liability(partner):
    """Another account that can take tips."""
    body = {"name": "Tips of the staff", "type": "Other Current Liability", "sub_type": "OtherCurrentLiabilities"}
    return partner.sends("POST", "/accounts", body)["id"]
