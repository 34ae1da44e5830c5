"""Which changed entries of a company are looked at again, and which facts about them are kept."""

from datetime import UTC, date, datetime, timedelta

import pytest

from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.company.changes import (
    LISTED,
    REFERENCED,
    ChangedEntry,
    CompanyChanges,
    CompanyEntity,
    uses,
)
from daybook.domain.proof.moved_balances import MovedBalance

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ACCOUNT, ITEM, CUSTOMER = CompanyEntity.ACCOUNT, CompanyEntity.ITEM, CompanyEntity.CUSTOMER
SALES = ChangedEntry(ACCOUNT, "79", NOON)
CARDS = ChangedEntry(ACCOUNT, "84", NOON)
MOVED = (MovedBalance("35", NOON), MovedBalance("79", NOON, "5", "80"), MovedBalance("81", NOON, "6", "82"))


def changes(*entries, **more):
    return CompanyChanges("9341453000000001", entries=entries, version=3, moved=MOVED, **more)


@pytest.mark.parametrize(
    ("entity", "seconds", "is_new"),
    [(ACCOUNT, -1, False), (ACCOUNT, 0, False), (ACCOUNT, 1, True), (ITEM, -1, True), (ITEM, 0, True)],
)
def test_a_change_up_to_the_last_reading_is_known_for_what_the_lists_hold(entity, seconds, is_new):
    read, at = changes(read_at=NOON), NOON + seconds * SECOND

    entries = (ChangedEntry(entity, "5", at),) if is_new else ()
    assert read.with_change(entity, "5", at) == changes(*entries, read_at=NOON)


@pytest.mark.parametrize(("seconds", "at"), [(-1, NOON), (0, NOON), (1, NOON + SECOND)])
def test_the_newest_change_of_an_entry_counts(seconds, at):
    known = changes(SALES)

    assert known.with_change(ACCOUNT, "79", NOON + seconds * SECOND) == changes(ChangedEntry(ACCOUNT, "79", at))


def test_entries_are_told_apart_by_their_kind_and_their_id():
    known = changes(SALES, CARDS).with_change(ITEM, "79", NOON).with_change(ACCOUNT, "79", NOON + SECOND)

    assert known == changes(CARDS, ChangedEntry(ITEM, "79", NOON), ChangedEntry(ACCOUNT, "79", NOON + SECOND))


def test_a_later_change_of_an_entry_that_is_lost_or_was_seen_is_looked_at_again():
    lost = ChangedEntry(ACCOUNT, "79", NOON, lost=True)
    seen = ChangedEntry(ITEM, "5", NOON, seen=True)

    known = changes(lost, seen).with_change(ACCOUNT, "79", NOON + SECOND).with_change(ITEM, "5", NOON + SECOND)

    assert known.entries == (ChangedEntry(ACCOUNT, "79", NOON + SECOND), ChangedEntry(ITEM, "5", NOON + SECOND))


def test_the_same_change_told_again_does_not_ask_for_another_look():
    known = changes(ChangedEntry(ACCOUNT, "79", NOON, lost=True), ChangedEntry(ITEM, "5", NOON, seen=True), CARDS)

    assert known.with_change(ACCOUNT, "79", NOON).with_change(ITEM, "5", NOON) == known


def test_changed_entries_are_those_of_the_asked_kinds_that_are_not_lost():
    item, customer = ChangedEntry(ITEM, "5", NOON, seen=True), ChangedEntry(CUSTOMER, "12", NOON)
    known = changes(SALES, item, ChangedEntry(ITEM, "6", NOON, lost=True), customer)

    assert known.changed(LISTED) == (SALES,)
    assert known.changed(REFERENCED) == (item, customer)
    assert known.unseen(REFERENCED) == (customer,)
    assert known.unseen({ITEM}) == ()


def test_only_the_entries_that_a_page_looked_at_are_seen():
    earlier = ChangedEntry(ITEM, "5", NOON - SECOND)
    item, customer = ChangedEntry(ITEM, "5", NOON), ChangedEntry(CUSTOMER, "12", NOON)

    known = changes(SALES, item, customer).with_seen(iter([customer, earlier, SALES]))

    assert known == changes(
        ChangedEntry(ACCOUNT, "79", NOON, seen=True), item, ChangedEntry(CUSTOMER, "12", NOON, seen=True)
    )


def test_an_item_that_points_elsewhere_is_found_by_its_id():
    known = changes()

    assert known.moved_item("6") == MOVED[2]
    assert known.moved_item("5") == MOVED[1]
    assert known.moved_item("7") is None


def test_other_moved_balances_replace_the_stored_ones_and_nothing_else():
    assert changes(SALES).with_moved(MOVED[:1]) == CompanyChanges(
        "9341453000000001", None, (SALES,), version=3, moved=MOVED[:1]
    )


@pytest.mark.parametrize(
    ("entry", "kept"),
    [
        (ChangedEntry(ACCOUNT, "79", NOON - SECOND), None),
        (ChangedEntry(ACCOUNT, "79", NOON), None),
        (ChangedEntry(ACCOUNT, "79", NOON + SECOND), ChangedEntry(ACCOUNT, "79", NOON + SECOND)),
        (ChangedEntry(ACCOUNT, "84", NOON), ChangedEntry(ACCOUNT, "84", NOON, lost=True)),
        (ChangedEntry(ACCOUNT, "84", NOON + SECOND), ChangedEntry(ACCOUNT, "84", NOON + SECOND)),
        (ChangedEntry(ACCOUNT, "79", NOON + SECOND, lost=True), None),
        (ChangedEntry(ACCOUNT, "84", NOON, lost=True), ChangedEntry(ACCOUNT, "84", NOON, lost=True)),
        (ChangedEntry(CompanyEntity.CLASS, "84", NOON), None),
        (ChangedEntry(ITEM, "84", NOON), ChangedEntry(ITEM, "84", NOON)),
        (ChangedEntry(ITEM, "5", NOON, lost=True), ChangedEntry(ITEM, "5", NOON, lost=True)),
    ],
    ids=str,
)
def test_a_reading_of_the_lists_settles_earlier_changes_and_marks_what_is_gone(entry, kept):
    before = changes(entry, read_at=NOON - SECOND)

    after = before.after_reading(NOON, iter([(ACCOUNT, "84"), (ACCOUNT, "85")]))

    assert after == changes(*([kept] if kept else []), read_at=NOON)


def test_only_the_very_changes_that_were_settled_are_forgotten():
    later = ChangedEntry(ACCOUNT, "84", NOON + SECOND)

    assert changes(SALES, later).without(iter([SALES, CARDS])) == changes(later)


@pytest.mark.parametrize(
    ("entity", "entry_id"),
    [
        (CompanyEntity.CLASS, "41"),
        (CompanyEntity.DEPARTMENT, "31"),
        (CompanyEntity.ITEM, "5"),
        (CompanyEntity.PAYMENT_METHOD, "3"),
        (CompanyEntity.CUSTOMER, "12"),
    ],
)
def test_an_entry_is_used_only_as_what_it_is(entity, entry_id):
    references = CompanyReferences("12", {"79": "5"}, {"VISA": "3"}, {"1:1": "31"}, {"1:1": "41"})
    mapping = AccountMapping(1, date(2020, 1, 1), {"revenue": "79"}, suspense_account="99")

    assert [each for each in CompanyEntity if uses(each, entry_id, mapping, references)] == [entity]
    assert [each for each in CompanyEntity if uses(each, entry_id, None, references)] == [entity]
