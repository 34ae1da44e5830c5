"""When a mail about a cause is due, and which addresses can have one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from daybook.domain.telling.notify import Notice, NotifyPreference, WaitingAddress, is_address

NOW = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
CONNECTED = datetime(2026, 1, 5, 12, tzinfo=UTC)
D = date(2026, 11, 23)
DAY = timedelta(days=1)
SINGLE, STANDING = "not_tied", "needs_reconnect"
WAITING = WaitingAddress("new@example.com", "f00d", NOW)
PREFERENCE = NotifyPreference(
    "old@example.com", "fr", "secret", alerts=False, daily_summary=True, waiting=WAITING, confirmed_mark="beef"
)


def notice(cause=SINGLE, *, told=(), quiet_until=None):
    return Notice(cause, CONNECTED, frozenset(told), quiet_until, version=4)


def test_a_new_address_replaces_the_old_one_and_the_one_that_waited():
    assert PREFERENCE.at("new@example.com", "f00d") == NotifyPreference(
        "new@example.com", "fr", "secret", alerts=False, daily_summary=True, waiting=None, confirmed_mark="f00d"
    )
    assert PREFERENCE.at("typed@example.com") == NotifyPreference(
        "typed@example.com", "fr", "secret", alerts=False, daily_summary=True, waiting=None, confirmed_mark=""
    )


@pytest.mark.parametrize(
    ("address", "asked", "waits"),
    [
        ("new@example.com", NOW, True),
        ("new@example.com", NOW + WEEK - SECOND, True),
        ("new@example.com", NOW + WEEK, False),
        ("old@example.com", NOW, False),
    ],
)
def test_an_address_waits_for_a_week_for_its_reader(address, asked, waits):
    assert PREFERENCE.waits_for(address, asked) is waits
    assert replace(PREFERENCE, waiting=None).waits_for(address, asked) is False


def test_the_link_of_a_waiting_address_expires_after_a_week():
    assert WAITING.ends_at == datetime(2026, 12, 1, 9, 5, tzinfo=UTC)


def test_a_reconnect_begins_a_new_notice_of_the_same_version():
    told = notice(told=[D], quiet_until=NOW)

    assert told.of_connection(CONNECTED) == told
    assert told.of_connection(NOW) == Notice(SINGLE, NOW, frozenset(), None, 4)


@pytest.mark.parametrize(
    ("told", "quiet_until", "held_on", "is_due"),
    [
        ((), None, D, True),
        ((D,), None, D, False),
        ((D,), None, D + DAY, True),
        ((D,), None, None, True),
        ((), NOW + SECOND, D, False),
        ((), NOW, D, True),
        ((D,), NOW, D, False),
        ((D,), NOW - SECOND, D + DAY, True),
    ],
)
def test_a_day_that_is_held_is_told_once_and_not_while_mails_pause(told, quiet_until, held_on, is_due):
    assert notice(told=told, quiet_until=quiet_until).is_due(held_on, NOW) is is_due


@pytest.mark.parametrize(
    ("quiet_until", "is_due"), [(None, True), (NOW + SECOND, False), (NOW, True), (NOW - SECOND, True)]
)
def test_what_concerns_every_day_is_told_again_after_its_pause_also_for_a_day_that_was_told(quiet_until, is_due):
    assert notice(STANDING, told=[D], quiet_until=quiet_until).is_due(D, NOW) is is_due


@pytest.mark.parametrize(
    ("days", "quiet_until", "is_news"),
    [
        (0, None, False),
        (1, None, False),
        (-1, None, False),
        (2, None, True),
        (-2, None, True),
        (2, NOW + SECOND, False),
        (2, NOW, True),
        (2, NOW - SECOND, True),
        (1, NOW - SECOND, False),
    ],
)
def test_an_end_of_a_grant_that_moves_by_a_day_is_the_same_end(days, quiet_until, is_news):
    told = notice("grant_ending", told=[D, date(2025, 1, 1)], quiet_until=quiet_until)

    assert told.forecasts(D + days * DAY, NOW) is is_news


def test_an_end_of_a_grant_is_news_if_none_was_told():
    assert notice("grant_ending").forecasts(D, NOW)


@pytest.mark.parametrize(("cause", "pause"), [(SINGLE, HOUR), (STANDING, WEEK)])
def test_after_a_mail_a_single_cause_pauses_an_hour_and_a_standing_one_a_week(cause, pause):
    after = notice(cause, told=[D], quiet_until=CONNECTED).after_mail(frozenset({D, D + DAY}), NOW)

    assert after == Notice(cause, CONNECTED, frozenset({D, D + DAY}), NOW + pause, 5)


def test_the_newest_forty_five_dates_are_remembered():
    dates = [D - number * DAY for number in range(46)]

    after = notice(told=dates[:40]).after_mail(frozenset(dates[40:]), NOW)

    assert after.told == frozenset(dates[:45])


def test_after_a_failed_mail_the_days_are_as_untold_as_before_and_an_hour_passes():
    before = notice(told=[D])
    meanwhile = before.after_mail(frozenset({D + DAY}), NOW)

    assert meanwhile.after_failure(before, NOW + SECOND) == Notice(
        SINGLE, CONNECTED, frozenset({D}), NOW + HOUR + SECOND, 6
    )


@pytest.mark.parametrize(
    ("text", "can_be"),
    [
        ("owner@example.com", True),
        ("owner+books@mail.example.co", True),
        ("o" * 242 + "@example.com", True),
        ("o" * 243 + "@example.com", False),
        ("", False),
        ("owner", False),
        ("owner@example", False),
        ("@example.com", False),
        ("owner@", False),
        ("owner@@example.com", False),
        ("owner@example.com.", False),
        ("owner@example.com@example.com", False),
        ("two owners@example.com", False),
        ("owner@example.com\n", False),
        ("owner@example.com\x00", False),
        ("<owner@example.com>", False),
        ("a@example.com,b@example.com", False),
        ("propriétaire@example.com", False),
        ("owner@exämple.com", False),
    ],
)
def test_an_address_has_one_at_a_dot_in_its_domain_and_at_most_254_plain_characters(text, can_be):
    assert is_address(text) is can_be
