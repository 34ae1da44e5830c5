"""Let sales forms carry QuickBooks' own tax codes instead of liability lines (design 4)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from daybook.application.codes_of_sets import NOTHING_CHOSEN, codes_of_sets
from daybook.application.ports import ConnectionStore, Lane, Ledger, SyncLog, SyncQueue
from daybook.domain.connection import Connection
from daybook.domain.documents import DocumentKind
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.mapping import AccountMapping, MappedTaxCode
from daybook.domain.merchant import MerchantProfile
from daybook.domain.sync import SyncCause, SyncRecord, SyncRequest


@dataclass(frozen=True, slots=True)
class TaxCodesInUse:
    """The new version of the mapping, and the days in the books that are amended by it."""

    mapping: AccountMapping
    requests: tuple[SyncRequest, ...]


def use_tax_codes(
    merchant_id: str,
    untaxed_code_id: str,
    *,
    effective_from: date,
    now: datetime,
    ledger: Ledger,
    connections: ConnectionStore,
    sync_log: SyncLog,
    queue: SyncQueue,
    chosen: Mapping[str, str] = NOTHING_CHOSEN,
) -> TaxCodesInUse:
    """From a business date on sales forms carry QuickBooks tax; `untaxed_code_id` is for sales that bear none.

    Which code that is ("Zero-rated", "Exempt", "Out of scope") changes a tax return, so a person chooses it; so they do
    in `chosen`, code ids by tax-set key, where several codes have a set's rates. A choice made earlier stays. Forms of
    these dates that are in the books are amended, so that one return does not hold tax in two ways.

    Raises:
        TaxCodesRefusedError: a code adds tax, has other rates, or does not exist; or no tax of the merchant has a code.
        NeedsAttentionError: the merchant has not finished the setup.
    """
    profile, connection, base = _merchant(merchant_id, now, connections)
    # As it is now: a company that has moved to automated sales tax since can say more on a form.
    company = ledger.company()
    codes = codes_of_sets(
        profile.taxes,
        ledger.tax_codes(),
        company.country,
        untaxed_code_id,
        automated=company.automated_sales_tax,
        chosen=chosen,
        earlier=base.tax_codes,
    )
    connections.save_connection(connection.with_company(company))
    return _from_then_on(
        base,
        connection,
        codes,
        effective_from=effective_from,
        now=now,
        connections=connections,
        sync_log=sync_log,
        queue=queue,
    )


def keep_tax_lines(
    merchant_id: str,
    *,
    effective_from: date,
    now: datetime,
    connections: ConnectionStore,
    sync_log: SyncLog,
    queue: SyncQueue,
) -> TaxCodesInUse:
    """From a business date on sales forms keep taxes as liability lines; those in the books since are amended.

    Raises:
        NeedsAttentionError: the merchant has not finished the setup.
    """
    _, connection, base = _merchant(merchant_id, now, connections)
    return _from_then_on(
        base,
        connection,
        {},
        effective_from=effective_from,
        now=now,
        connections=connections,
        sync_log=sync_log,
        queue=queue,
    )


def _merchant(
    merchant_id: str, now: datetime, connections: ConnectionStore
) -> tuple[MerchantProfile, Connection, AccountMapping]:
    profile, base = connections.profile(merchant_id), connections.mapping_on(merchant_id, now.date())
    connection = connections.connection(merchant_id)
    if profile is None or base is None or connection is None:
        raise NeedsAttentionError(HoldReason.NOT_MAPPED, f"merchant {merchant_id} has no account mapping yet")
    return profile, connection, base


def _from_then_on(
    base: AccountMapping,
    connection: Connection,
    codes: Mapping[str, MappedTaxCode],
    *,
    effective_from: date,
    now: datetime,
    connections: ConnectionStore,
    sync_log: SyncLog,
    queue: SyncQueue,
) -> TaxCodesInUse:
    mapping = replace(base, version=base.version + 1, effective_from=effective_from, tax_codes=codes)
    connections.save_mapping(connection.merchant_id, mapping)
    posted = forms_since(connection, effective_from, sync_log)
    requests = tuple(SyncRequest(record.day, SyncCause.RECLASS, now) for record in posted)
    queue.send(Lane.BACKFILL, requests)
    return TaxCodesInUse(mapping, requests)


def forms_since(connection: Connection, effective_from: date, sync_log: SyncLog) -> Iterator[SyncRecord]:
    """The sales forms in the books from a date on; journal entries carry no tax codes."""
    for record in sync_log.history(connection.merchant_id, first=effective_from):
        kind = connection.choice_on(record.day.business_date).document_kind
        if record.is_posted and kind is not DocumentKind.JOURNAL_ENTRY:
            yield record
