"""What Daybook says of a client's books against the truth of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import zip_longest

from daybook_local.demo.month_end.accountant import Answers, ClearingRow
from daybook_local.demo.month_end.beside import Truth

_SURE, _LIKELY, _ASK = "Sure", "Likely", "Please look"


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Amounts in minor units, counts of payouts by how sure Daybook is of their days, of documents, of metered reads.

    `clearing_minor` lies on the clearing accounts by the ledger of QuickBooks, `truth_minor` by processor, bookkeeper
    and talech: they differ where a day is not in the books. Daybook's page explains
    `explained_minor` of it by business dates; `unexplained_minor` is what the ledger and the page differ by, group by
    group, and what the page says of no date.
    """

    clearing_minor: int = 0
    truth_minor: int = 0
    explained_minor: int = 0
    unexplained_minor: int = 0
    sure: int = 0
    sure_wrong: int = 0
    likely: int = 0
    likely_wrong: int = 0
    asked: int = 0
    double_income_planted: int = 0
    double_income_found: int = 0
    false_alarms: int = 0
    clearing_reads: int = 0
    double_income_reads: int = 0

    def __add__(self, other: "Reckoning") -> "Reckoning":
        """Both clients together."""
        mine, theirs = asdict(self), asdict(other)
        return Reckoning(**{name: mine[name] + theirs[name] for name in mine})

    @property
    def problems(self) -> list[str]:
        """What is not as it must be."""
        findings = {
            f"the truth leaves {self.truth_minor} minor units on clearing, the ledger has {self.clearing_minor}": (
                self.truth_minor == self.clearing_minor
            ),
            f"the clearing accounts hold {self.clearing_minor} minor units, Daybook explains {self.explained_minor}": (
                self.clearing_minor == self.explained_minor
            ),
            f"{self.unexplained_minor} minor units on clearing are not explained": not self.unexplained_minor,
            f"{self.sure_wrong} payouts are matched with other days than they pay, and Daybook is sure": (
                not self.sure_wrong
            ),
            f"{self.double_income_found} of {self.double_income_planted} documents with double income are found": (
                self.double_income_found == self.double_income_planted
            ),
            f"{self.false_alarms} documents are called double income and are none": not self.false_alarms,
        }
        return [words for words, is_well in findings.items() if not is_well]


def reckon(truth: Truth, answers: Answers) -> Reckoning:
    """Compare what Daybook says of one client with what is so."""
    explained = sum(row.left_minor for row in answers.clearing if row.first)
    grades = {grade: [row for row in answers.clearing if row.grade == grade] for grade in (_SURE, _LIKELY, _ASK)}
    return Reckoning(
        clearing_minor=sum(truth.balances.values()),
        truth_minor=truth.explained_minor,
        explained_minor=explained,
        unexplained_minor=_difference(truth, answers.clearing),
        sure=len(grades[_SURE]),
        sure_wrong=sum(not _is_right(row, truth) for row in grades[_SURE]),
        likely=len(grades[_LIKELY]),
        likely_wrong=sum(not _is_right(row, truth) for row in grades[_LIKELY]),
        asked=len(grades[_ASK]),
        double_income_planted=len(truth.doubled),
        double_income_found=len(truth.doubled & answers.doubled),
        false_alarms=len(answers.doubled - truth.doubled),
        clearing_reads=answers.clearing_reads,
        double_income_reads=answers.double_income_reads,
    )


def _difference(truth: Truth, rows: Sequence[ClearingRow]) -> int:
    """Group by group, the largest first: Daybook names them in words of its own."""
    left: Counter[str] = Counter()
    for row in rows:
        left[row.group] += row.left_minor
    pairs = zip_longest(sorted(left.values()), sorted(truth.balances.values()), fillvalue=0)
    undated = sum(abs(row.left_minor) for row in rows if row.first is None)
    return sum(abs(said - there) for said, there in pairs) + undated


def _is_right(row: ClearingRow, truth: Truth) -> bool:
    """Whether a payout pays the days that the page says, and no other: days without a batch of its group are none."""
    mine = [part for part in truth.parts if row.document and part.document == row.document]
    if not mine or row.first is None or row.last is None:
        return False
    batches = {on for part in truth.parts if part.group == mine[0].group for on in part.batches}
    said = {on for on in batches if row.first <= on <= row.last}
    return said == {on for part in mine for on in part.batches}
