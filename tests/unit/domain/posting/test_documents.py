from datetime import date

import pytest

from daybook.domain.chart.mapping import AccountMapping, MappingGap
from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.errors import UnbalancedEntryError
from daybook.domain.posting.balanced_lines import build_posting
from daybook.domain.posting.documents import DocumentKind, JournalEntry, JournalLine, Side, journal_entry
from daybook.domain.posting.posting_key import PostingKey

D = date(2026, 11, 23)


def entry(*lines):
    return JournalEntry(D, "TL-1", "note", "USD", tuple(lines))


def debit(minor):
    return JournalLine(Side.DEBIT, "1", minor, "")


def credit(minor):
    return JournalLine(Side.CREDIT, "2", minor, "")


def mapping(**accounts):
    return AccountMapping(
        1, date(2020, 1, 1), accounts={k.replace("__", ":"): v for k, v in accounts.items()}, suspense_account="99"
    )


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ((debit(1000), credit(999)), "debits 1000, credits 999"),
        ((debit(0), credit(0)), "amount 0 on account 1 is not positive"),
        ((debit(-5), credit(-5)), "amount -5 on account 1 is not positive"),
        ((), "has no lines"),
    ],
)
def test_an_entry_that_does_not_balance_cannot_be_built(lines, says):
    with pytest.raises(UnbalancedEntryError, match=says):
        entry(*lines)


def test_a_day_below_zero_swaps_sides_instead_of_carrying_negative_amounts():
    """More refunds than sales: cash is credited, the refunds account debited, every amount positive."""
    day = SalesDay("1:1", D, "USD", refunds={"c1": 1000}, tenders=(TenderTotal("CASH", "CASH", None, 0, 1000),))

    made = journal_entry(
        build_posting([day], mapping(refund="5", tender__CASH="6")), doc_number="TL-1", private_note=""
    )

    assert [(line.side, line.account_id, line.amount_minor) for line in made.lines] == [
        (Side.CREDIT, "6", 1000),
        (Side.DEBIT, "5", 1000),
    ]


def test_a_role_without_an_account_goes_to_suspense_and_is_named_as_a_gap():
    day = SalesDay("1:1", D, "USD", revenue={"c9": 700}, tenders=(TenderTotal("CASH", "CASH", None, 700, 0),))

    posting = build_posting([day], mapping(tender__CASH="6"))

    assert posting.gaps == (MappingGap(Role(RoleKind.REVENUE, "c9"), "1:1", -700),)
    assert {line.account_id for line in posting.lines} == {"6", "99"}


def test_a_mapping_may_name_a_tender_as_a_whole_or_one_card_type_of_it():
    by_card = mapping(tender__CCRD="10", tender__CCRD__AMEX="11")

    assert by_card.account_for(Role(RoleKind.TENDER, "CCRD", "VISA")) == "10"
    assert by_card.account_for(Role(RoleKind.TENDER, "CCRD", "AMEX")) == "11"
    assert by_card.account_for(Role(RoleKind.TENDER, "DCRD", "AMEX")) is None


@pytest.mark.parametrize("other", [{"currency": "EUR"}, {"business_date": date(2026, 11, 22)}])
def test_days_of_two_currencies_or_dates_are_never_combined(other):
    ours = {"location_id": "1:1", "business_date": D, "currency": "USD"}

    with pytest.raises(ValueError, match="cannot combine"):
        build_posting([SalesDay(**ours), SalesDay(**{**ours, "location_id": "2:1", **other})], mapping())


def test_the_request_id_changes_with_every_part_of_the_key_the_bytes_and_the_call_and_with_nothing_else():
    key = PostingKey("9130357000000001", D, "304267:1", DocumentKind.JOURNAL_ENTRY, 1)
    others = [
        PostingKey("9130357000000002", D, "304267:1", DocumentKind.JOURNAL_ENTRY, 1),
        PostingKey("9130357000000001", date(2026, 11, 24), "304267:1", DocumentKind.JOURNAL_ENTRY, 1),
        PostingKey("9130357000000001", D, "all", DocumentKind.JOURNAL_ENTRY, 1),
        PostingKey("9130357000000001", D, "304267:1", DocumentKind.INVOICE, 1),
        PostingKey("9130357000000001", D, "304267:1", DocumentKind.JOURNAL_ENTRY, 2),
    ]

    ids = {key.request_id("p", 0), key.request_id("p", 1), key.request_id("q", 0)}
    assert len(ids | {other.request_id("p", 0) for other in others}) == 8
    again = PostingKey("9130357000000001", D, "304267:1", DocumentKind.JOURNAL_ENTRY, 1)
    assert key.request_id("p", 0) == again.request_id("p", 0)
    assert len(key.request_id("p", 0)) == 40


def test_the_document_number_is_the_same_for_every_revision_and_fits_quickbooks():
    first, second = (PostingKey("1", D, "304267:1", DocumentKind.JOURNAL_ENTRY, n) for n in (1, 2))

    assert first.doc_number == second.doc_number
    assert first.doc_number.startswith("TL-20261123-")
    assert len(first.doc_number) <= 21
