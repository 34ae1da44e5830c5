"""The mapping table: what each status, ResponseCode and body of talech stands for."""

import json
from decimal import Decimal

import pytest
from pydantic import BaseModel

from daybook.adapters.talech.http.answers import TalechMisuseError, read_answer
from daybook.adapters.talech.http.envelope import Envelope, Text
from daybook.adapters.talech.http.transport import Reply
from daybook.domain.errors import Condition, DaybookError, HoldReason, NeedsAttentionError, RetriableError

WHOLE = json.dumps({"ResponseCode": {"statusCode": 200, "desc": "OK", "totalCnt": 2}, "orders": [1.10]}).encode()


class Named(BaseModel):
    name: Text


class Found(Envelope):
    orders: tuple[Decimal, ...] = ()
    categories: tuple[Named, ...] = ()


def envelope(status):
    return json.dumps({"ResponseCode": {"statusCode": status, "desc": "said why", "totalCnt": 0}}).encode()


def read(status=200, body=WHOLE, headers=None, location=None):
    return read_answer("order/getorderhistory", Reply(status, headers or {}, body), Found, location)


def test_amounts_of_an_answer_are_decimals_and_its_rows_are_counted():
    answer = read()

    assert answer.total == 2
    assert answer.found.orders == (Decimal("1.10"),)


def test_what_people_typed_is_cleaned_where_it_enters():
    """Decomposed accents, line breaks of a spreadsheet and signs that nobody sees."""
    names = ["Cre\u0300me bru\u0302le\u0301e", "Wine: red\t(\u00bd bottle)\r\nby the glass", "Zero\u200bwidth"]
    body = json.loads(WHOLE) | {"categories": [{"name": name} for name in names]}

    categories = read(body=json.dumps(body).encode()).found.categories

    assert [category.name for category in categories] == [
        "Cr\u00e8me br\u00fbl\u00e9e",
        "Wine: red (\u00bd bottle) by the glass",
        "Zerowidth",
    ]


def test_records_not_found_is_an_empty_answer():
    answer = read(body=envelope(404))

    assert answer.found is None


def test_an_answer_of_endless_depth_is_no_answer():
    with pytest.raises(RetriableError, match="no whole JSON"):
        read(body=b'{"ResponseCode": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (401, b'{"error": "invalid_token"}'),
        (408, b""),
        (429, b'{"error": "too_many"}'),
        (500, b""),
        (502, b"<!doctype html><h1>Bad Gateway</h1>"),
        (503, WHOLE),
        (504, b""),
        (200, b""),
        (200, WHOLE[:-1]),
        (200, WHOLE[: len(WHOLE) // 2]),
        (200, b"<!doctype html><h1>Maintenance</h1>"),
        (200, b"[]"),
        (200, b"null"),
        (200, b"{}"),
        (200, b'{"orders": []}'),
        (200, b'{"ResponseCode": null, "orders": []}'),
        (200, b'{"ResponseCode": {"statusCode": null}, "orders": []}'),
        (200, b'{"ResponseCode": {"statusCode": 200}, "amount": NaN}'),
        (200, b"\xff\xfe"),
        (200, envelope(400)),
        (200, envelope(403)),
        (200, envelope(500)),
    ],
)
def test_a_failure_that_may_pass_is_retriable_and_never_an_empty_answer(status, body):
    with pytest.raises(RetriableError, match="order/getorderhistory"):
        read(status, body)


def test_forbidden_for_a_location_means_that_the_location_is_gone():
    with pytest.raises(NeedsAttentionError, match="304267") as raised:
        read(403, b"{}", location="304267")

    assert raised.value.reason == HoldReason.UNKNOWN_LOCATION


def test_forbidden_for_the_account_means_that_access_is_lost():
    with pytest.raises(NeedsAttentionError) as raised:
        read(403, b"{}")

    assert raised.value.reason == HoldReason.TALECH_ACCESS_LOST


@pytest.mark.parametrize("location", [None, "304267"])
@pytest.mark.parametrize(
    ("status", "body"),
    [
        *((status, b" <!DOCTYPE html><h1>Request blocked</h1>") for status in (302, 400, 401, 403, 404, 407)),
        (302, b""),
        (403, b""),
        (403, b"\n"),
    ],
)
def test_a_firewall_in_between_is_a_talech_that_does_not_answer(status, body, location):
    """Nobody is told that access or a location is lost because something else forbade the call."""
    with pytest.raises(RetriableError) as raised:
        read(status, body, location=location)

    assert raised.value.condition is Condition.TALECH_UNAVAILABLE


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"a": 1e99999999999999999999}', b'{"a": Infinity}', b'{"a": 1' + b"1" * 5000]
)
def test_what_no_vendor_means_is_unreadable(body):
    with pytest.raises(RetriableError) as raised:
        read(200, body)

    assert raised.value.condition is Condition.TALECH_ANSWER_UNREADABLE


@pytest.mark.parametrize("status", [201, 204, 400, 404, 405, 415])
def test_a_call_of_the_wrong_form_is_a_bug_that_alarms(status):
    with pytest.raises(TalechMisuseError, match=str(status)) as raised:
        read(status, WHOLE)

    assert not isinstance(raised.value, DaybookError)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [({"Retry-After": "7"}, 7), ({"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, None), ({}, None)],
)
def test_the_delay_talech_asks_for_is_kept_for_the_queue(header, seconds):
    with pytest.raises(RetriableError) as raised:
        read(429, b"", header)

    assert raised.value.after_seconds == seconds


def test_an_error_never_shows_what_the_body_said():
    with pytest.raises(RetriableError) as raised:
        read(200, b'{"access_token": "1/secret", "amount": 12.5')

    assert "secret" not in str(raised.value)
    assert "12.5" not in str(raised.value)


@pytest.mark.parametrize(("status", "of_one_merchant"), [(429, True), (408, False), (500, False), (503, False)])
def test_a_throttle_is_told_of_one_merchant_and_silence_of_talech(status, of_one_merchant):
    with pytest.raises(RetriableError) as raised:
        read(status, b"")

    assert raised.value.of_one_account is of_one_merchant
