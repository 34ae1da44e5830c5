"""What every company watch remembers, in memory and in DynamoDB alike."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.adapters.aws.tables.company_watch import DynamoCompanyWatch
from daybook.domain.company.changes import CompanyChanges, CompanyEntity, WatchedDocument
from fakes.quickbooks.company_watch import FakeCompanyWatch
from unit.aws.builders import MERCHANT, NOW, REALM, company_changes
from unit.aws.day_builders import day, document, invoice

ENTRY, INVOICE, PAYMENT = CompanyEntity.JOURNAL_ENTRY, CompanyEntity.INVOICE, CompanyEntity.PAYMENT
CHANGES = company_changes()


@pytest.fixture(params=["fake", "aws"])
def watch(request):
    if request.param == "fake":
        return FakeCompanyWatch()
    aws, table = request.getfixturevalue("aws"), request.getfixturevalue("table")
    return DynamoCompanyWatch(aws.dynamodb, table("ConnectionTable"))


def test_a_document_leads_to_its_day_and_an_invoice_comes_with_its_payments(watch):
    watch.watch(REALM, day(), [document(), invoice()], NOW)

    ours = WatchedDocument(day(), NOW)
    assert watch.document(REALM, CompanyEntity(document().kind), document().id) == ours
    assert watch.document(REALM, INVOICE, invoice().id) == ours
    assert invoice().parts != ()
    assert [watch.document(REALM, PAYMENT, part.id) for part in invoice().parts] == [ours] * len(invoice().parts)


def test_an_id_is_one_of_a_company_and_of_a_kind(watch):
    watch.watch(REALM, day(), [invoice()], NOW)

    assert watch.document("4620816365", INVOICE, invoice().id) is None
    assert watch.document(REALM, PAYMENT, invoice().id) is None
    assert watch.document(REALM, INVOICE, "4711") is None


def test_a_document_that_is_written_again_is_ours_as_of_then_and_what_kept_its_version_as_of_before(watch):
    later = NOW + timedelta(days=1)
    watch.watch(REALM, day(), [document(), invoice()], NOW)

    watch.watch(REALM, day(), [document(), replace(invoice(), sync_token="7")], later)

    assert watch.document(REALM, INVOICE, invoice().id).written_at == later
    assert watch.document(REALM, CompanyEntity(document().kind), document().id).written_at == NOW
    payments = [watch.document(REALM, PAYMENT, part.id).written_at for part in invoice().parts]
    assert payments == [NOW] * len(invoice().parts)


def test_a_document_of_a_release_that_kept_no_version_is_ours_as_of_now(aws, table):
    watch = DynamoCompanyWatch(aws.dynamodb, table("ConnectionTable"))
    watch.watch(REALM, day(), [document()], NOW)
    key = {"pk": {"S": f"REALM#{REALM}"}, "sk": {"S": f"DOCUMENT#{document().kind}#{document().id}"}}
    aws.dynamodb.update_item(TableName="ConnectionTable", Key=key, UpdateExpression="REMOVE version")

    watch.watch(REALM, day(), [document()], NOW + timedelta(days=1))

    assert watch.document(REALM, CompanyEntity(document().kind), document().id).written_at == NOW + timedelta(days=1)


def test_nothing_has_changed_at_first(watch):
    assert watch.changes(MERCHANT) == CompanyChanges()


def test_changes_are_kept_whole(watch):
    assert watch.save_changes(MERCHANT, CHANGES)

    assert watch.changes(MERCHANT) == CHANGES
    assert watch.changes("another") == CompanyChanges()


def test_of_two_who_follow_the_same_version_one_is_told_to_look_again(watch):
    watch.save_changes(MERCHANT, CHANGES)

    assert watch.save_changes(MERCHANT, replace(CHANGES, entries=(), version=2))
    assert not watch.save_changes(MERCHANT, replace(CHANGES, read_at=None, version=2))
    assert watch.changes(MERCHANT).entries == ()
