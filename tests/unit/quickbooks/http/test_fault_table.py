"""Every code of docs/quickbooks.md 3.3 leads to the decision that the reference gives it."""

import re
from pathlib import Path

import pytest

from daybook.adapters.quickbooks.http.fault_bodies import Fault
from daybook.adapters.quickbooks.http.fault_table import REACTIONS
from daybook.adapters.quickbooks.http.faults import (
    QuickBooksBugError,
    ReconcileError,
    Refusal,
    classify,
    raise_for_refusal,
    refusal_in,
)
from daybook.domain.errors import Condition, HoldReason, NeedsAttentionError, RetriableError

# Code, HTTP status, decision: one row per code of section 3.3, in its order.
SECTION_3_3 = """
100 401 reconnect
110 401 reconnect
120 403 reconnect
130 400 retry
140 400 retry
150 400 retry
500 400 bug
600 400 reconcile
610 400 merchant account_unusable
620 400 reconcile
630 400 reconcile
700 400 merchant refused_by_quickbooks
800 400 merchant refused_by_quickbooks
900 400 merchant refused_by_quickbooks
1000 400 retry
1010 400 retry
1020 400 retry
1040 400 bug
2010 400 bug
2020 400 bug
2030 400 bug
2040 400 bug
2050 400 bug
2060 400 bug
2070 400 bug
2080 400 bug
2090 400 bug
2100 400 bug
2110 400 bug
2140 400 bug
2170 400 bug
2130 400 bug
2220 400 merchant currency_differs
2250 400 bug
2260 400 bug
2270 400 bug
2280 400 bug
2290 400 bug
2300 400 bug
2500 400 merchant account_unusable
2600 400 bug
3001 429 retry
3100 403 reconnect
3200 401 reconnect
3202 403 merchant subscription_lapsed
4000 400 bug
4001 400 bug
4002 400 bug
5000 400 bug
5010 400 reconcile
5020 403 merchant refused_by_quickbooks
5030 400 merchant refused_by_quickbooks
6000 400 merchant refused_by_quickbooks
6010 400 bug
6070 400 bug
6080 400 bug
6090 400 bug
6100 400 bug
6140 400 reconcile
6170 400 bug
6180 400 bug
6190 400 merchant subscription_lapsed
6200 400 merchant closed_period
6210 400 merchant closed_period
6220 400 merchant refused_by_quickbooks
6230 400 merchant refused_by_quickbooks
6240 400 reconcile
6250 400 merchant account_unusable
6430 400 merchant account_unusable
6470 400 merchant refused_by_quickbooks
6480 400 merchant refused_by_quickbooks
6540 400 merchant in_bank_deposit
10000 500 retry
10100 400 reconcile
10200 400 retry
"""
ROWS = [(int(code), int(status), *rest) for code, status, *rest in map(str.split, SECTION_3_3.strip().splitlines())]
ERRORS = {
    "retry": RetriableError,
    "reconnect": RetriableError,
    "merchant": NeedsAttentionError,
    "reconcile": ReconcileError,
    "bug": QuickBooksBugError,
}


def refusal(*faults, status=400, **known):
    return Refusal("POST journalentry", status, tuple(faults), "1-tid", **known)


@pytest.mark.parametrize(("code", "status", "decision", "reason"), [(*row, None)[:4] for row in ROWS])
def test_every_code_of_the_reference_has_its_decision(code, status, decision, reason):
    reaction = classify(refusal(Fault(code, "text"), status=status))

    assert reaction.decision == decision
    assert reason is None or reaction.reason == reason


@pytest.mark.parametrize(("code", "status", "decision", "reason"), [(*row, None)[:4] for row in ROWS])
def test_every_decision_becomes_its_error_and_keeps_the_vendors_words(code, status, decision, reason):
    with pytest.raises(ERRORS[decision]) as caught:
        raise_for_refusal(refusal(Fault(code, "Message", "Detail"), status=status))

    said = "; ".join([str(caught.value), *getattr(caught.value, "details", ())])
    assert f"{code} Message: Detail" in said
    assert "intuit_tid 1-tid" in said
    if decision == "reconnect":
        assert caught.value.condition is Condition.QUICKBOOKS_SIGN_IN_REFUSED
    if reason is not None:
        assert caught.value.reason == reason


