"""Bodies of QuickBooks' webhook: who signed them, and what of them is believed (docs/quickbooks.md 8)."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from daybook.adapters.quickbooks.webhook_events import is_signed, read_body
from daybook.domain.company.changes import ChangeNotice, ChangeVerb, CompanyEntity

TOKEN = "0c2d1f6e-verifier"
REALM, OTHER = "9341453000000001", "9341453000000002"
RECEIVED = datetime(2026, 11, 24, 12, tzinfo=UTC)
AT = datetime(2026, 11, 24, 8, 0, 12, tzinfo=UTC)


def signature(raw, token=TOKEN):
    return base64.b64encode(hmac.new(token.encode(), raw, hashlib.sha256).digest()).decode()


def event(kind="qbo.account.updated.v1", **changes):
    """A CloudEvent as Intuit's pages show it."""
    return {
        "specversion": "1.0",
        "id": "5c0f3a1e-8a55-4c1a-9a1b-0d6d4c2f9b11",
        "source": "intuit.Zm9ydHktdHdvLWV4YW1wbGUtc291cmNlLWhhc2g=",
        "type": kind,
        "datacontenttype": "application/json",
        "time": "2026-11-24T08:00:12Z",
        "intuitentityid": "91",
        "intuitaccountid": REALM,
        "data": {},
    } | changes


def older(*entities, realm=REALM):
    return {"eventNotifications": [{"realmId": realm, "dataChangeEvent": {"entities": list(entities)}}]}


def read(body):
    return read_body(json.dumps(body).encode(), RECEIVED)


def test_a_body_is_believed_if_its_bytes_were_signed_with_the_token():
    raw = json.dumps([event()], indent=3).encode()

    assert is_signed(raw, signature(raw), TOKEN)
    assert not is_signed(raw + b" ", signature(raw), TOKEN)
    assert not is_signed(raw, signature(raw, "another token"), TOKEN)


@pytest.mark.parametrize("wrong", ["", "nonsense", "é€\ud800", signature(b"") + "="])
def test_whatever_stands_in_the_header_is_only_compared(wrong):
    assert not is_signed(b"[]", wrong, TOKEN)


def test_nothing_is_signed_under_an_empty_token_because_everybody_knows_it():
    assert not is_signed(b"[]", signature(b"[]", ""), "")


def test_a_cloud_event_is_an_id_a_company_a_thing_and_an_instant():
    assert read([event()]).notices == (
        ChangeNotice(
            "5c0f3a1e-8a55-4c1a-9a1b-0d6d4c2f9b11", REALM, CompanyEntity.ACCOUNT, "91", ChangeVerb.UPDATED, AT
        ),
    )


def test_an_event_without_data_and_with_a_fraction_of_a_second_is_one_too():
    """Intuit leaves `data` and `datacontenttype` out where there is nothing to say."""
    sent = event("qbo.salesreceipt.updated.v1", time="2026-11-24T08:00:12.91Z")
    del sent["data"], sent["datacontenttype"]

    (notice,) = read([sent]).notices

    assert (notice.entity, notice.at) == (CompanyEntity.SALES_RECEIPT, AT + timedelta(milliseconds=910))


def test_one_body_may_tell_of_several_companies():
    body = read([event(id="a"), event(id="b", intuitaccountid=OTHER)])

    assert [notice.realm_id for notice in body.notices] == [REALM, OTHER]


@pytest.mark.parametrize(
    ("verb", "meant"),
    [
        ("created", ChangeVerb.CREATED),
        ("updated", ChangeVerb.UPDATED),
        ("deleted", ChangeVerb.DELETED),
        ("voided", ChangeVerb.VOIDED),
        ("emailed", ChangeVerb.EMAILED),
        ("reconciled", ChangeVerb.UPDATED),
    ],
)
def test_a_verb_that_nobody_knows_means_look_at_it_again(verb, meant):
    (notice,) = read([event(f"qbo.invoice.{verb}.v1")]).notices

    assert notice.verb is meant


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("account", CompanyEntity.ACCOUNT),
        ("class", CompanyEntity.CLASS),
        ("customer", CompanyEntity.CUSTOMER),
        ("department", CompanyEntity.DEPARTMENT),
        ("invoice", CompanyEntity.INVOICE),
        ("item", CompanyEntity.ITEM),
        ("journalentry", CompanyEntity.JOURNAL_ENTRY),
        ("payment", CompanyEntity.PAYMENT),
        ("paymentmethod", CompanyEntity.PAYMENT_METHOD),
        ("preferences", CompanyEntity.PREFERENCES),
        ("refundreceipt", CompanyEntity.REFUND_RECEIPT),
        ("salesreceipt", CompanyEntity.SALES_RECEIPT),
        ("taxagency", CompanyEntity.TAX_AGENCY),
        ("taxcode", CompanyEntity.TAX_CODE),
    ],
)
def test_every_kind_that_daybook_uses_is_known_by_its_name(name, entity):
    (notice,) = read([event(f"qbo.{name}.updated.v1")]).notices

    assert notice.entity is entity


