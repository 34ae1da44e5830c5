"""Reading one row by its id."""

from copy import deepcopy

from quickbooks_simulator.company.company_file import Company
from quickbooks_simulator.entities.definition import EntityDefinition, Kind
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.query.presentation import presented
from quickbooks_simulator.wire import Body


def read(company: Company, definition: EntityDefinition, identifier: str) -> Body:
    """The row in its envelope; rows made inactive can still be read.

    Raises:
        ApiFault: 610 for an unknown or deleted id.
    """
    if definition.kind is Kind.SETTINGS and identifier in {"", "1", company.realm}:
        identifier = "1"
    record = company.find(definition.name, identifier)
    if record is None:
        raise refusal("610", f"{definition.name} {identifier} was not found")
    return {definition.name: deepcopy(presented(company, definition, record))}
