"""Term: when an invoice is due, in days or on a day of the month."""

from quickbooks_simulator.entities.definition import Draft, EntityDefinition, Kind, filters
from quickbooks_simulator.entities.fields import Choice, Flag, Number, Text
from quickbooks_simulator.validation.names import check_unique_name


def _complete(draft: Draft) -> None:
    body = draft.body
    check_unique_name(draft, "Term")
    dated = "DayOfMonthDue" in body
    body["Type"] = "DATE_DRIVEN" if dated else "STANDARD"
    if not dated:
        body.setdefault("DueDays", 0)


TERM = EntityDefinition(
    name="Term",
    kind=Kind.NAME_LIST,
    fields={
        "Name": Text(31),
        "Active": Flag(),
        "Type": Choice(frozenset({"STANDARD", "DATE_DRIVEN"})),
        "DueDays": Number(),
        "DiscountDays": Number(),
        "DiscountPercent": Number(),
        "DayOfMonthDue": Number(),
        "DueNextMonthDays": Number(),
        "DiscountDayOfMonth": Number(),
    },
    filterable=filters("Name", "Active", "Type", "DueDays"),
    complete=_complete,
)
