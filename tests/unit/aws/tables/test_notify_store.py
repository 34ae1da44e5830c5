"""What every store of mail preferences and notices promises, in memory and in DynamoDB alike."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from daybook.adapters.aws.tables.notify_store import DynamoNotifyStore
from daybook.domain.errors import HoldReason
from daybook.domain.telling.notify import Notice, NotifyPreference, WaitingAddress
from fakes.people.notify_store import FakeNotifyStore

SINCE = datetime(2026, 11, 1, tzinfo=UTC)
CHOSEN = NotifyPreference("owner@example.com", "fr", "stop-1", alerts=False, daily_summary=True)
FIRST = Notice(HoldReason.NOT_TIED, SINCE, frozenset({date(2026, 11, 23)}), datetime(2026, 11, 24, tzinfo=UTC), 1)


@pytest.fixture(params=["fake", "aws"])
def store(request):
    if request.param == "fake":
        return FakeNotifyStore()
    aws, table = request.getfixturevalue("aws"), request.getfixturevalue("table")
    return DynamoNotifyStore(aws.dynamodb, table("ConnectionTable"))


def test_a_preference_comes_back_whole(store):
    store.save_preference("m_1", CHOSEN)

    assert (store.preference("m_1"), store.preference("m_2")) == (CHOSEN, None)


def test_an_address_that_waits_comes_back_whole(store):
    asked = replace(CHOSEN, waiting=WaitingAddress("books@example.com", "a" * 64, SINCE), confirmed_mark="b" * 64)

    store.save_preference("m_1", asked)

    assert store.preference("m_1") == asked


def test_a_notice_comes_back_whole_and_by_its_cause_alone(store):
    assert store.save_notice("m_1", FIRST)

    assert store.notice("m_1", HoldReason.NOT_TIED) == FIRST
    assert store.notice("m_1", HoldReason.CLOSED_PERIOD) is None
    assert store.notice("m_2", HoldReason.NOT_TIED) is None


def test_of_two_notices_that_follow_the_same_one_the_first_stands(store):
    second = Notice(HoldReason.NOT_TIED, SINCE, version=2)

    assert [store.save_notice("m_1", FIRST), store.save_notice("m_1", Notice(FIRST.cause, SINCE, version=1))] == [
        True,
        False,
    ]
    assert store.notice("m_1", HoldReason.NOT_TIED) == FIRST
    assert store.save_notice("m_1", second)
