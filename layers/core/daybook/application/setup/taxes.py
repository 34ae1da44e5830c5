"""Decides whether the setup asks the merchant about tax codes, and makes the mapping's `tax_codes` from the answer."""

from collections.abc import Mapping

from daybook.application.company.lists import ListSystems, company_tax_codes
from daybook.application.mapping.taxes.tax_codes import TaxCodesRefusedError, mapped_tax_codes
from daybook.domain.chart.mapping import MappedTaxCode
from daybook.domain.company.connection import Connection
from daybook.domain.company.setup import Setup
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.posting.documents import DocumentKind

UNITED_STATES = "US"


def asks_for_tax_codes(profile: MerchantProfile, connection: Connection, kind: DocumentKind | None) -> bool:
    """Whether the setup asks: for sales forms, in a company with sales tax, with a tax that has a rate."""
    is_form = kind is not None and kind is not DocumentKind.JOURNAL_ENTRY
    return is_form and connection.company.uses_sales_tax and any(tax.rate is not None for tax in profile.taxes)


def recommends_tax_codes(connection: Connection) -> bool:
    """Whether tax codes are recommended: outside the US, where tax returns need them (docs/accounting.md 7)."""
    return connection.company.country != UNITED_STATES


def setup_codes(
    connection: Connection, profile: MerchantProfile, setup: Setup, systems: ListSystems
) -> Mapping[str, MappedTaxCode]:
    """The `tax_codes` of the mapping that the confirmation stores; empty if taxes stay lines.

    Raises:
        TaxCodesRefusedError: the company no longer has a code that was chosen.
        NeedsAttentionError, RetriableError: the codes are not stored yet and QuickBooks could not be read.
    """
    if not setup.untaxed_code or not asks_for_tax_codes(profile, connection, setup.document_kind):
        return {}
    candidates, company = company_tax_codes(connection, systems), connection.company
    return mapped_tax_codes(
        profile.taxes,
        candidates,
        company.country,
        setup.untaxed_code,
        automated=company.automated_sales_tax,
        chosen=setup.tax_codes,
    )


def setup_codes_if_any(
    connection: Connection, profile: MerchantProfile, setup: Setup, systems: ListSystems
) -> Mapping[str, MappedTaxCode]:
    """The same for a preview: if a chosen code is gone it shows tax lines; the confirmation then raises."""
    try:
        return setup_codes(connection, profile, setup, systems)
    except TaxCodesRefusedError:
        return {}
