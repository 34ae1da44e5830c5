"""Every row and message of every release means today what it meant to the release that wrote it."""

import json

import pytest

from connected_merchant import day
from daybook.contracts.change_notices_message import ChangeNoticesMessage
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.company.changes import ChangeVerb, CompanyEntity
from daybook.domain.proof.day_proof import Proof
from daybook.domain.sync.location_day import SyncRecord
from released.kept_beside import values
from released.rows import plain, put_rows
from released.write_rows import HERE

REASONS = {
    "needs_reconnect",
    "not_tied",
    "source_inconsistent",
    "closed_period",
    "account_unusable",
    "plan_below_standard",
    "demo_merchant",
    "talech_access_lost",
    "currency_differs",
    "changed_after_posting",
    "refused_by_quickbooks",
    "response_differs",
    "outside_tax_return",
    "subscription_lapsed",
    "not_mapped",
    "touched_in_quickbooks",
    "in_bank_deposit",
    "company_in_use",
    "unknown_location",
    "other_books",
}
STATES = [(path.parents[1], path.stem) for path in sorted(HERE.glob("*/days/*.json"))]


def says_at_least(today, then):
    """Whether nothing of what a row meant has changed; a field that was learned since may stand beside it."""
    if isinstance(then, dict):
        return all(name in today and says_at_least(today[name], value) for name, value in then.items())
    if isinstance(then, list):
        return len(today) == len(then) and all(map(says_at_least, today, then))
    return today == then


def content(release, name):
    return json.loads((release / f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize(("release", "state"), STATES, ids=lambda part: getattr(part, "name", part))
def test_a_day_means_what_it_meant(release, state, merchant):
    where, left = merchant.go_on_from(release, state)

    proof = merchant.proofs.get(where)
    assert says_at_least(plain(SyncRecord, merchant.sync_log.get(where)), left["record"])
    assert says_at_least(plain(Proof | None, proof), left["proof"])
    assert (proof.hash if proof else None) == left["proof_hash"]


def test_the_rows_beside_the_days_mean_what_they_meant(release, merchant):
    left = content(release, "merchant")
    put_rows(merchant.dynamodb, left["tables"])

    assert says_at_least(values(merchant), left["values"])


def test_a_watched_document_still_finds_its_day(release, merchant):
    left = content(release, "merchant")
    rows = [row for row in left["tables"]["ConnectionTable"] if row["sk"]["S"].startswith("DOCUMENT#")]
    put_rows(merchant.dynamodb, {"ConnectionTable": rows})

    for row in rows:
        _, entity, document_id = row["sk"]["S"].split("#")
        found = merchant.watch.document(row["pk"]["S"].removeprefix("REALM#"), CompanyEntity(entity), document_id)
        assert found.day == day()
    assert rows


def test_every_message_is_a_request_of_its_cause(release):
    bodies = content(release, "sync_messages")

    read = [SyncMessage.parse(body).to_domain() for body in bodies]
    assert [(request.cause, request.day.location) for request in read] == [
        (json.loads(body)["cause"], json.loads(body)["location"]) for body in bodies
    ]


def test_every_notice_is_told_as_it_was(release):
    bodies = content(release, "change_notices")

    read = [notice for body in bodies for notice in ChangeNoticesMessage.parse(body).to_domain()]
    assert {(notice.entity, notice.verb) for notice in read} == {
        (CompanyEntity(told["entity"]), ChangeVerb(told["verb"]))
        for body in bodies
        for told in json.loads(body)["notices"]
    }


def test_the_first_release_left_a_day_in_every_state_for_every_reason_and_with_every_call_open():
    """What was written down is all that there was to write down at that time."""
    release = HERE / "2026-11-28"
    records = [json.loads(path.read_text("utf-8"))["record"] for path in (release / "days").glob("*.json")]
    causes = {json.loads(body)["cause"] for body in content(release, "sync_messages")}

    assert {record["state"] for record in records} == {
        "due",
        "posted",
        "posted_with_gaps",
        "empty",
        "held",
        "failed",
        "undone",
    }
    assert {record["intent"]["action"] for record in records if record["intent"]} == {
        "post",
        "amend",
        "replace",
        "delta",
        "remove",
    }
    assert {record["reason"] for record in records} - {None} == REASONS
    assert causes == {"schedule", "first_sync", "resync", "replay", "recheck", "reclass", "release", "redo"}
