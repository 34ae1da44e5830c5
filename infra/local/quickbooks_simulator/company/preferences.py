"""The settings of a new company (docs/quickbooks.md 4.2)."""

from copy import deepcopy

from quickbooks_simulator.wire import Body

_SALES_FORMS: Body = {
    "CustomTxnNumbers": True,
    "AllowDeposit": False,
    "AllowDiscount": True,
    "AllowEstimates": True,
    "AllowServiceDate": False,
    "AllowShipping": False,
    "AutoApplyPayments": True,
    "AutoApplyCredit": True,
    "DefaultCustomerMessage": "Thank you for your business and have a great day!",
    "DefaultTerms": {"value": "1"},
    "EmailCopyToCompany": False,
    "ETransactionAttachPDF": False,
    "ETransactionEnabledStatus": "NotApplicable",
    "ETransactionPaymentEnabled": False,
    "IPNSupportEnabled": False,
    "UsingPriceLevels": False,
    "UsingProgressInvoicing": False,
    "CustomField": [],
}
# Groups of settings that are the same in every new company.
_SAME_EVERYWHERE: Body = {
    "SalesFormsPrefs": _SALES_FORMS,
    "ProductAndServicesPrefs": {
        "ForSales": True,
        "ForPurchase": True,
        "QuantityWithPriceAndRate": True,
        "QuantityOnHand": True,
        "RevenueRecognitionEnabled": False,
    },
    "VendorAndPurchasesPrefs": {
        "TrackingByCustomer": False,
        "BillableExpenseTracking": False,
        "DefaultTerms": {"value": "1"},
        "POCustomField": [],
    },
    "TimeTrackingPrefs": {
        "UseServices": False,
        "BillCustomers": False,
        "ShowBillRateToAll": False,
        "WorkWeekStartDate": "Monday",
        "MarkTimeEntriesBillable": False,
    },
    "ReportPrefs": {"ReportBasis": "Accrual", "CalcAgingReportFromTxnDate": False},
    "OtherPrefs": {
        "NameValue": [
            {"Name": "WarnDuplicateJournalNumber", "Value": "true"},
            {"Name": "WarnDuplicateCheckNumber", "Value": "true"},
            {"Name": "SalesFormsPrefs.AllowGratuity", "Value": "false"},
        ]
    },
}


def new_preferences(*, name: str, currency: str, tracking: bool, is_us: bool) -> Body:
    """What `Preferences` says; class tracking is per line where the plan has it."""
    tax: Body = {"UsingSalesTax": True}
    if is_us:
        tax |= {"PartnerTaxEnabled": True, "TaxGroupCodeRef": {"value": "1"}}
    return {
        "AccountingInfoPrefs": {
            "TrackDepartments": tracking,
            "DepartmentTerminology": "Location",
            "ClassTrackingPerTxn": False,
            "ClassTrackingPerTxnLine": tracking,
            "UseAccountNumbers": False,
            "FirstMonthOfFiscalYear": "January",
            "TaxYearMonth": "January",
            "CustomerTerminology": "Customers",
        },
        **deepcopy(_SAME_EVERYWHERE),  # each company changes its own
        "EmailMessagesPrefs": {
            f"{form}Message": {"Subject": f"{form} from {name}", "Message": "Your document is attached."}
            for form in ("Invoice", "Estimate", "SalesReceipt", "Statement")
        },
        "TaxPrefs": tax,
        "CurrencyPrefs": {"MultiCurrencyEnabled": False, "HomeCurrency": {"value": currency}},
    }


def set_preference(preferences: Body, path: str, value: object) -> None:
    """Change one setting, named as in docs/quickbooks.md 4.2 (`AccountingInfoPrefs.BookCloseDate`); None removes it.

    A name that belongs to no section is one of `OtherPrefs.NameValue`, whose values are texts.
    """
    section, _, name = path.partition(".")
    if section in preferences and section != "OtherPrefs" and name not in _DOTTED_OTHER_NAMES:
        _set(preferences[section], name, value)
        return
    wanted = path.removeprefix("OtherPrefs.")
    pairs = [pair for pair in preferences["OtherPrefs"]["NameValue"] if pair["Name"] != wanted]
    if value is not None:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        pairs.append({"Name": wanted, "Value": text})
    preferences["OtherPrefs"]["NameValue"] = pairs


_DOTTED_OTHER_NAMES = frozenset({"AllowGratuity", "GratuityAccount", "DefaultTaxRateSelection"})


def _set(section: Body, name: str, value: object) -> None:
    head, _, rest = name.partition(".")
    if rest:
        _set(section.setdefault(head, {}), rest, value)
    elif value is None:
        section.pop(head, None)
    else:
        section[head] = value
