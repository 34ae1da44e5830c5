"""A sample-merchant folder is read whole or refused with every problem named."""

import copy
import json

import pytest

from simulators.talech.shop import line, merchant_file, order, payment, refund, write_folder
from simulators.talech.worked_example import ORDERS, R1, REFUNDS
from talech_simulator.folder import BrokenFolderError, load_folder

SHIFT = {
    "drawer_shift": {
        "id": "sh9",
        "location_id": "304267:1",
        "opened_at": "2026-03-06T12:00:00Z",
        "closed_at": "2026-03-07T05:30:00Z",
        "expected_minor": 31415,
        "counted_minor": 31400,
        "difference_minor": -15,
    }
}
PAY_OUT = {
    "drawer_event": {
        "id": "e1",
        "location_id": "304267:1",
        "type": "PAY_OUT",
        "amount_minor": -4000,
        "at": "2026-03-06T21:00:00Z",
    }
}


def order_with(path, value):
    """A small good order with one value changed."""
    changed = order(
        "A1",
        "2026-03-06T14:00:00Z",
        "2026-03-06T14:05:00Z",
        lines=[line("l1", 1000, 130)],
        payments=[payment("p1", 1130, "2026-03-06T14:05:00Z", tender="CCRD")],
    )
    return changed_at(changed, path, value)


def changed_at(record, path, value):
    changed = copy.deepcopy(record)
    inside = changed
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    return changed


def problems(tmp_path, **files):
    with pytest.raises(BrokenFolderError) as refusal:
        load_folder(write_folder(tmp_path / "shop", **files))
    return [str(problem) for problem in refusal.value.problems]


@pytest.mark.parametrize("packed", [False, True])
def test_good_folder_is_read_plain_or_packed(tmp_path, packed):
    folder = write_folder(tmp_path, ORDERS, REFUNDS, [PAY_OUT, SHIFT], packed=packed)

    merchant = load_folder(folder)

    assert [each.id for each in merchant.orders] == ["O0", "O1", "O2", "O3", "O4", "O5"]
    assert merchant.refunds[0].total_minor == 1130
    assert merchant.drawer_events[0].amount_minor == -4000
    assert merchant.drawer_shifts[0].difference_minor == -15


