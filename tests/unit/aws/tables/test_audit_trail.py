"""What every audit trail promises, in memory and in DynamoDB alike."""

from datetime import timedelta

import pytest

from daybook.adapters.aws.tables.audit_trail import DynamoAuditTrail
from daybook.domain.audit import AuditRecord, Change, Deed
from fakes.people.audit_trail import FakeAuditTrail
from unit.aws.builders import MERCHANT, NOW


@pytest.fixture(params=["fake", "aws"])
def trail(request):
    if request.param == "fake":
        return FakeAuditTrail()
    aws, table = request.getfixturevalue("aws"), request.getfixturevalue("table")
    return DynamoAuditTrail(aws.dynamodb, table("ConnectionTable"))


def deed(number=0, **changes):
    facts = {"at": NOW + timedelta(seconds=number), "who": "maria", "deed": Deed.MAILS_CHANGED, "about": f"{number}"}
    return AuditRecord(**facts | changes)


def test_a_record_is_read_as_it_was_written(trail):
    written = deed(changes=(Change("email", "", "owner@example.com"),))
    trail.record(MERCHANT, written)

    assert trail.page(MERCHANT, 10).records == (written,)


def test_the_newest_come_first_and_each_page_leads_to_the_one_before(trail):
    for number in range(5):
        trail.record(MERCHANT, deed(number))

    pages, older = [], ""
    while not pages or older:
        page = trail.page(MERCHANT, 2, older)
        pages.append([record.about for record in page.records])
        older = page.older

    assert pages == [["4", "3"], ["2", "1"], ["0"]]


def test_two_deeds_of_one_instant_are_two_records(trail):
    trail.record(MERCHANT, deed())
    trail.record(MERCHANT, deed())

    assert len(trail.page(MERCHANT, 10).records) == 2


def test_another_merchants_trail_is_another_one(trail):
    trail.record("999", deed())

    assert trail.page(MERCHANT, 10).records == ()


@pytest.mark.parametrize("place", ["nonsense", "AUDIT$", "2026-11-24T09:05:00+00:00#1", "é" * 3000])
def test_a_place_that_no_page_named_begins_at_the_newest(trail, place):
    trail.record(MERCHANT, deed())

    assert len(trail.page(MERCHANT, 10, place).records) == 1


@pytest.mark.parametrize(("kept_for", "kept_until"), [(None, None), (timedelta(days=400), NOW + timedelta(days=400))])
def test_a_record_says_until_when_it_is_kept_where_the_operator_has_set_days(aws, table, kept_for, kept_until):
    name = table("ConnectionTable")
    trail = DynamoAuditTrail(aws.dynamodb, name, kept_for=kept_for)
    trail.record(MERCHANT, deed())

    (row,) = aws.dynamodb.scan(TableName=name)["Items"]

    assert row.get("kept_until") == (kept_until and {"N": str(int(kept_until.timestamp()))})
    assert trail.page(MERCHANT, 10).records == (deed(),)
