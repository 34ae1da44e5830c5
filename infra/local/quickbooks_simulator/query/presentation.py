"""How a stored row looks in an answer."""

from quickbooks_simulator.clock import wire_time
from quickbooks_simulator.company.applications import deposited_ids, deposits_with
from quickbooks_simulator.company.company_file import TRANSACTIONS, Company, Record
from quickbooks_simulator.entities.definition import EntityDefinition
from quickbooks_simulator.wire import Body


def presented(company: Company, definition: EntityDefinition, record: Record) -> Body:
    """The row as the API returns it: what was written, what is computed, and its version."""
    computed = definition.present(company, record)
    return {
        **record.body,
        **computed,
        **_links_to_deposits(company, record, computed),
        "domain": "QBO",
        "sparse": False,
        "Id": record.id,
        "SyncToken": str(record.version),
        "MetaData": metadata(record),
    }


def _links_to_deposits(company: Company, record: Record, computed: Body) -> Body:
    """What a bank deposit has swept up is linked back to it, whatever else it is linked with."""
    if record.id not in deposited_ids(company) or record.entity not in TRANSACTIONS:
        return {}
    links = [{"TxnId": deposit, "TxnType": "Deposit"} for deposit in deposits_with(company, record)]
    others: list[Body] = computed.get("LinkedTxn") or record.body.get("LinkedTxn") or []
    return {"LinkedTxn": [*others, *links]}


def presented_deletion(record: Record) -> Body:
    """A deleted row as change data capture reports it (docs/quickbooks.md 2.6)."""
    return {"domain": "QBO", "status": "Deleted", "Id": record.id, "MetaData": metadata(record)}


def metadata(record: Record) -> Body:
    """When a row was made and last changed."""
    return {"CreateTime": wire_time(record.created), "LastUpdatedTime": wire_time(record.updated)}
