"""Switches sales forms between QuickBooks' tax codes and liability lines, from a date on (docs/accounting.md 7)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from daybook.application.mapping.mapping_versions import MappingSystems, add_version, check_start, mapping_in_force
from daybook.application.mapping.taxes.tax_codes import NOTHING_CHOSEN, mapped_tax_codes
from daybook.application.ports import SyncLog
from daybook.application.posting.reading.read_day import usable_connection
from daybook.domain.chart.mapping import AccountMapping, MappedTaxCode
from daybook.domain.company.connection import Connection
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncCause, SyncRecord, SyncRequest


@dataclass(frozen=True, slots=True)
class TaxCodesInUse:
    """The new version of the mapping, and the days in the books that workers amend for it."""

    mapping: AccountMapping
    requests: tuple[SyncRequest, ...]


def use_tax_codes(
    merchant_id: BooksId,
    untaxed_code_id: str,
    systems: MappingSystems,
    *,
    effective_from: date,
    chosen: Mapping[str, str] = NOTHING_CHOSEN,
) -> TaxCodesInUse:
    """Use QuickBooks tax on sales forms from a business date on; `untaxed_code_id` is the code of untaxed sales.

    That code ("Zero-rated", "Exempt", "Out of scope") changes a tax return, so a person chooses it. If several codes
    have the rates of a set, a person chooses too: `chosen` has code ids by tax-set key. Earlier choices stay. Workers
    amend the forms of these dates in the books, so that one return does not have tax in two ways.

    Raises:
        TaxCodesRefusedError: a code adds tax, has other rates, or does not exist; or no tax of the merchant has a code.
        StartRefusedError: the choice cannot begin on that date.
        NeedsAttentionError: the merchant is not connected, or has not finished the setup.
    """
    profile, connection, base = _merchant(merchant_id, effective_from, systems)
    ledger = systems.ledger_of(connection)
    # Read the company again: it may use automated sales tax now, which allows several codes on a form.
    company = ledger.company()
    codes = mapped_tax_codes(
        profile.taxes,
        ledger.tax_codes(),
        company.country,
        untaxed_code_id,
        automated=company.automated_sales_tax,
        chosen=chosen,
        earlier=base.tax_codes,
    )
    systems.connections.save_connection(connection.with_company(company))
    return _from_then_on(connection, codes, effective_from, systems)


def keep_tax_lines(merchant_id: BooksId, systems: MappingSystems, *, effective_from: date) -> TaxCodesInUse:
    """Keep taxes as liability lines from a business date on; workers amend the forms in the books since then.

    Raises:
        StartRefusedError: the choice cannot begin on that date.
        NeedsAttentionError: the merchant is not connected, or has not finished the setup.
    """
    _, connection, _ = _merchant(merchant_id, effective_from, systems)
    return _from_then_on(connection, {}, effective_from, systems)


def _merchant(
    merchant_id: BooksId, effective_from: date, systems: MappingSystems
) -> tuple[MerchantProfile, Connection, AccountMapping]:
    now, connections = systems.clock.now(), systems.connections
    connection, profile = usable_connection(merchant_id, connections), connections.profile(merchant_id)
    base = mapping_in_force(merchant_id, now, connections)
    if profile is None:
        raise NeedsAttentionError(HoldReason.NOT_MAPPED, f"merchant {merchant_id} has not finished connecting")
    check_start(effective_from, profile, now)
    return profile, connection, base


def _from_then_on(
    connection: Connection, codes: Mapping[str, MappedTaxCode], effective_from: date, systems: MappingSystems
) -> TaxCodesInUse:
    merchant_id, now = connection.merchant_id, systems.clock.now()
    mapping = add_version(
        merchant_id,
        partial(replace, tax_codes=codes),
        effective_from=effective_from,
        now=now,
        connections=systems.connections,
    )
    posted = forms_since(connection, effective_from, systems.sync_log)
    requests = tuple(SyncRequest(record.day, SyncCause.RECLASS, now) for record in posted)
    systems.queue.send(requests)
    return TaxCodesInUse(mapping, requests)


def forms_since(connection: Connection, effective_from: date, sync_log: SyncLog) -> Iterator[SyncRecord]:
    """The sales forms in the books from a date on; journal entries have no tax codes."""
    for record in sync_log.history(connection.merchant_id, first=effective_from):
        kind = connection.choice_on(record.day.business_date).document_kind
        if record.is_posted and kind is not DocumentKind.JOURNAL_ENTRY:
            yield record
