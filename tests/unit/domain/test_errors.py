"""What every error of Daybook keeps for the one who must act, and which errors are caught as ours."""

from datetime import UTC, datetime

import pytest

from daybook.domain.errors import (
    Condition,
    DaybookError,
    DaybookRefusedError,
    DayGivenUpError,
    HoldReason,
    LaterReleaseError,
    LaunchRefusedError,
    NeedsAttentionError,
    NewerGrantError,
    Refusal,
    RetriableError,
    TooEarlyError,
    UnbalancedEntryError,
)

SINCE = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)


def kept(error):
    """The text and everything beside it."""
    return str(error), vars(error)


@pytest.mark.parametrize("kind", [RetriableError, TooEarlyError, NewerGrantError])
def test_a_retriable_error_keeps_how_long_to_wait_for_whom_and_why(kind):
    error = kind(
        "busy",
        after_seconds=60,
        condition=Condition.QUICKBOOKS_UNAVAILABLE,
        fault_code=3001,
        of_one_account=True,
        since=SINCE,
    )

    assert kept(error) == (
        "busy",
        {
            "after_seconds": 60,
            "condition": Condition.QUICKBOOKS_UNAVAILABLE,
            "fault_code": 3001,
            "of_one_account": True,
            "since": SINCE,
        },
    )


NO_VENDOR = {
    "after_seconds": None,
    "condition": Condition.RETRIABLE,
    "fault_code": None,
    "of_one_account": False,
    "since": None,
}


def test_a_retriable_error_of_no_vendor_says_nothing_more():
    assert kept(RetriableError("cut")) == ("cut", NO_VENDOR)


def test_a_row_of_a_later_release_waits_as_long_as_a_deployment():
    assert kept(LaterReleaseError("row of release 9")) == ("row of release 9", NO_VENDOR | {"after_seconds": 300})


def test_a_hold_keeps_its_reason_and_what_the_person_needs():
    error = NeedsAttentionError(HoldReason.NOT_TIED, "tips differ", details=("talech 1", "ours 2"), fault_code=6210)

    assert kept(error) == (
        "tips differ",
        {"reason": HoldReason.NOT_TIED, "details": ("talech 1", "ours 2"), "fault_code": 6210, "question": ""},
    )
    assert kept(NeedsAttentionError(HoldReason.NOT_MAPPED, "no account")) == (
        "no account",
        {"reason": HoldReason.NOT_MAPPED, "details": (), "fault_code": None, "question": ""},
    )


def test_a_refused_launch_keeps_its_cause_and_the_company_that_was_expected():
    error = LaunchRefusedError(Refusal.OTHER_COMPANY, "another company", expected="Café Tilleul")

    assert kept(error) == ("another company", {"refusal": Refusal.OTHER_COMPANY, "expected": "Café Tilleul"})
    assert kept(LaunchRefusedError(Refusal.LAUNCH_USED, "used")) == (
        "used",
        {"refusal": Refusal.LAUNCH_USED, "expected": ""},
    )


def test_a_vendor_that_refuses_daybook_is_named_with_its_fault():
    error = DaybookRefusedError("keys", condition=Condition.TALECH_REFUSES_DAYBOOK, fault_code=3100)

    assert kept(error) == ("keys", {"condition": Condition.TALECH_REFUSES_DAYBOOK, "fault_code": 3100})
    assert kept(DaybookRefusedError("call")) == ("call", {"condition": Condition.BUG, "fault_code": None})


@pytest.mark.parametrize(
    ("kind", "is_ours"),
    [
        (RetriableError, True),
        (LaterReleaseError, True),
        (NeedsAttentionError, True),
        (LaunchRefusedError, True),
        (UnbalancedEntryError, True),
        (DayGivenUpError, False),
        (DaybookRefusedError, False),
    ],
)
def test_only_errors_of_one_day_or_visit_are_caught_as_ours(kind, is_ours):
    assert issubclass(kind, DaybookError) is is_ours
