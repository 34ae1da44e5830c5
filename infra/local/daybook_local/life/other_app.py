"""Another app that posts the same sales a second time, and documents that only look like it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any


class Stream(StrEnum):
    """How another app posts a day's sales."""

    JOURNAL = "journal entry a day"
    DEPOSIT = "deposit straight to income"
    SHIFTED = "journal entry, dated a day later"
    WITH_TAX = "journal entry of net and tax together"
    CONTINUED = "journal entry for half of the sales, two a day"


class Harmless(StrEnum):
    """What is no double income."""

    RENT = "the same rent on the first of each month"
    CATERING = "a few invoices of other amounts"
    ROUND = "a round sum by hand"


@dataclass(frozen=True, slots=True)
class SoldDay:
    """What a store sold on a date, in minor units."""

    on: date
    net_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True)
class OtherApp:
    """The app; `income` and `bank` are ids of accounts, `prefix` begins its numbers."""

    income: str
    bank: str
    prefix: str = "SQ-"

    def posts(self, days: Sequence[SoldDay], stream: Stream) -> Iterable[tuple[str, dict[str, Any]]]:
        """The documents of a stream, oldest first."""
        for day in days:
            number = f"{self.prefix}{day.on:%Y%m%d}"
            match stream:
                case Stream.DEPOSIT:
                    yield "Deposit", self._deposit(day.on, day.net_minor)
                case Stream.SHIFTED:
                    yield "JournalEntry", self._entry(day.on + timedelta(days=1), day.net_minor, number)
                case Stream.WITH_TAX:
                    yield "JournalEntry", self._entry(day.on, day.net_minor + day.tax_minor, number)
                case Stream.CONTINUED:
                    half = day.net_minor // 2
                    yield "JournalEntry", self._entry(day.on, half, f"{number}-1")
                    yield "JournalEntry", self._entry(day.on, day.net_minor - half, f"{number}-2")
                case Stream.JOURNAL:
                    yield "JournalEntry", self._entry(day.on, day.net_minor, number)

    def harmless(self, days: Sequence[SoldDay], kind: Harmless) -> Iterable[tuple[str, dict[str, Any]]]:
        """Documents that no search may report."""
        if kind is Harmless.RENT:
            for on in sorted({day.on.replace(day=1) for day in days}):
                yield "JournalEntry", self._entry(on, 180_000, f"RENT-{on:%Y%m}")
        elif kind is Harmless.CATERING:
            for number, day in enumerate(days[::6]):
                yield "JournalEntry", self._entry(day.on, 21_317 + 1_931 * number, f"C-{number}")
        else:
            yield "JournalEntry", self._entry(days[0].on, 50_000, "")

    def _entry(self, on: date, amount_minor: int, number: str) -> dict[str, Any]:
        sides = (("Debit", self.bank), ("Credit", self.income))
        lines = [
            {
                "Amount": amount_minor / 100,
                "DetailType": "JournalEntryLineDetail",
                "JournalEntryLineDetail": {"PostingType": side, "AccountRef": {"value": account}},
            }
            for side, account in sides
        ]
        return {"TxnDate": on.isoformat(), "Line": lines, **({"DocNumber": number} if number else {})}

    def _deposit(self, on: date, amount_minor: int) -> dict[str, Any]:
        detail = {"AccountRef": {"value": self.income}}
        line = {"Amount": amount_minor / 100, "DetailType": "DepositLineDetail", "DepositLineDetail": detail}
        return {"TxnDate": on.isoformat(), "DepositToAccountRef": {"value": self.bank}, "Line": [line]}
