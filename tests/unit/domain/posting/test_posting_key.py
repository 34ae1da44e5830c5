"""The identity of a posting: which calls share a request id, and which documents a number."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daybook.domain.merchant.profile import ALL_LOCATIONS
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posting_key import PostingKey

KEY = PostingKey("9341453000000001", date(2026, 11, 23), "304267:1", DocumentKind.INVOICE, 1)
OTHERS = {
    "company": replace(KEY, realm_id="9341453000000002"),
    "date": replace(KEY, business_date=KEY.business_date + timedelta(days=1)),
    "location": replace(KEY, location=ALL_LOCATIONS),
    "kind": replace(KEY, kind=DocumentKind.JOURNAL_ENTRY),
    "revision": replace(KEY, revision=2),
    "part": replace(KEY, part="C1"),
}


def test_the_same_bytes_of_an_open_call_go_out_under_the_same_id():
    assert KEY.request_id("bytes", 3) == replace(KEY).request_id("bytes", 3)


def test_no_id_stands_for_two_bodies():
    assert KEY.request_id("bytes", 3) != KEY.request_id("other bytes", 3)


def test_a_call_after_an_answer_has_another_id():
    """QuickBooks replays its first answer to an id, a refusal as well."""
    assert KEY.request_id("bytes", 3) != KEY.request_id("bytes", 4)


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_every_part_of_the_key_makes_another_id(other):
    assert other.request_id("bytes", 3) != KEY.request_id("bytes", 3)


def test_the_removal_of_a_document_has_another_id_than_its_posting():
    assert replace(KEY, part="out").request_id("", 3) != KEY.request_id("", 3)


def test_an_id_is_as_long_as_quickbooks_takes_it_in_a_batch_once_it_is_cut():
    ids = {KEY.request_id("bytes", call) for call in range(1000)}

    assert {len(each) for each in ids} == {40}
    assert len({each[:36] for each in ids}) == 1000


def test_every_revision_has_the_same_number_and_every_location_and_date_another():
    numbers = {KEY.doc_number, *(OTHERS[name].doc_number for name in ("date", "location", "part"))}

    assert OTHERS["revision"].doc_number == KEY.doc_number == "TL-20261123-" + KEY.doc_number[-5:]
    assert len(numbers) == 4


@pytest.mark.parametrize("part", ["", "C1", "C99"])
def test_a_number_is_one_that_quickbooks_takes(part):
    assert len(replace(KEY, part=part).doc_number) <= 21
    assert len(replace(KEY, part=part, store_code="PLAT-VM").doc_number) <= 21


def test_a_store_with_a_code_has_a_number_that_people_can_read():
    coded = replace(KEY, store_code="PLAT-VM")

    assert coded.doc_number == "TL-261123-PLAT-VM"
    assert replace(coded, part="C1").doc_number == "TL-261123-PLAT-VM-C1"
    assert coded.request_id("bytes", 3) == KEY.request_id("bytes", 3)
