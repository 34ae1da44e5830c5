"""The chart of a small restaurant or shop in Ireland and in the United Kingdom; both account for VAT."""

from quickbooks_simulator.charts.chart import SeedAccount

BRITISH_ISLES: tuple[SeedAccount, ...] = tuple(
    SeedAccount(*row)
    for row in (
        ("Current Account", "Bank", "Checking"),
        ("Deposit Account", "Bank", "Savings"),
        ("Cash on hand", "Bank", "CashOnHand"),
        ("Debtors", "Accounts Receivable", "AccountsReceivable"),
        ("Undeposited Funds", "Other Current Asset", "UndepositedFunds"),
        ("Stock Asset", "Other Current Asset", "Inventory"),
        ("Prepayments", "Other Current Asset", "PrepaidExpenses"),
        ("Uncategorised Asset", "Other Current Asset", "OtherCurrentAssets"),
        ("Furniture and Fixtures", "Fixed Asset", "FurnitureAndFixtures"),
        ("Creditors", "Accounts Payable", "AccountsPayable"),
        ("Company Card", "Credit Card", "CreditCard"),
        ("VAT Control", "Other Current Liability", "GlobalTaxPayable"),
        ("VAT Suspense", "Other Current Liability", "GlobalTaxSuspense"),
        ("Payroll Liabilities", "Other Current Liability", "PayrollTaxPayable"),
        ("Vouchers Outstanding", "Other Current Liability", "DeferredRevenue"),
        ("Bank Loan", "Long Term Liability", "NotesPayable"),
        ("Opening Balance Equity", "Equity", "OpeningBalanceEquity"),
        ("Retained Earnings", "Equity", "RetainedEarnings"),
        ("Owner's Equity", "Equity", "OwnersEquity"),
        ("Sales of Product Income", "Income", "SalesOfProductIncome"),
        ("Sales - retail", "Income", "SalesRetail"),
        ("Services", "Income", "RevenueGeneral"),
        ("Discounts given", "Income", "DiscountsRefundsGiven"),
        ("Uncategorised Income", "Income", "OtherPrimaryIncome"),
        ("Cost of sales", "Cost of Goods Sold", "SuppliesMaterialsCogs"),
        ("Advertising", "Expense", "AdvertisingPromotional"),
        ("Bank charges", "Expense", "BankCharges"),
        ("Insurance", "Expense", "Insurance"),
        ("Legal and professional fees", "Expense", "LegalProfessionalFees"),
        ("Office expenses", "Expense", "OfficeGeneralAdministrativeExpenses"),
        ("Payroll expenses", "Expense", "PayrollExpenses"),
        ("Rent", "Expense", "RentOrLeaseOfBuildings"),
        ("Repair and maintenance", "Expense", "RepairMaintenance"),
        ("Supplies", "Expense", "SuppliesMaterials"),
        ("Uncategorised Expense", "Expense", "OtherMiscellaneousServiceCost"),
        ("Utilities", "Expense", "Utilities"),
        ("Interest earned", "Other Income", "InterestEarned"),
        ("Other Miscellaneous Expense", "Other Expense", "OtherMiscellaneousExpense"),
    )
)