def test_kinds_that_daybook_has_no_use_for_are_left_out_and_are_no_mistake():
    body = read([event("qbo.timeactivity.created.v1"), event("qbo.bill.updated.v2", id="b")])

    assert (body.notices, body.unreadable) == ((), ())


def test_a_merger_changes_one_thing_and_ends_another():
    """Intuit names the survivor as the entity and the other one in `data`."""
    survivor, gone = read([event("qbo.account.merged.v1", data={"deletedid": "27"})]).notices

    assert (survivor.id, survivor.verb) == ("91", ChangeVerb.UPDATED)
    assert (gone.id, gone.verb) == ("27", ChangeVerb.MERGED)
    assert survivor.notice_id != gone.notice_id


def test_the_body_that_came_before_cloud_events_is_read_as_well():
    body = older(
        {"name": "Account", "id": "91", "operation": "Update", "lastUpdated": "2026-11-24T08:00:12.000Z"},
        {
            "name": "Customer",
            "id": "58",
            "operation": "Merge",
            "deletedId": "57",
            "lastUpdated": "2026-11-24T08:00:12Z",
        },
        {"name": "JournalEntry", "id": "7", "operation": "Delete", "lastUpdated": "2026-11-24T00:00:12-0800"},
    )

    assert [(notice.entity, notice.id, notice.verb, notice.at) for notice in read(body).notices] == [
        (CompanyEntity.ACCOUNT, "91", ChangeVerb.UPDATED, AT),
        (CompanyEntity.CUSTOMER, "58", ChangeVerb.UPDATED, AT),
        (CompanyEntity.CUSTOMER, "57", ChangeVerb.MERGED, AT),
        (CompanyEntity.JOURNAL_ENTRY, "7", ChangeVerb.DELETED, AT),
    ]


def test_an_older_event_has_the_same_id_in_every_delivery_and_another_after_another_change():
    first = {"name": "Account", "id": "91", "operation": "Update", "lastUpdated": "2026-11-24T08:00:12Z"}
    second = first | {"lastUpdated": "2026-11-24T09:00:12Z"}

    ids = [read(older(entity)).notices[0].notice_id for entity in (first, first, second)]

    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize("time", [None, "yesterday", 17])
def test_an_instant_that_cannot_be_read_is_the_one_at_which_it_was_told(time):
    (notice,) = read([event(time=time)]).notices

    assert notice.at == RECEIVED


@pytest.mark.parametrize(
    "broken",
    [
        event(intuitentityid="91#92"),
        event(intuitentityid=""),
        event(intuitentityid="9" * 65),
        event(intuitentityid=91),
        event(intuitaccountid="../../etc"),
        event(intuitaccountid=None),
        event(id=""),
        event(id=None),
        event(id="x" * 129),
        event(type="qbo.account"),
        event(type=None),
        {},
        [],
        "an event",
        None,
    ],
)
def test_an_event_that_is_broken_takes_no_other_along(broken):
    body = read([broken, event("qbo.item.updated.v1")])

    assert [notice.entity for notice in body.notices] == [CompanyEntity.ITEM]
    assert body.unreadable == ("event 1 of 2",)


@pytest.mark.parametrize(
    "broken",
    [
        {"eventNotifications": [None, older({})["eventNotifications"][0]]},
        {"eventNotifications": [{"realmId": REALM}, {"realmId": REALM, "dataChangeEvent": {"entities": "none"}}]},
    ],
)
def test_an_older_body_that_is_broken_says_so_for_each_piece(broken):
    body = read(broken)

    assert (body.notices, len(body.unreadable)) == ((), 2)


@pytest.mark.parametrize(
    "raw", [b"", b"not JSON", b"\xff\xfe", b"[" * 100_000, b"17", b'"text"', b"{}", b'{"eventNotifications": {}}']
)
def test_a_body_in_no_known_form_is_said_to_be_unreadable_and_never_raises(raw):
    body = read_body(raw, RECEIVED)

    assert (body.notices, len(body.unreadable)) == ((), 1)


def test_what_is_unreadable_is_told_without_its_content():
    body = read_body(b'{"secret": "4111 1111 1111 1111"}', RECEIVED)

    assert "4111" not in str(body)
