"""What is remembered of a company's changes until somebody reads it anew."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from daybook.domain.chart.mapping import AccountMapping, MappedTaxCode, MappedTaxRate
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.company.changes import (
    DOCUMENTS,
    LISTED,
    REFERENCED,
    ChangedEntry,
    CompanyChanges,
    CompanyEntity,
    uses,
)
from daybook.domain.posting.documents import DocumentKind

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ACCOUNT, ITEM = CompanyEntity.ACCOUNT, CompanyEntity.ITEM
MAPPING = AccountMapping(
    1,
    date(2020, 1, 1),
    {"revenue": "79"},
    suspense_account="99",
    tax_codes={"hst": MappedTaxCode("7", (MappedTaxRate("hst", "11", "13"),))},
)
REFERENCES = CompanyReferences(
    customer_id="12",
    items={"79": "5"},
    payment_methods={"VISA": "3"},
    departments={"1:1": "31"},
    classes={"1:1": "41"},
)


def test_a_change_that_is_told_twice_is_remembered_once():
    once = CompanyChanges().with_change(ACCOUNT, "79", NOON)

    assert once.with_change(ACCOUNT, "79", NOON) == once


def test_of_two_changes_of_one_thing_the_later_counts_in_whatever_order_they_come():
    early, late = ("79", NOON), ("79", NOON + HOUR)

    in_order = CompanyChanges().with_change(ACCOUNT, *early).with_change(ACCOUNT, *late)
    reversed_order = CompanyChanges().with_change(ACCOUNT, *late).with_change(ACCOUNT, *early)

    assert in_order.entries == reversed_order.entries == (ChangedEntry(ACCOUNT, "79", NOON + HOUR),)


def test_a_notice_of_something_that_was_read_since_adds_nothing():
    read = CompanyChanges(read_at=NOON)

    assert read.with_change(ACCOUNT, "79", NOON - HOUR) == read
    assert read.with_change(ACCOUNT, "79", NOON + HOUR).changed(LISTED) != ()


def test_items_are_not_on_the_lists_so_reading_those_settles_no_item():
    read = CompanyChanges(read_at=NOON).with_change(ITEM, "5", NOON - HOUR)

    assert read.changed(REFERENCED) == (ChangedEntry(ITEM, "5", NOON - HOUR),)
    assert read.after_reading(NOON + HOUR, []).changed(REFERENCED) == read.changed(REFERENCED)


def test_reading_forgets_what_changed_before_and_keeps_what_changed_meanwhile():
    known = CompanyChanges().with_change(ACCOUNT, "79", NOON).with_change(ACCOUNT, "3", NOON + HOUR)

    after = known.after_reading(NOON, [])

    assert after.read_at == NOON
    assert after.entries == (ChangedEntry(ACCOUNT, "3", NOON + HOUR),)


def test_what_is_gone_stays_known_as_lost_until_it_is_there_again():
    lost = CompanyChanges().with_change(ACCOUNT, "79", NOON).after_reading(NOON + HOUR, [(ACCOUNT, "79")])

    assert lost.entries == (ChangedEntry(ACCOUNT, "79", NOON, lost=True),)
    assert lost.changed(LISTED) == ()
    assert lost.after_reading(NOON + 2 * HOUR, [(ACCOUNT, "79")]).entries == lost.entries
    assert lost.after_reading(NOON + 2 * HOUR, []).entries == ()


def test_a_later_change_of_something_that_is_being_settled_stays():
    known = CompanyChanges().with_change(ITEM, "5", NOON)
    settled = known.changed(REFERENCED)

    later = known.with_change(ITEM, "5", NOON + HOUR)

    assert known.without(settled).entries == ()
    assert later.without(settled).entries == (ChangedEntry(ITEM, "5", NOON + HOUR),)


@pytest.mark.parametrize(
    ("entity", "entry_id"),
    [
        (CompanyEntity.ACCOUNT, "79"),
        (CompanyEntity.ACCOUNT, "99"),
        (CompanyEntity.TAX_CODE, "7"),
        (CompanyEntity.TAX_RATE, "11"),
        (CompanyEntity.CLASS, "41"),
        (CompanyEntity.DEPARTMENT, "31"),
        (CompanyEntity.ITEM, "5"),
        (CompanyEntity.PAYMENT_METHOD, "3"),
        (CompanyEntity.CUSTOMER, "12"),
    ],
)
def test_the_setup_uses_what_its_documents_name(entity, entry_id):
    assert uses(entity, entry_id, MAPPING, REFERENCES)
    assert not uses(entity, "4711", MAPPING, REFERENCES)


def test_a_merchant_without_a_mapping_uses_nothing():
    assert not uses(ACCOUNT, "79", None, replace(REFERENCES, items={}))


def test_every_kind_of_document_is_one_that_notices_can_be_about():
    assert {CompanyEntity(kind) for kind in DocumentKind} <= DOCUMENTS
    assert not DOCUMENTS & (LISTED | REFERENCED)
    assert set(CompanyEntity) == DOCUMENTS | LISTED | REFERENCED
