"""Names of list rows: unique, not too long, free of the hierarchy separator."""

from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.entities.definition import Draft, reference_value
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.validation.references import referenced

_DEEPEST = 5
NOT_IN_NAMES = ":\t\n"
PARTIES = ("Customer", "Vendor", "Employee")
"""The lists whose display names are one name space (docs/quickbooks.md 13.18)."""


def check_unique_name(draft: Draft, entity: str, field_name: str = "Name") -> None:
    """Refuse a name that exists under the same parent, letter case aside (6240); an inactive account frees its name."""
    name = draft.body.get(field_name)
    if not name:
        raise refusal("2020", f"Required parameter {field_name} is missing in the request", field_name)
    parent = reference_value(draft.body, "ParentRef")
    for record in draft.company.live(entity):
        same_parent = reference_value(record.body, "ParentRef") == parent
        if entity == "Account" and not record.active:
            continue
        if record.id != draft.own_id and same_parent and record.body[field_name].casefold() == name.casefold():
            detail = f"The name supplied already exists. : Id={record.id}"
            raise refusal("6240", detail, field_name)


def check_unique_party(draft: Draft) -> None:
    """Refuse a display name that a customer, a vendor or an employee has, letter case aside (6240)."""
    name = draft.body["DisplayName"]
    for entity in PARTIES:
        for record in draft.company.live(entity):
            own = draft.previous is record
            if not own and record.body["DisplayName"].casefold() == name.casefold():
                detail = (
                    f"The name supplied already exists. Another customer, vendor or employee has it. : Id={record.id}"
                )
                raise refusal("6240", detail, "DisplayName")


def complete_hierarchy(draft: Draft, entity: str, child_flag: str) -> None:
    """Check the parent and write `FullyQualifiedName`; at most five levels (6180)."""
    body = draft.body
    parent = referenced(draft.company, body, "ParentRef", entity)
    body[child_flag] = parent is not None
    if parent is None:
        body["FullyQualifiedName"] = body["Name"]
        return
    if parent.id == draft.own_id:
        raise refusal("6000", "A row cannot be its own parent", "ParentRef")
    if depth(draft.company, parent) >= _DEEPEST:
        raise refusal("6180", f"At most {_DEEPEST} levels are supported", "ParentRef")
    body["FullyQualifiedName"] = f"{parent.body['FullyQualifiedName']}:{body['Name']}"


def depth(company: Company, record: Record) -> int:
    """How many levels up to the top, the row included."""
    levels = 1
    parent = company.find(record.entity, reference_value(record.body, "ParentRef"))
    while parent is not None and levels <= _DEEPEST:
        levels += 1
        parent = company.find(record.entity, reference_value(parent.body, "ParentRef"))
    return levels