def codes_of_the_page():
    """Every code of the table on the page; its "2080 to 2110" goes in tens."""
    page = (Path(__file__).parents[4] / "docs" / "quickbooks.md").read_text("utf-8")
    table = page.partition("### 3.3 Codes")[2].partition("\n\n")[0]
    for named in re.findall(r"^\| (\d[\d, to]*) \|", table, re.MULTILINE):
        for first, last in re.findall(r"(\d+)(?: to (\d+))?", named):
            yield from range(int(first), int(last or first) + 1, 10)


def test_the_table_has_the_codes_of_the_page_and_no_others():
    assert sorted(REACTIONS) == sorted(row[0] for row in ROWS) == sorted(codes_of_the_page())


@pytest.mark.parametrize(("code", "seconds"), [(3001, 60), (140, 300), (150, 300), (10200, 300), (10000, None)])
def test_retries_wait_as_long_as_the_cause_lasts(code, seconds):
    with pytest.raises(RetriableError) as caught:
        raise_for_refusal(refusal(Fault(code, "text"), status=500))

    assert caught.value.after_seconds == seconds


def test_retry_after_of_the_vendor_is_honoured():
    with pytest.raises(RetriableError) as caught:
        raise_for_refusal(refusal(Fault(3001, "text"), status=429, retry_after_seconds=17))

    assert caught.value.after_seconds == 17


@pytest.mark.parametrize("element", ["CurrencyRef", "JournalCodeRef", "DepartmentRef"])
def test_a_missing_field_that_only_a_company_setting_requires_is_for_the_merchant(element):
    assert classify(refusal(Fault(2020, "text", element=element))).reason is HoldReason.REFUSED_BY_QUICKBOOKS


def test_6210_about_a_document_number_is_a_duplicate_not_a_closed_period():
    """An Intuit post of 2017 lists the code for duplicate numbers (docs/quickbooks.md 3.3)."""
    assert classify(refusal(Fault(6210, "text", "DocNumber=TL-20261123-AB is assigned"))).decision == "reconcile"


@pytest.mark.parametrize(
    ("code", "status", "decision"),
    [
        (7777, 400, "merchant"),
        (7777, 403, "merchant"),
        (7777, 401, "reconnect"),
        (7777, 429, "retry"),
        (7777, 503, "retry"),
        (10999, 400, "retry"),
        (-30000, 400, "merchant"),
        (None, 400, "merchant"),
    ],
)
def test_an_unknown_code_goes_by_its_status_and_else_to_the_merchant_with_its_words(code, status, decision):
    assert classify(refusal(Fault(code, "A new rule", "of Intuit"), status=status)).decision == decision


@pytest.mark.parametrize(
    ("status", "decision"),
    [(401, "reconnect"), (429, "retry"), (500, "retry"), (502, "retry"), (503, "retry"), (504, "retry"), (408, "retry"),
     (403, "retry"), (404, "bug"), (400, "bug"), (301, "retry")],
)  # fmt: skip
def test_an_answer_without_a_readable_fault_goes_by_its_status(status, decision):
    """A bare 403 is a gateway in between: nobody is sent to reconnect because of it. So is a redirect."""
    assert classify(refusal(status=status)).decision == decision


@pytest.mark.parametrize("code", [row[0] for row in ROWS if row[0] < 10000])
def test_an_answer_of_500_and_above_is_tried_again_whatever_code_it_carries(code):
    assert classify(refusal(Fault(code, "text"), status=500)).decision == "retry"


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 407, 500])
def test_a_page_of_markup_is_a_quickbooks_that_does_not_answer(status):
    refused = refusal_in("POST journalentry", status, {}, " <!DOCTYPE html><html><body>Request blocked</body></html>")

    assert classify(refused).decision == "retry"
    with pytest.raises(RetriableError) as caught:
        raise_for_refusal(refused)
    assert caught.value.condition is Condition.QUICKBOOKS_UNAVAILABLE


@pytest.mark.parametrize(
    ("codes", "decision"),
    [([2300, 610], "bug"), ([610, 6140], "reconcile"), ([6140, 10000], "retry"), ([10000, 3200], "reconnect")],
)
def test_of_several_errors_the_one_decides_that_needs_no_person(codes, decision):
    assert classify(refusal(*(Fault(code, "text") for code in codes))).decision == decision


def test_all_errors_of_a_fault_reach_the_person_in_order():
    with pytest.raises(NeedsAttentionError) as caught:
        raise_for_refusal(refusal(Fault(610, "Not found", "Account 91"), Fault(2500, "Invalid", "Account 92", "Line")))

    assert caught.value.details == (
        "610 Not found: Account 91",
        "2500 Invalid: Account 92 (Line)",
        "HTTP 400",
        "intuit_tid 1-tid",
    )
