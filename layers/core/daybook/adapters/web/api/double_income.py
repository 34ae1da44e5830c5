"""Calls about double income: the last look, another look, an answer, the monthly reminder."""

from daybook.adapters.web.clearing.clearing_words import document_address
from daybook.adapters.web.http.visit import Visit
from daybook.application.double_income.look_for_doubles import (
    is_due,
    is_other_income,
    look_for_doubles,
    newest_days,
    remind_monthly,
)
from daybook.contracts.http.double_income import (
    BooksDocumentBody,
    DoubleIncomeAnswerBody,
    DoubleIncomeBody,
    DoubleIncomeFindingBody,
    DoubleIncomeLookBody,
    DoubleIncomeReminderBody,
)
from daybook.domain.clearing.books_reading import MOST_READS
from daybook.domain.double_income.rules import Finding


def double_income(visit: Visit) -> DoubleIncomeBody:
    """What the last look found."""
    systems = visit.systems
    found = systems.clearing.double_income(visit.merchant_id)
    return DoubleIncomeBody(
        currency=visit.connection.company.home_currency,
        looked_at=found.looked_at,
        first=found.first,
        last=found.last,
        before_first_sync=found.is_before,
        first_free_day=found.first_free_day(),
        findings=tuple(_finding(each, visit) for each in found.findings),
        monthly=found.monthly,
        due=is_due(visit.setup, found, systems.clock.now()),
        reads=systems.clearing.record(visit.merchant_id).reads_in(f"{systems.clock.now():%Y-%m}"),
        most_reads=MOST_READS,
    )


def look(visit: Visit, body: DoubleIncomeLookBody) -> DoubleIncomeBody:
    """Read QuickBooks once, rarely up to seven times, and say what was found; nothing is changed there."""
    first, last = newest_days(visit.profile, visit.systems.clock.now())
    look_for_doubles(visit.connection, visit.profile, visit.systems, (body.first or first, body.last or last))
    return double_income(visit)


def answer(visit: Visit, body: DoubleIncomeAnswerBody) -> DoubleIncomeBody:
    """What was found is other income."""
    is_other_income(visit.connection, body.key, visit.session.user, visit.systems)
    return double_income(visit)


def remind(visit: Visit, body: DoubleIncomeReminderBody) -> DoubleIncomeBody:
    """Be reminded each month, or no more."""
    remind_monthly(visit.merchant_id, visit.systems.clearing, on=body.monthly)
    return double_income(visit)


def _finding(finding: Finding, visit: Visit) -> DoubleIncomeFindingBody:
    realm = visit.connection.company.realm_id
    return DoubleIncomeFindingBody(
        key=finding.key,
        rule=finding.rule,
        strong=finding.is_strong,
        amount_minor=finding.amount_minor,
        talech_minor=finding.talech_minor,
        days=finding.days,
        count=finding.count,
        documents=tuple(
            BooksDocumentBody(
                kind=each.kind, id=each.id, number=each.number, on=each.on, link=document_address(each, realm)
            )
            for each in finding.documents
        ),
        account_id=finding.account_id,
    )
