"""CompanyCurrency: the foreign currencies of a company that keeps several (docs/quickbooks.md 7)."""

from quickbooks_simulator.entities.definition import Draft, EntityDefinition, Kind, filters
from quickbooks_simulator.entities.fields import Flag, Text
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.validation.currencies import currency_reference, known_currency


def _complete(draft: Draft) -> None:
    """Add a currency to those of the company.

    Raises:
        ApiFault: 5030 where several currencies are switched off, 2220 for one that does not exist, 6240 for one twice.
    """
    company, code = draft.company, draft.body.get("Code")
    if not company.keeps_several_currencies:
        raise refusal("5030", "Several currencies are switched off in the company settings", "CompanyCurrency")
    if not code or not known_currency(code):
        raise refusal("2220", f"{code} is not a currency", "Code")
    same = company.find_named("CompanyCurrency", "Code", code)
    if code == company.currency or (same is not None and same.id != draft.own_id):
        raise refusal("6240", f"The company keeps {code} already", "Code")
    draft.body.setdefault("Name", currency_reference(code)["name"])


COMPANY_CURRENCY = EntityDefinition(
    name="CompanyCurrency",
    kind=Kind.NAME_LIST,
    fields={"Code": Text(3), "Name": Text(), "Active": Flag()},
    filterable=filters("Code", "Name", "Active"),
    complete=_complete,
)
