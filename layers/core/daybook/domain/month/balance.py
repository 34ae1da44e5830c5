"""The balances of a shop that are carried from month to month."""

from enum import StrEnum


class Balance(StrEnum):
    """What is carried from month to month."""

    GIFT_CARDS = "gift_cards"
    STORE_CREDIT = "store_credit"
    DEPOSITS = "deposits"
    TIPS = "tips"
    HOUSE_ACCOUNTS = "house_accounts"
    CASH = "cash"
