"""A bookkeeper: how payouts are entered in QuickBooks, in the habits that are met in the field."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from daybook_local.life.card_processor import Payout


class Habit(StrEnum):
    """How a payout is entered."""

    FEE_LINE = "right: the gross from clearing, the fee as a line"
    NET = "all that reached the bank from clearing, the fee left out"
    TRANSFER = "a transfer from clearing to the bank"
    JOURNAL = "a journal entry with the fee"
    INCOME = "from a bank rule, to income"
    SUM_OF_TWO = "two payouts as one deposit"
    FEED = "left in the bank feed"


@dataclass(frozen=True, slots=True)
class Accounts:
    """Ids of the accounts that a bookkeeper uses."""

    clearing: str
    bank: str
    fees: str
    income: str


@dataclass(frozen=True, slots=True)
class Entered:
    """A document for the API, and which payouts it enters; no document for what stays in the feed."""

    habit: Habit
    payouts: tuple[Payout, ...]
    entity: str = ""
    body: dict[str, Any] | None = None


def enter(payouts: Sequence[Payout], habits: Sequence[Habit], accounts: Accounts) -> Iterable[Entered]:
    """Each payout in its turn in the next of the habits; a forgotten one stays in the feed."""
    waiting = list(payouts)
    for turn in range(len(payouts)):
        if not waiting:
            return
        habit, first = habits[turn % len(habits)], waiting.pop(0)
        if first.forgotten or habit is Habit.FEED:
            yield Entered(Habit.FEED, (first,))
            continue
        group: tuple[Payout, ...] = (first,)
        if habit is Habit.SUM_OF_TWO and waiting and not waiting[0].forgotten:
            group = (first, waiting.pop(0))
        yield Entered(habit, group, *_document(habit, group, accounts))


def _document(habit: Habit, payouts: Sequence[Payout], accounts: Accounts) -> tuple[str, dict[str, Any]]:
    on = max(payout.on for payout in payouts).isoformat()
    bank = sum(payout.bank_minor for payout in payouts)
    gross = sum(payout.gross_minor - payout.chargeback_minor for payout in payouts)
    if habit is Habit.TRANSFER:
        sides = {"FromAccountRef": {"value": accounts.clearing}, "ToAccountRef": {"value": accounts.bank}}
        return "Transfer", {"TxnDate": on, "Amount": bank / 100, **sides}
    if habit is Habit.JOURNAL:
        sides_of = ((accounts.bank, bank), (accounts.fees, gross - bank), (accounts.clearing, -gross))
        return "JournalEntry", {"TxnDate": on, "Line": [_side(*side) for side in sides_of if side[1]]}
    if habit is Habit.FEE_LINE:
        lines = [_line(accounts.clearing, gross), *([_line(accounts.fees, bank - gross)] if bank != gross else [])]
    else:
        lines = [_line(accounts.income if habit is Habit.INCOME else accounts.clearing, bank)]
    return "Deposit", {"TxnDate": on, "DepositToAccountRef": {"value": accounts.bank}, "Line": lines}


def _line(account: str, amount_minor: int) -> dict[str, Any]:
    detail = {"AccountRef": {"value": account}}
    return {"Amount": amount_minor / 100, "DetailType": "DepositLineDetail", "DepositLineDetail": detail}


def _side(account: str, debit_minor: int) -> dict[str, Any]:
    detail = {"PostingType": "Debit" if debit_minor > 0 else "Credit", "AccountRef": {"value": account}}
    return {
        "Amount": abs(debit_minor) / 100,
        "DetailType": "JournalEntryLineDetail",
        "JournalEntryLineDetail": detail,
    }
