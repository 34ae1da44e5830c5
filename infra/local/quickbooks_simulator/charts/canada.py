"""The chart of a small restaurant or shop in Canada, in English and in French.

Names differ by language, subtypes do not (docs/quickbooks.md 7): a client that maps by name is caught here.
"""

from quickbooks_simulator.charts.chart import SeedAccount

_ROWS = (
    ("Chequing", "Compte-chèques", "Bank", "Checking"),
    ("Savings", "Épargne", "Bank", "Savings"),
    ("Cash on Hand", "Petite caisse", "Bank", "CashOnHand"),
    ("Accounts Receivable (A/R)", "Comptes clients", "Accounts Receivable", "AccountsReceivable"),
    ("Undeposited Funds", "Fonds non déposés", "Other Current Asset", "UndepositedFunds"),
    ("Inventory Asset", "Stock", "Other Current Asset", "Inventory"),
    ("Prepaid Expenses", "Charges payées d'avance", "Other Current Asset", "PrepaidExpenses"),
    ("Uncategorized Asset", "Actif non classé", "Other Current Asset", "OtherCurrentAssets"),
    ("Furniture and Equipment", "Mobilier et matériel", "Fixed Asset", "FurnitureAndFixtures"),
    ("Accounts Payable (A/P)", "Comptes fournisseurs", "Accounts Payable", "AccountsPayable"),
    ("Visa", "Visa", "Credit Card", "CreditCard"),
    ("GST/HST Payable", "TPS/TVH à payer", "Other Current Liability", "GlobalTaxPayable"),
    ("QST Payable", "TVQ à payer", "Other Current Liability", "GlobalTaxPayable"),
    ("PST (BC) Payable", "TVP (C.-B.) à payer", "Other Current Liability", "GlobalTaxPayable"),
    ("GST/HST Suspense", "TPS/TVH en suspens", "Other Current Liability", "GlobalTaxSuspense"),
    ("Payroll Liabilities", "Retenues à payer", "Other Current Liability", "PayrollTaxPayable"),
    ("Gift Cards Outstanding", "Cartes-cadeaux en circulation", "Other Current Liability", "DeferredRevenue"),
    ("Bank Loan", "Emprunt bancaire", "Long Term Liability", "NotesPayable"),
    ("Opening Balance Equity", "Solde d'ouverture", "Equity", "OpeningBalanceEquity"),
    ("Retained Earnings", "Bénéfices non répartis", "Equity", "RetainedEarnings"),
    ("Shareholders' Equity", "Capitaux propres", "Equity", "OwnersEquity"),
    ("Sales of Product Income", "Ventes de produits", "Income", "SalesOfProductIncome"),
    ("Services", "Services", "Income", "ServiceFeeIncome"),
    ("Sales", "Ventes", "Income", "OtherPrimaryIncome"),
    ("Discounts given", "Remises accordées", "Income", "DiscountsRefundsGiven"),
    ("Uncategorized Income", "Revenus non classés", "Income", "OtherPrimaryIncome"),
    ("Cost of Goods Sold", "Coût des ventes", "Cost of Goods Sold", "SuppliesMaterialsCogs"),
    ("Advertising", "Publicité", "Expense", "AdvertisingPromotional"),
    ("Bank charges", "Frais bancaires", "Expense", "BankCharges"),
    ("Insurance", "Assurances", "Expense", "Insurance"),
    ("Legal and professional fees", "Honoraires professionnels", "Expense", "LegalProfessionalFees"),
    ("Meals and entertainment", "Repas et divertissement", "Expense", "EntertainmentMeals"),
    ("Office expenses", "Frais de bureau", "Expense", "OfficeGeneralAdministrativeExpenses"),
    ("Payroll Expenses", "Salaires", "Expense", "PayrollExpenses"),
    ("Rent or lease payments", "Loyer", "Expense", "RentOrLeaseOfBuildings"),
    ("Repair and maintenance", "Entretien et réparations", "Expense", "RepairMaintenance"),
    ("Supplies", "Fournitures", "Expense", "SuppliesMaterials"),
    ("Uncategorized Expense", "Dépenses non classées", "Expense", "OtherMiscellaneousServiceCost"),
    ("Utilities", "Services publics", "Expense", "Utilities"),
    ("Interest earned", "Intérêts gagnés", "Other Income", "InterestEarned"),
    ("Miscellaneous", "Charges diverses", "Other Expense", "OtherMiscellaneousExpense"),
)

CANADA_ENGLISH = tuple(SeedAccount(english, kind, subtype) for english, _, kind, subtype in _ROWS)
CANADA_FRENCH = tuple(SeedAccount(french, kind, subtype) for _, french, kind, subtype in _ROWS)
