"""Calls about double income: the last look, another look, an answer, looks that come by themselves."""

from daybook.adapters.web.clearing.clearing_words import document_address
from daybook.adapters.web.http.visit import Visit
from daybook.application.clearing.plan_looks import turn_looks
from daybook.application.double_income.look_for_doubles import is_other_income, look_for_doubles, newest_days
from daybook.contracts.http.double_income import (
    BooksDocumentBody,
    DoubleIncomeAnswerBody,
    DoubleIncomeBody,
    DoubleIncomeFindingBody,
    DoubleIncomeLookBody,
    DoubleIncomePlanBody,
)
from daybook.domain.clearing.books_reading import MOST_READS
from daybook.domain.clearing.look_plan import Every, LookKind
from daybook.domain.double_income.rules import Finding


def double_income(visit: Visit) -> DoubleIncomeBody:
    """What the last look found."""
    systems = visit.systems
    found = systems.clearing.double_income(visit.merchant_id)
    plan = systems.clearing.plan(visit.merchant_id, LookKind.DOUBLE_INCOME)
    return DoubleIncomeBody(
        currency=visit.connection.company.home_currency,
        looked_at=found.looked_at,
        first=found.first,
        last=found.last,
        before_first_sync=found.is_before,
        first_free_day=found.first_free_day(),
        findings=tuple(_finding(each, visit) for each in found.findings),
        monthly=plan.every is Every.MONTH,
        next_look_at=plan.due_at,
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


def plan_looks(visit: Visit, body: DoubleIncomePlanBody) -> DoubleIncomeBody:
    """Look by itself each month, or no more."""
    systems, every = visit.systems, Every.MONTH if body.monthly else Every.NEVER
    turn_looks(visit.merchant_id, LookKind.DOUBLE_INCOME, every, systems.clearing, systems.clock)
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
