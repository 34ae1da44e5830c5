"""Balances that persons typed are read back as they were, and what two type at once is both kept."""

from datetime import UTC, date, datetime

import pytest

from daybook.adapters.aws.tables.typed_balances import DynamoBalanceStore
from daybook.domain.month.balance import Balance
from daybook.domain.month.openings import MOST_KEPT, TypedAmount, TypedAmounts
from fakes.typed_balances import FakeBalanceStore

MARCH = date(2026, 3, 1)
AT = datetime(2026, 4, 2, 9, tzinfo=UTC)
WHO = "Léa Roy, Cabinet Nord <lea@nord.example>"
OPENING = TypedAmount("304267:1", MARCH, Balance.GIFT_CARDS, 431_000, WHO, AT)
TAKEN_BACK = TypedAmount("304267:1", MARCH, Balance.GIFT_CARDS, None, WHO, AT)
PAYROLL = TypedAmount("all", MARCH, Balance.TIPS, 41_000, "", AT, by_payroll=True)


@pytest.fixture(params=["fake", "aws"])
def store(request):
    if request.param == "fake":
        return FakeBalanceStore()
    table, aws = request.getfixturevalue("table"), request.getfixturevalue("aws")
    return DynamoBalanceStore(aws.dynamodb, table("ConnectionTable"))


def test_nothing_is_known_at_first(store):
    assert store.typed("m_1") == TypedAmounts()


def test_what_is_added_follows_what_was_there(store):
    assert store.add("m_1", (OPENING, PAYROLL))
    assert store.add("m_1", (TAKEN_BACK,))

    assert store.typed("m_1").amounts == (OPENING, PAYROLL, TAKEN_BACK)
    assert store.typed("m_2") == TypedAmounts()


def test_a_row_of_as_much_as_is_kept_is_stored(store):
    names = [f"Accountant {number} <{'é' * 100}{number}@nord.example>" for number in range(20)]
    amounts = tuple(
        TypedAmount(f"304267:{number % 30}", MARCH, Balance.TIPS, number * 7919, names[number % 20], AT)
        for number in range(MOST_KEPT)
    )

    assert store.add("m_1", amounts)
    assert store.typed("m_1").amounts == amounts


def test_what_another_person_adds_between_reading_and_writing_is_kept(aws, table):
    name = table("ConnectionTable")
    store = DynamoBalanceStore(_Interrupted(aws.dynamodb, lambda: DynamoBalanceStore(aws.dynamodb, name)), name)
    store.add("m_1", (OPENING,))

    assert [amount.minor for amount in store.typed("m_1").amounts] == [41_000, 431_000]


class _Interrupted:
    """DynamoDB that another person reaches first, once, between a reading and the writing after it."""

    def __init__(self, dynamodb, other):
        self._dynamodb, self._other = dynamodb, other

    def __getattr__(self, name):
        return getattr(self._dynamodb, name)

    def put_item(self, **call):
        if self._other is not None:
            other, self._other = self._other, None
            other().add("m_1", (PAYROLL,))
        return self._dynamodb.put_item(**call)
