"""Document numbers: who gives them, and when a used one is refused (docs/quickbooks.md 4.2, 4.8)."""

from quickbooks_simulator.company.company_file import Company
from quickbooks_simulator.entities.definition import Draft
from quickbooks_simulator.faults.refusals import refusal

LONGEST = 21
SALES_FORMS = ("Invoice", "SalesReceipt", "RefundReceipt", "CreditMemo")

_ALLOW_DUPLICATE = "allowduplicatedocnum"
_ALLOW_AUTOMATIC = "allowautodocnum"
_AUTOMATIC = "AUTO_GENERATE"


def number_journal_entry(draft: Draft) -> None:
    """A journal entry keeps the number it came with; without one it stays unnumbered unless numbering was asked for."""
    company = draft.company
    if "DocNumber" not in draft.body and _ALLOW_AUTOMATIC in draft.include:
        draft.body["DocNumber"] = _next_number(company, ("JournalEntry",))
    if company.other_preference("WarnDuplicateJournalNumber") == "true":
        _refuse_duplicate(draft, ("JournalEntry",))


def number_sales_form(draft: Draft) -> None:
    """Sales forms share one sequence; QuickBooks numbers them unless the company uses custom numbers."""
    company = draft.company
    custom: bool = company.preferences["SalesFormsPrefs"]["CustomTxnNumbers"]
    asked_for = draft.body.get("DocNumber") == _AUTOMATIC or _ALLOW_AUTOMATIC in draft.include
    if asked_for or (not custom and "DocNumber" not in draft.body):
        draft.body["DocNumber"] = _next_number(company, SALES_FORMS)
    if custom and company.switches.warn_duplicate_sales_numbers:
        _refuse_duplicate(draft, SALES_FORMS)


def _next_number(company: Company, entities: tuple[str, ...]) -> str:
    used = [str(record.body.get("DocNumber", "")) for entity in entities for record in company.live(entity)]
    return str(max((int(number) for number in used if number.isdecimal()), default=1000) + 1)


def _refuse_duplicate(draft: Draft, entities: tuple[str, ...]) -> None:
    number = draft.body.get("DocNumber")
    if number is None or _ALLOW_DUPLICATE in draft.include:
        return
    for entity in entities:
        for record in draft.company.live(entity):
            if record.id != draft.own_id and record.body.get("DocNumber") == number:
                raise refusal(
                    "6140",
                    "This number has already been used. "
                    f"DocNumber={number} is assigned to TxnType={entity} with TxnId={record.id}",
                    "DocNumber",
                )
