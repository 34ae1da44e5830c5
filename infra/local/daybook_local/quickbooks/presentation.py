"""How a stored row looks in an answer."""

from daybook_local.quickbooks.clock import wire_time
from daybook_local.quickbooks.company import Company, Record
from daybook_local.quickbooks.entities.definition import EntityDefinition
from daybook_local.quickbooks.wire import Body


def presented(company: Company, definition: EntityDefinition, record: Record) -> Body:
    """The row as the API returns it: what was written, what is computed, and its version."""
    return {
        **record.body,
        **definition.present(company, record),
        "domain": "QBO",
        "sparse": False,
        "Id": record.id,
        "SyncToken": str(record.version),
        "MetaData": metadata(record),
    }


def presented_deletion(record: Record) -> Body:
    """A deleted row as change data capture reports it (quickbooks-online reference 2.6)."""
    return {"domain": "QBO", "status": "Deleted", "Id": record.id, "MetaData": metadata(record)}


def metadata(record: Record) -> Body:
    """When a row was made and last changed."""
    return {"CreateTime": wire_time(record.created), "LastUpdatedTime": wire_time(record.updated)}
