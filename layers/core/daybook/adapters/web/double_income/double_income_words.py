"""What is said of income that may stand twice: amounts, dates, documents and one action, and no accusation."""

from datetime import date
from typing import Any

from daybook.adapters.web.clearing.clearing_words import document_link_of
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.speech import Speech
from daybook.domain.double_income.entries import source_of
from daybook.domain.double_income.rules import Finding, Rule
from daybook.domain.words import noted

_TWICE_BEFORE = noted(
    "QuickBooks already has sales {dates}: {documents}, {amount} together; talech has {talech} for the same days. "
    "If both stay, your income is {amount} too high."
)
_TWICE = noted(
    "QuickBooks has sales {dates} a second time: {documents}, {amount} together; talech has {talech} for the same "
    "days. If both stay, your income is {amount} too high. One of the two must go, and what enters it "
    "must stop."
)
_DEPOSIT = noted(
    "{documents} went from the bank to income, {amount} together. They pay card sales {dates}, {talech}, which "
    "Daybook posts too. If both stay, your income is {amount} too high. In QuickBooks undo Add and use Match, or "
    "choose the clearing account in each deposit."
)
_MUCH = noted(
    "QuickBooks has {amount} of income {dates} beside talech’s {talech}: {documents}. Is it other income, or "
    "are they the same sales?"
)
_PARKED = noted(
    "{amount} {dates} wait on {account}, to which Daybook posts nothing; cards took {talech}. Are they card payouts "
    "that belong on the clearing account?"
)
_SAID = {
    Rule.SAME_TOTAL: _TWICE,
    Rule.STREAM: _TWICE,
    Rule.DEPOSIT: _DEPOSIT,
    Rule.MUCH_INCOME: _MUCH,
    Rule.PARKED: _PARKED,
}
_RECOGNISED = {
    "number": noted("{documents} with numbers that begin with {text}"),
    "name": noted("{documents} for {text}"),
    "memo": noted("{documents} with the memo “{text}”"),
}
_BEFORE = {Rule.SAME_TOTAL: _TWICE_BEFORE, Rule.STREAM: _TWICE_BEFORE}


def finding_values(finding: Finding, visit: Visit, *, is_before: bool) -> dict[str, Any]:
    """One finding for the page; before the first sync another first day is the action."""
    speech, company = visit.speech, visit.connection.company
    sentence = speech.say(
        (_BEFORE if is_before else {}).get(finding.rule, _SAID[finding.rule]),
        dates=dates_within(finding.days[0], finding.days[-1], speech),
        documents=_documents_word(finding, speech),
        amount=speech.money(finding.amount_minor, company.home_currency),
        talech=speech.money(finding.talech_minor, company.home_currency),
        account=_account_name(finding.account_id, visit),
    )
    return {
        "key": finding.key,
        "is_strong": finding.is_strong,
        "title": _title(finding, speech),
        "sentence": sentence,
        "documents": [document_link_of(each, company.realm_id, speech) for each in finding.documents],
        "more": finding.count - len(finding.documents),
    }


def dates_within(first: date, last: date, speech: Speech) -> str:
    """One date, or the first and the last, as they stand within a sentence."""
    if first == last:
        return speech.say("of {day}", day=speech.day(first))
    return speech.say("from {first} to {last}", first=speech.day(first), last=speech.day(last))


def _title(finding: Finding, speech: Speech) -> str:
    first, last = speech.day(finding.days[0]), speech.day(finding.days[-1])
    return first if first == last else speech.say("{first} to {last}", first=first, last=last)


def _documents_word(finding: Finding, speech: Speech) -> str:
    """How many, of which kind, and how they are recognised; several sources are only counted."""
    source = source_of(finding.documents[0])
    if not finding.is_strong:
        return speech.count("{count} document", "{count} documents", finding.count)
    what = _counted(source.kind, finding.count, speech)
    return speech.say(_RECOGNISED[source.by], documents=what, text=source.text) if source.is_named else what


def _counted(kind: str, count: int, speech: Speech) -> str:
    """Documents of a kind in words; a kind that is not known keeps the word of QuickBooks."""
    words = {
        "salesreceipt": speech.count("{count} sales receipt", "{count} sales receipts", count),
        "invoice": speech.count("{count} invoice", "{count} invoices", count),
        "journalentry": speech.count("{count} journal entry", "{count} journal entries", count),
        "deposit": speech.count("{count} deposit", "{count} deposits", count),
    }
    known = words.get(kind.lower().replace(" ", ""))
    return known or f"{speech.number(count)} {kind}"


def _account_name(account_id: str, visit: Visit) -> str:
    lists = visit.systems.setups.lists(visit.merchant_id)
    account = lists.chart.by_id(account_id) if lists else None
    return account.label if account else account_id
