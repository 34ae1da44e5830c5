"""`daybook restore-check`: what a restored sync log no longer knows is found, verified and repaired."""

from dataclasses import replace
from datetime import timedelta

import pytest

from connected_merchant import MERCHANT, MONDAY, QUEEN, day, sale
from daybook.application.days.settle_holds import release_day
from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.posting.documents import CHOSEN_KINDS
from daybook.domain.sync.location_day import SyncCause, SyncState
from unit.cli.restoring.deeds import CHECK, ONE, REPAIR, TWO, ask, bring_in, doubts, only, sell_more, take_out


def test_a_log_that_agrees_with_its_proofs_has_no_doubts(daybook, merchant):
    merchant.post()
    calls = list(merchant.ledger.calls)

    said = daybook(CHECK)

    assert said.exit_code == 0
    assert "agrees with its proof" in said.out
    assert merchant.ledger.calls == calls


@pytest.mark.parametrize("kind", CHOSEN_KINDS)
def test_a_lost_record_is_verified_by_id_and_found_again(daybook, merchant, restored, kind):
    merchant.choose(document_kind=kind)
    back = restored()
    merchant.post()
    known = merchant.sync_log.get(day())
    back()

    looked = daybook(f"{CHECK} --json")
    assert (looked.exit_code, *doubts(looked)) == (1, ["lost"], "as_left")
    assert merchant.sync_log.get(day()) is None

    said = daybook(REPAIR)

    record = merchant.sync_log.get(day())
    assert (said.exit_code, only(said)["state"]) == (0, "posted")
    assert (record.document, record.revision, record.content_hash) == (
        known.document,
        known.revision,
        known.content_hash,
    )
    assert len(merchant.ledger.documents) == 1


@pytest.mark.parametrize("kind", CHOSEN_KINDS)
@pytest.mark.parametrize("then_changed", [False, True])
def test_a_record_that_is_older_than_its_proof_is_built_anew(daybook, merchant, restored, kind, then_changed):
    """What changed after the copy is neither posted again nor taken for a person's edit."""
    merchant.choose(document_kind=kind)
    merchant.post()
    back = restored()
    sell_more(merchant)
    merchant.post()
    if then_changed:
        merchant.sales.days[QUEEN, MONDAY] = sale()
    back()

    assert doubts(daybook(f"{CHECK} --json")) == (["older"], "as_left")
    said = daybook(REPAIR)

    assert (said.exit_code, only(said)["state"]) == (0, "posted")
    assert merchant.ledger.effect == (ONE if then_changed else TWO)
    assert merchant.sync_log.get(day()).books.documents == merchant.proofs.get(day()).documents
    assert daybook(CHECK).exit_code == 0


def test_a_correction_after_the_copy_stays_on_record(daybook, merchant, restored):
    merchant.choose(closed_books_policy=ClosedBooksPolicy.DELTA)
    merchant.post()
    back = restored()
    merchant.ledger.close_books(MONDAY)
    sell_more(merchant)
    merchant.post()
    known = merchant.sync_log.get(day())
    assert len(known.deltas) == 1
    back()

    said = daybook(REPAIR)

    assert only(said)["doubts"] == ["older"]
    assert merchant.sync_log.get(day()).deltas == known.deltas
    assert merchant.ledger.effect == TWO


def test_a_day_that_was_brought_back_after_the_copy_is_in_the_books_once(daybook, merchant, restored):
    merchant.post()
    take_out(merchant)
    back = restored()
    bring_in(merchant)
    back()

    said = daybook(REPAIR)

    assert (only(said)["doubts"], only(said)["state"]) == (["older"], "posted")
    assert len(merchant.ledger.documents) == 1
    assert merchant.ledger.effect == ONE


def test_a_day_that_was_taken_out_after_the_copy_is_not_posted_again_but_asks(daybook, merchant, restored):
    merchant.post()
    back = restored()
    take_out(merchant)
    back()

    assert doubts(daybook(f"{CHECK} --json")) == (["unproved"], "touched")
    said = daybook(REPAIR)

    assert (said.exit_code, only(said)["reason"]) == (1, "touched_in_quickbooks")
    assert dict(merchant.ledger.documents) == {}
    assert ask(merchant, SyncCause.RECHECK).state is SyncState.HELD
    assert take_out(merchant).state is SyncState.UNDONE
    assert daybook(CHECK).exit_code == 0


