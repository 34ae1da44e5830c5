"""What is kept of a look for double income, and what an answer ends."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from daybook.domain.clearing.payouts import BooksDocument
from daybook.domain.double_income.record import DoubleIncomeRecord, SeparateIncome
from daybook.domain.double_income.rules import Finding, Rule

NOW = datetime(2026, 4, 2, 9, tzinfo=UTC)
BEFORE = SeparateIncome("owner@example.com", NOW)


def documents(count):
    return tuple(BooksDocument("Deposit", str(number), date(2026, 3, 10), {}) for number in range(count))


def finding(rule=Rule.STREAM, *sources, last=31, count=1):
    days = (date(2026, 3, 1), date(2026, 3, last))
    return Finding(rule, documents(count), sources or ("Deposit name Square",), 900_00, 950_00, days, count)


KNOWN = DoubleIncomeRecord(
    findings=(finding(Rule.STREAM, "hotel", "bar"), finding(Rule.MUCH_INCOME, "hotel")), separate={"rent": BEFORE}
)


def test_a_look_takes_the_place_of_the_one_before_and_keeps_the_first_documents_and_all_answers():
    period = (date(2026, 3, 1), date(2026, 3, 31))

    after = KNOWN.with_look(NOW, period, (finding(count=21), finding(count=20)), is_before=True)

    first, second = after.findings
    assert (first.documents, first.count, second.documents) == (documents(20), 21, documents(20))
    assert after == DoubleIncomeRecord(
        NOW, *period, is_before=True, findings=(first, second), separate={"rent": BEFORE}
    )


def test_an_answer_ends_one_finding_and_mutes_all_of_its_sources():
    answer = replace(BEFORE, by="lea@nord.example")

    after = KNOWN.with_answer(KNOWN.findings[0], answer)

    assert after.findings == KNOWN.findings[1:]
    assert after.separate == {"rent": BEFORE, "hotel": answer, "bar": answer}


@pytest.mark.parametrize(
    ("findings", "free"),
    [
        ((), None),
        ((finding(Rule.MUCH_INCOME),), None),
        ((finding(last=30), finding(Rule.DEPOSIT, last=12), finding(Rule.PARKED, last=31)), date(2026, 3, 31)),
        ((finding(last=31),), date(2026, 4, 1)),
    ],
)
def test_the_first_free_day_is_after_the_last_one_that_would_surely_stand_twice(findings, free):
    assert DoubleIncomeRecord(findings=findings).first_free_day() == free
