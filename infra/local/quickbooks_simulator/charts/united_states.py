"""The chart of a small restaurant or shop in the United States."""

from quickbooks_simulator.charts.chart import SeedAccount

UNITED_STATES: tuple[SeedAccount, ...] = tuple(
    SeedAccount(*row)
    for row in (
        ("Checking", "Bank", "Checking"),
        ("Savings", "Bank", "Savings"),
        ("Cash Drawer", "Bank", "CashOnHand"),
        ("Accounts Receivable (A/R)", "Accounts Receivable", "AccountsReceivable"),
        ("Undeposited Funds", "Other Current Asset", "UndepositedFunds"),
        ("Inventory Asset", "Other Current Asset", "Inventory"),
        ("Prepaid Expenses", "Other Current Asset", "PrepaidExpenses"),
        ("Uncategorized Asset", "Other Current Asset", "OtherCurrentAssets"),
        ("Furniture and Equipment", "Fixed Asset", "FurnitureAndFixtures"),
        ("Accounts Payable (A/P)", "Accounts Payable", "AccountsPayable"),
        ("Mastercard", "Credit Card", "CreditCard"),
        ("Sales Tax Payable", "Other Current Liability", "SalesTaxPayable"),
        ("Payroll Liabilities", "Other Current Liability", "PayrollTaxPayable"),
        ("Gift Cards Outstanding", "Other Current Liability", "DeferredRevenue"),
        ("Notes Payable", "Long Term Liability", "NotesPayable"),
        ("Opening Balance Equity", "Equity", "OpeningBalanceEquity"),
        ("Retained Earnings", "Equity", "RetainedEarnings"),
        ("Owner's Equity", "Equity", "OwnersEquity"),
        ("Sales of Product Income", "Income", "SalesOfProductIncome"),
        ("Services", "Income", "ServiceFeeIncome"),
        ("Sales", "Income", "OtherPrimaryIncome"),
        ("Discounts given", "Income", "DiscountsRefundsGiven"),
        ("Uncategorized Income", "Income", "OtherPrimaryIncome"),
        ("Cost of Goods Sold", "Cost of Goods Sold", "SuppliesMaterialsCogs"),
        ("Advertising & Marketing", "Expense", "AdvertisingPromotional"),
        ("Bank Charges & Fees", "Expense", "BankCharges"),
        ("Insurance", "Expense", "Insurance"),
        ("Job Supplies", "Expense", "SuppliesMaterials"),
        ("Legal & Professional Services", "Expense", "LegalProfessionalFees"),
        ("Meals & Entertainment", "Expense", "EntertainmentMeals"),
        ("Office Supplies & Software", "Expense", "OfficeGeneralAdministrativeExpenses"),
        ("Payroll Expenses", "Expense", "PayrollExpenses"),
        ("Rent & Lease", "Expense", "RentOrLeaseOfBuildings"),
        ("Repairs & Maintenance", "Expense", "RepairMaintenance"),
        ("Uncategorized Expense", "Expense", "OtherMiscellaneousServiceCost"),
        ("Utilities", "Expense", "Utilities"),
        ("Interest Earned", "Other Income", "InterestEarned"),
        ("Other Miscellaneous Expense", "Other Expense", "OtherMiscellaneousExpense"),
    )
)