def test_an_edit_that_was_kept_after_the_copy_is_not_written_over_but_asks(daybook, merchant, restored):
    merchant.post()
    back = restored()
    document = merchant.sync_log.get(day()).document
    entry = merchant.ledger.documents[document.id]
    edited = replace(entry, lines=tuple(replace(line, amount_minor=2 * line.amount_minor) for line in entry.lines))
    merchant.ledger.edit(document.id, edited)
    sell_more(merchant)
    merchant.post()
    release_day(day(), merchant.sync_log, merchant.queue, merchant.clock.now())
    assert ask(merchant, SyncCause.RELEASE).state is SyncState.POSTED
    back()

    said = daybook(REPAIR)

    assert only(said)["reason"] == "touched_in_quickbooks"
    assert merchant.ledger.documents[document.id] == edited


@pytest.mark.parametrize("kind", CHOSEN_KINDS)
@pytest.mark.parametrize("is_edited", [False, True])
def test_a_document_that_only_the_books_know_is_found_by_its_number(daybook, merchant, restored, kind, is_edited):
    """Neither record nor proof is left, no number is checked, and talech tells other figures than then."""
    merchant.choose(document_kind=kind)
    merchant.ledger.check_numbers(sales_forms=False)
    back = restored()
    merchant.post()
    document = merchant.sync_log.get(day()).document
    if is_edited:
        merchant.ledger.touch(document.id)
    before = merchant.ledger.documents[document.id]
    merchant.proofs.delete(day())
    back()
    sell_more(merchant)

    assert doubts(daybook(f"{CHECK} --json")) == (["unknown"], "found")
    said = daybook(REPAIR)

    assert list(merchant.ledger.documents) == [document.id]
    if is_edited:
        assert only(said)["reason"] == "touched_in_quickbooks"
        assert merchant.ledger.documents[document.id] == before
    else:
        assert only(said)["state"] == "posted"
        assert merchant.ledger.effect == TWO


def test_a_day_that_ended_and_that_nobody_knows_is_posted(daybook, merchant):
    assert doubts(daybook(f"{CHECK} --json")) == (["unknown"], "absent")

    said = daybook(REPAIR)

    assert (said.exit_code, only(said)["state"]) == (0, "posted")
    assert merchant.ledger.effect == ONE


def test_several_documents_with_the_number_of_an_unknown_day_are_left_to_a_person(daybook, merchant, restored):
    back = restored()
    merchant.post()
    merchant.ledger.enter(next(iter(merchant.ledger.documents.values())))
    merchant.proofs.delete(day())
    back()

    said = daybook(f"{CHECK} --repair")

    assert said.exit_code == 1
    assert "delete all but one" in said.out
    assert merchant.sync_log.get(day()) is None


def test_a_look_leaves_no_record_and_a_repair_leaves_one(daybook, merchant):
    daybook(CHECK)
    assert not merchant.audit.records

    daybook(REPAIR)

    assert [each.deed for each in merchant.audit.page(MERCHANT, 9).records] == ["days_asked_for"]


def test_a_day_before_the_merchant_connected_is_not_expected(daybook, merchant):
    before = merchant.connections.connection(MERCHANT).connected_at.date() - timedelta(days=1)

    said = daybook(f"restore-check --merchant {MERCHANT} --from {before} --to {before} --json")

    assert said.document["days"] == []


def test_people_read_why_what_quickbooks_says_and_what_became_of_it(daybook, merchant, restored):
    back = restored()
    merchant.post()
    back()

    looked, repaired = daybook(CHECK).out, daybook(f"{CHECK} --repair").out

    assert "a proof and no record" in looked
    assert "as Daybook left it: TL-" in looked
    assert "Nothing was changed" in looked
    assert "Posted" in repaired
