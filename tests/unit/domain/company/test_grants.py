"""When a grant ends, when that is told, and when an idle one is refreshed for its own sake."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from daybook.domain.company.grants import GrantTimes

NOW = datetime(2026, 11, 24, 9, 20, tzinfo=UTC)


def grant(*, refreshed_days_ago=0.0, hard_days_left=None):
    refreshed_at = NOW - timedelta(days=refreshed_days_ago)
    return GrantTimes(
        access_expires_at=refreshed_at + timedelta(hours=1),
        refresh_expires_at=refreshed_at + timedelta(days=100),
        hard_expires_at=None if hard_days_left is None else NOW + timedelta(days=hard_days_left),
    )


@pytest.mark.parametrize(
    ("times", "days_left"),
    [
        (grant(), 100),
        (grant(refreshed_days_ago=60), 40),
        (grant(hard_days_left=12), 12),
        (grant(refreshed_days_ago=95, hard_days_left=1000), 5),
    ],
)
def test_a_grant_ends_with_its_window_or_its_lineage_whichever_comes_first(times, days_left):
    assert times.ends_at == NOW + timedelta(days=days_left)


@pytest.mark.parametrize(
    ("left", "stage"),
    [(100, None), (30.01, None), (30, 30), (7.01, 30), (7, 7), (1.01, 7), (1, 1), (0.01, 1), (0, None), (-3, None)],
)
def test_a_forecast_has_three_stages_and_ends_with_the_grant(left, stage):
    assert grant(hard_days_left=left).days_left(NOW) == stage


@pytest.mark.parametrize(("days_ago", "wants"), [(0, False), (29.99, False), (30, True), (99, True), (140, True)])
def test_a_grant_that_nobody_refreshed_for_thirty_days_wants_to_be(days_ago, wants):
    """Over a hundred days as well: only Intuit knows whether it is dead."""
    assert grant(refreshed_days_ago=days_ago).wants_refresh(NOW) is wants


def test_the_end_of_the_lineage_alone_is_no_reason_to_refresh():
    assert not grant(refreshed_days_ago=1, hard_days_left=2).wants_refresh(NOW)


@pytest.mark.parametrize(
    ("hours_ago", "hard_days_left", "wants"),
    [(None, 12, True), (None, -1, True), (22.99, 12, False), (23, 12, True), (30, 12, True), (23, 0, False)],
)
def test_a_lost_grant_is_tried_again_at_once_then_daily_and_not_after_its_end(hours_ago, hard_days_left, wants):
    asked_at = None if hours_ago is None else NOW - timedelta(hours=hours_ago)

    assert replace(grant(hard_days_left=hard_days_left), asked_at=asked_at).wants_asking(NOW) is wants
