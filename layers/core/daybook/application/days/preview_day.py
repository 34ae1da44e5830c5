"""Shows the document of a day before it is posted; nothing is written."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from daybook.application.ports import ConnectionStore, Ledger, SalesSource
from daybook.application.posting.reading.read_sales_days import read_sales_days
from daybook.application.posting.reading.references import needs_of
from daybook.application.posting.reading.wanted import gaps_of
from daybook.domain.chart.default_chart import default_accounts, default_labels
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.chart.store_categories import in_words_of_stores
from daybook.domain.company.connection import Connection
from daybook.domain.day.roles import RoleKind
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.posting.balanced_lines import Posting, build_posting
from daybook.domain.posting.booked_lines import account_title, booked_lines
from daybook.domain.posting.day_documents import document_of
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posting_key import PostingKey
from daybook.domain.posting.sales_forms import Document, SalesForm
from daybook.domain.proof.day_proof import effect_of
from daybook.domain.sync.location_day import LocationDay


@dataclass(frozen=True, slots=True)
class Preview:
    """One day as it would be posted: the document, its JSON if a company is connected, its effect by account name.

    In the JSON, a name in brackets replaces the id of an entry that posting would create first.

    `problems` would hold the day. `gaps` are roles that go to suspense, or `tax_code:` with a tax set that keeps the
    day's tax in liability lines. A day without sales has no document.
    """

    document: Document | None
    payload: dict[str, Any] | None
    effect: dict[str, int]
    gaps: tuple[str, ...]
    problems: tuple[str, ...]


def preview_day(
    day: LocationDay, connections: ConnectionStore, sales: SalesSource, ledger_of: Callable[[Connection], Ledger]
) -> Preview:
    """The preview of a day; without a connection it has the accounts that Daybook would create.

    Raises:
        NeedsAttentionError: the merchant never launched, may not post, or talech does not list the location.
        RetriableError: talech could not be read.
    """
    profile = connections.profile(day.merchant_id)
    if profile is None:
        raise NeedsAttentionError(HoldReason.NOT_MAPPED, f"merchant {day.merchant_id} never launched Daybook")
    connection = connections.connection(day.merchant_id)
    mapping = connections.mapping_on(day.merchant_id, day.business_date) or provisional_mapping(profile)
    mapping = in_words_of_stores(mapping, profile)
    reading = read_sales_days(day, profile, connection, sales)
    posting = build_posting(reading.days, mapping, connection.language if connection else "en")
    document = _document(day, posting, connection, mapping)
    kind = document.kind if document else DocumentKind.JOURNAL_ENTRY
    payload = None
    if document is not None and connection is not None:
        references = _as_if_made(document, mapping, connections.references(day.merchant_id))
        payload = ledger_of(connection).payload(document, references)
    effect = effect_of(booked_lines(posting, mapping, kind).lines)
    gaps = gaps_of(posting, mapping, kind, reading.ambiguous_ids)
    return Preview(document, payload, by_account_name(effect, mapping), gaps, reading.problems)


def provisional_mapping(profile: MerchantProfile, language: str = "en") -> AccountMapping:
    """The default mapping with account names instead of ids, for previews before the merchant connects."""
    accounts = {proposal.role: proposal.account.name for proposal in default_accounts(profile, language)}
    suspense = accounts.pop(RoleKind.SUSPENSE)
    return AccountMapping(0, date.min, accounts, suspense, labels=default_labels(profile))


def by_account_name(effect: dict[str, int], mapping: AccountMapping) -> dict[str, int]:
    """An effect by account name; an account without a name keeps its id."""
    names: Counter[str] = Counter()
    for account, minor in effect.items():
        names[account_title(account, mapping)] += minor
    return {name: minor for name, minor in sorted(names.items()) if minor}


def _as_if_made(document: Document, mapping: AccountMapping, known: CompanyReferences) -> CompanyReferences:
    """The stored references, with a name in brackets for every entry that posting would create first."""
    if not isinstance(document, SalesForm):
        return known
    needs = needs_of(document, mapping, known)
    items = {account: f"({name})" for account, name in needs.items.items()}
    methods = {method: f"({method})" for method in needs.payment_methods}
    return known.including(CompanyReferences("(customer)" if needs.customer else "", items, methods))


def _document(
    day: LocationDay, posting: Posting, connection: Connection | None, mapping: AccountMapping
) -> Document | None:
    if not posting.lines:
        return None
    kind, realm_id, code = DocumentKind.JOURNAL_ENTRY, "preview", ""
    if connection is not None:
        kind, realm_id = connection.choice_on(day.business_date).document_kind, connection.company.realm_id
        code = connection.store_codes.get(day.location, "")
    key = PostingKey(realm_id, day.business_date, day.location, kind, 1, store_code=code)
    return document_of(kind, posting, doc_number=key.doc_number, private_note="preview", mapping=mapping)