def test_header_and_lines_may_differ_by_a_recorded_adjustment(tmp_path):
    totals = {"gross_minor": 1050, "net_minor": 1050, "total_minor": 1180, "tax_minor": 130}
    good = order_with(["totals"], totals) | {"adjustment_minor": 50}
    good["payments"][0]["amount_minor"] = 1180

    merchant = load_folder(write_folder(tmp_path, [good]))

    assert merchant.orders[0].adjustment_minor == 50


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (["id"], 7, "orders.jsonl:1: id: is 7, must be string"),
        (["totals"], {}, "orders.jsonl:1: totals.gross_minor: missing; add it: ITEM and CUSTOM lines"),
        (["colour"], "red", "orders.jsonl:1: colour: unknown field; remove it or use one of id,"),
        (["status"], "PAID", 'orders.jsonl:1: status: is "PAID", must be one of OPEN, PARTIALLY_PAID'),
        (["location_id"], "9:9", "orders.jsonl:1: location_id: is '9:9', no location of merchant.json"),
        (["lines", 0, "category_id"], "cX", "orders.jsonl:1: lines[0].category_id: is 'cX', no category"),
        (["lines", 0, "taxes", 0, "tax_id"], "vat", "orders.jsonl:1: lines[0].taxes[0].tax_id: is 'vat', no tax"),
        (["lines", 0, "tax_minor"], 131, "orders.jsonl:1: lines[0].tax_minor: is 131, but its taxes add up to 130"),
        (["payments", 0, "tender_id"], "XX", "orders.jsonl:1: payments[0].tender_id: is 'XX', no tender"),
        (["payments", 0, "amount_minor"], 1, "orders.jsonl:1: payments: amounts and tips add up to 1, but"),
        (["payments", 0, "taken_at"], "2026-03-06T15:00:00Z", "orders.jsonl:1: payments[0].taken_at: is 2026-03-06 15"),
        (["totals", "net_minor"], 999, "orders.jsonl:1: totals.net_minor: is 999, but gross - discount"),
        (["totals", "gross_minor"], 999, "orders.jsonl:1: totals.gross_minor: is 999, but lines plus adjustment"),
        (["totals", "tip_minor"], 5, "orders.jsonl:1: totals.tip_minor: is 5, but its completed payments carry 0"),
        (["closed_at"], None, "orders.jsonl:1: closed_at: missing on a CLOSED order"),
    ],
)
def test_broken_order_is_refused_with_file_line_field_value_and_advice(tmp_path, path, value, expected):
    found = problems(tmp_path, orders=[order_with(path, value)])

    assert any(problem.startswith(expected) for problem in found), found


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (["order_id"], "O9", "refunds.jsonl:1: order_id: is 'O9', no order of orders.jsonl"),
        (["payment_id"], "p9", "refunds.jsonl:1: payment_id: is 'p9', no payment of order O0"),
        (["lines", 0, "line_id"], "l9", "refunds.jsonl:1: lines[0].line_id: is 'l9', no line of order O0"),
        (["lines", 0, "quantity"], "2", "refunds.jsonl:1: lines[0].quantity: is 2, which brings returns of the line"),
        (["total_minor"], 1131, "refunds.jsonl:1: total_minor: is 1131, which brings the refunds of payment p0"),
        (["total_minor"], 1129, "refunds.jsonl:1: total_minor: is 1129, but lines, service charge, tip and rounding"),
        (["tender_id"], None, "refunds.jsonl:1: tender_id: missing though the destination is ORIGINAL_TENDER"),
    ],
)
def test_broken_refund_is_refused_with_file_line_field_value_and_advice(tmp_path, path, value, expected):
    found = problems(tmp_path, orders=ORDERS, refunds=[changed_at(R1, path, value)])

    assert any(problem.startswith(expected) for problem in found), found


def without_order(**changes):
    """A return without its receipt."""
    tax = {"tax_id": "t_hst", "amount_minor": 130}
    goods = {"category_id": "c1", "net_minor": 1000, "tax_minor": 130, "taxes": [tax]}
    return refund("R9", None, "2026-03-07T15:00:00Z", lines=[goods]) | changes


def test_a_refund_needs_no_order(tmp_path):
    merchant = load_folder(write_folder(tmp_path, ORDERS, [without_order()]))

    assert [(each.order_id, each.total_minor) for each in merchant.refunds] == [(None, 1130)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"location_id": "9:9"}, "location_id: is '9:9', no location of merchant.json"),
        ({"payment_id": "p0"}, "payment_id: is 'p0', a payment of no order"),
        ({"kind": "PAYMENT_REFUND_REOPEN", "lines": []}, "order_id: missing on PAYMENT_REFUND_REOPEN"),
        ({"lines": [{"line_id": "l1", "net_minor": 1130}]}, "lines[0].line_id: is 'l1', a line of no order"),
        (
            {"lines": [{"category_id": "c9", "net_minor": 1130}]},
            "lines[0].category_id: is 'c9', no category of",
        ),
        ({"lines": [{"net_minor": 1000, "tax_minor": 130}]}, "lines[0].taxes: is 130, but no sold line with tax says"),
    ],
)
def test_what_a_refund_without_an_order_cannot_say_is_refused(tmp_path, changes, expected):
    found = problems(tmp_path, refunds=[without_order(**changes)])

    assert any(problem.startswith(f"refunds.jsonl:1: {expected}") for problem in found), found


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ({"timezone": "Canada/Toronto"}, "merchant.json:13: locations[0].timezone: is 'Canada/Toronto', not an IANA"),
        ({"report_end_time": "4am"}, "merchant.json:15: locations[0].report_end_time: is '4am', not a time of day"),
        ({"currency": "dollar"}, "merchant.json:14: locations[0].currency: is 'dollar', not an ISO 4217 code"),
    ],
)
def test_broken_setting_is_found_on_its_line_of_merchant_json(tmp_path, location, expected):
    found = problems(tmp_path, profile=merchant_file(**location))

    assert len(found) == 1
    assert found[0].startswith(expected)


