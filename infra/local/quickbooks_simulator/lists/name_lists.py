"""The small lists that documents point at: classes, locations, payment methods (docs/quickbooks.md 4.6)."""

from quickbooks_simulator.entities.definition import Draft, EntityDefinition, Kind, filters
from quickbooks_simulator.entities.fields import Choice, Field, Flag, Ignored, Reference, Text
from quickbooks_simulator.lists.contact_fields import ADDRESS
from quickbooks_simulator.validation.limits import check_tracking_limit
from quickbooks_simulator.validation.names import NOT_IN_NAMES, check_unique_name, complete_hierarchy
from quickbooks_simulator.validation.references import check_tracking


def _complete_class(draft: Draft) -> None:
    company = draft.company
    on = company.tracks_classes_per_line or company.tracks_classes_per_transaction
    check_tracking(company, on=on, feature="Class")
    check_unique_name(draft, "Class")
    check_tracking_limit(draft)
    complete_hierarchy(draft, "Class", "SubClass")


def _complete_department(draft: Draft) -> None:
    check_tracking(draft.company, on=draft.company.tracks_locations, feature="Department")
    check_unique_name(draft, "Department")
    check_tracking_limit(draft)
    complete_hierarchy(draft, "Department", "SubDepartment")


def _complete_payment_method(draft: Draft) -> None:
    check_unique_name(draft, "PaymentMethod")
    draft.body.setdefault("Type", "NON_CREDIT_CARD")


def _hierarchical(name: str, child_flag: str) -> dict[str, Field]:
    return {
        "Name": Text(100, forbidden=NOT_IN_NAMES),
        child_flag: Flag(),
        "ParentRef": Reference(),
        "FullyQualifiedName": Ignored(),
        "Active": Flag(),
        **({"Address": ADDRESS} if name == "Department" else {}),
    }


CLASS = EntityDefinition(
    name="Class",
    kind=Kind.NAME_LIST,
    fields=_hierarchical("Class", "SubClass"),
    filterable=filters("Name", "FullyQualifiedName", "Active", "SubClass", "ParentRef"),
    complete=_complete_class,
)

DEPARTMENT = EntityDefinition(
    name="Department",
    kind=Kind.NAME_LIST,
    fields=_hierarchical("Department", "SubDepartment"),
    filterable=filters("Name", "FullyQualifiedName", "Active", "SubDepartment", "ParentRef"),
    complete=_complete_department,
)

PAYMENT_METHOD = EntityDefinition(
    name="PaymentMethod",
    kind=Kind.NAME_LIST,
    fields={"Name": Text(31), "Type": Choice(frozenset({"CREDIT_CARD", "NON_CREDIT_CARD"})), "Active": Flag()},
    filterable=filters("Name", "Type", "Active"),
    complete=_complete_payment_method,
)
