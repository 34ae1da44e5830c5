"""A company with tax codes for a merchant in Québec: one for both taxes together, none for GST alone."""

from dataclasses import replace

from daybook.domain.proposals.taxes import TaxCodeCandidate, TaxRateRef
from daybook.domain.sync.location_day import LocationDay
from fakes.quickbooks.ledger import COMPANY
from unit.portal.merchant import NEWEST, QUEEN, sales_of_day

GST, QST = TaxRateRef("15", "GST", "5"), TaxRateRef("16", "QST", "9.975")
BOTH = TaxCodeCandidate("9", "GST/QST QC", (GST, QST))
ALONE = TaxCodeCandidate("5", "GST", (GST,))
ZERO = TaxCodeCandidate("3", "Zero-rated", (TaxRateRef("11", "GST/HST (ZR)", "0"),))
EXEMPT = TaxCodeCandidate("2", "Exempt", (TaxRateRef("12", "GST/HST (E)", "0"),))
OUT = TaxCodeCandidate("4", "Out of Scope", ())
CODES = (BOTH, ZERO, EXEMPT, OUT)
DAY = LocationDay("m_1", NEWEST, QUEEN)


def choose_invoice(visitor):
    return visitor.send(visitor.open("/setup/document"), "/setup/document", document_kind="invoice")


def posted_as_invoices(world, visitor, **answers):
    """The setup is confirmed with invoices, and the newest day of one store has a sale that bears GST alone."""
    choose_invoice(visitor)
    page = visitor.send(visitor.open("/setup"), "/setup/recommended")
    visitor.send(page, "/setup/taxes", **{"use": "codes", "untaxed": "3", **answers})
    visitor.send(visitor.open("/setup/review"), "/setup/review")
    world.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, gst_only=2000)
    visitor.send(visitor.open("/sync"), "/sync", first=str(NEWEST), last=str(NEWEST))
    world.work()
    return world


def be(world, **changes):
    """Another company behind the same connection."""
    company = replace(COMPANY, **changes)
    world.ledger.stored_company = company
    world.connections.save_connection(replace(world.connection, company=company))


def mapping(world):
    return world.connections.mapping_on("m_1", NEWEST)


def codes(world):
    return {key: code.code_id for key, code in mapping(world).tax_codes.items()}