def test_same_id_twice_is_refused_on_the_second_line(tmp_path):
    found = problems(tmp_path, orders=[ORDERS[1], ORDERS[1]])

    assert found[0] == "orders.jsonl:2: id: is 'O1' a second time; give each order its own"


def test_cash_that_leaves_the_drawer_must_be_negative(tmp_path):
    wrong = changed_at(PAY_OUT, ["drawer_event", "amount_minor"], 4000)

    found = problems(tmp_path, drawer=[SHIFT, wrong])

    assert found == [
        "drawer.jsonl:2: drawer_event.amount_minor: is 4000, but PAY_OUT takes cash out; write it negative"
    ]


def test_all_problems_are_reported_at_once_and_the_list_is_cut_at_twenty(tmp_path):
    bad = [order_with(["location_id"], "9:9") | {"id": f"A{number}"} for number in range(15)]

    with pytest.raises(BrokenFolderError, match="more") as refusal:
        load_folder(write_folder(tmp_path, bad, profile=merchant_file(report_end_time="25:00")))

    assert refusal.value.total > 20
    assert len(refusal.value.problems) == 20
    assert {problem.file for problem in refusal.value.problems} == {"merchant.json", "orders.jsonl"}


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("orders.jsonl", b'{"id": "O1",\n', "orders.jsonl:1: record: not JSON: "),
        pytest.param("orders.jsonl", b"[" * 5000 + b"]" * 5000, "orders.jsonl:1: record: nested", id="deep line"),
        pytest.param("merchant.json", b"[" * 5000 + b"]" * 5000, "merchant.json:1: record: nested", id="deep file"),
        ("orders.jsonl", b"\n[]\n", "orders.jsonl:2: record: is [], must be object"),
        ("orders.jsonl", b"\xff\xfe", "orders.jsonl:1: file: cannot be read: "),
        ("merchant.json", b'{\n "merchant": \n', "merchant.json:3: record: not JSON: "),
        ("refunds.jsonl.gz", b"not gzip", "refunds.jsonl.gz:1: file: cannot be read: "),
    ],
)
def test_file_that_is_no_such_file_is_refused_in_words(tmp_path, name, content, expected):
    folder = write_folder(tmp_path)
    (folder / name.removesuffix(".gz")).unlink()
    (folder / name).write_bytes(content)

    with pytest.raises(BrokenFolderError) as refusal:
        load_folder(folder)

    assert any(str(problem).startswith(expected) for problem in refusal.value.problems), str(refusal.value)


def test_missing_folder_names_the_files_it_should_hold(tmp_path):
    with pytest.raises(BrokenFolderError, match=r"add merchant\.json or merchant\.json\.gz"):
        load_folder(tmp_path / "nowhere")


def test_folder_written_by_hand_needs_only_what_cannot_be_guessed(tmp_path):
    by_hand = {
        "id": "1",
        "location_id": "304267:1",
        "status": "CLOSED",
        "opened_at": "2026-03-06T14:00:00Z",
        "closed_at": "2026-03-06T14:05:00Z",
        "lines": [{"id": "l1", "name": "Latte", "gross_minor": 450}],
        "totals": {"gross_minor": 450, "net_minor": 450, "total_minor": 450},
        "payments": [{"id": "p1", "tender_id": "CASH", "amount_minor": 450, "taken_at": "2026-03-06T14:05:00Z"}],
    }

    merchant = load_folder(write_folder(tmp_path, [by_hand]))

    assert merchant.orders[0].loyalty_minor == 0
    assert json.dumps(by_hand).count("null") == 0
