"""A café's taxes and its company's codes in two provinces, in the shapes that the proof of the tax return reads."""

from datetime import date
from decimal import Decimal

from daybook_local.demo.taxes.till_taxes import TillTaxes
from daybook_local.system.samples.sample import DateRange
from daybook_local.system.vendors.quickbooks_control import FiledRate
from talech_simulator.contract import Tax
from unit.local_demo.shop_books import DAY, truth

GST_HST_PAYABLE, QST_PAYABLE = "61", "62"
TAXES = (
    Tax(id="t_hst", name="TVH", rate=Decimal("0.13")),
    Tax(id="t_gst", name="TPS", rate=Decimal("0.05")),
    Tax(id="t_qst", name="TVQ", rate=Decimal("0.09975")),
)
HST, GST, QST = frozenset({"t_hst"}), frozenset({"t_gst"}), frozenset({"t_gst", "t_qst"})
CODES = {HST: "c-on", GST: "c-gst", QST: "c-qc"}
MARCH = DateRange(date(2026, 3, 1), date(2026, 3, 31))


def code(identifier, *rates):
    details = [{"TaxRateRef": {"value": rate}} for rate in rates]
    return {"Id": identifier, "Name": identifier, "SalesTaxRateList": {"TaxRateDetail": details}}


CODE_ROWS = [code("c-on", "r-hst"), code("c-gst", "r-gst"), code("c-qc", "r-gst", "r-qst"), {"Id": "c-none"}]


def filed(hst=0, gst=0, qst=0, pst=0):
    """The return of a month; QuickBooks books GST and HST to one account."""
    return [
        FiledRate("r-hst", "HST ON", Decimal(13), GST_HST_PAYABLE, hst),
        FiledRate("r-gst", "GST", Decimal(5), GST_HST_PAYABLE, gst),
        FiledRate("r-qst", "QST", Decimal("9.975"), QST_PAYABLE, qst),
        FiledRate("r-pst", "PST BC", Decimal(7), "63", pst),
    ]


TILL = TillTaxes.of_company(TAXES, CODES, CODE_ROWS, filed())


def collected(*, hst=0, gst=0, qst=0, location="L1", on=DAY):
    """Rows of the truth ledger for what a till collected."""
    return [
        truth(f"tax:{tax_id}", -minor, location=location, on=on)
        for tax_id, minor in {"t_hst": hst, "t_gst": gst, "t_qst": qst}.items()
        if minor
    ]
