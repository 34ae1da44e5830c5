"""The types and subtypes of accounts (docs/quickbooks.md 4.3).

The first subtype of a type is the one QuickBooks gives to an account that names only its type.
"""

_EXPENSES = (
    "OtherBusinessExpenses OtherMiscellaneousServiceCost AdvertisingPromotional Auto BadDebts BankCharges "
    "CharitableContributions CommissionsAndFees CostOfLabor DuesSubscriptions Entertainment EntertainmentMeals "
    "EquipmentRental FinanceCosts GlobalTaxExpense Insurance InterestPaid LegalProfessionalFees OfficeExpenses "
    "OfficeGeneralAdministrativeExpenses OtherRentalCosts OtherSellingExpenses PayrollExpenses PromotionalMeals "
    "RentOrLeaseOfBuildings RepairMaintenance ShippingFreightDelivery SuppliesMaterials TaxesPaid Travel TravelMeals "
    "UnappliedCashBillPaymentExpense Utilities"
)

SUBTYPES: dict[str, tuple[str, ...]] = {
    account_type: tuple(subtypes.split())
    for account_type, subtypes in {
        "Bank": "Checking CashOnHand MoneyMarket RentsHeldInTrust Savings TrustAccounts CashAndCashEquivalents",
        "Accounts Receivable": "AccountsReceivable",
        "Other Current Asset": (
            "OtherCurrentAssets AllowanceForBadDebts DevelopmentCosts EmployeeCashAdvances GlobalTaxRefund Inventory "
            "Investment_MortgageRealEstateLoans Investment_Other "
            "Investment_TaxExemptSecurities "
            "Investment_USGovernmentObligations LoansToOfficers LoansToOthers LoansToStockholders "
            "PrepaidExpenses Retainage UndepositedFunds"
        ),
        "Fixed Asset": (
            "OtherFixedAssets AccumulatedAmortization AccumulatedDepletion AccumulatedDepreciation Buildings "
            "DepletableAssets FixedAssetComputers FixedAssetFurniture FixedAssetPhone FixedAssetSoftware "
            "FurnitureAndFixtures IntangibleAssets Land LeaseholdImprovements MachineryAndEquipment Vehicles"
        ),
        "Other Asset": (
            "OtherLongTermAssets AccumulatedAmortizationOfOtherAssets Goodwill LeaseBuyout Licenses "
            "OrganizationalCosts SecurityDeposits"
        ),
        "Accounts Payable": "AccountsPayable",
        "Credit Card": "CreditCard",
        "Other Current Liability": (
            "OtherCurrentLiabilities DeferredRevenue DirectDepositPayable FederalIncomeTaxPayable GlobalTaxPayable "
            "GlobalTaxSuspense Gratuity InsurancePayable LineOfCredit LoanPayable PayrollClearing PayrollTaxPayable "
            "PrepaidExpensesPayable RentsInTrustLiability SalesTaxPayable StateLocalIncomeTaxPayable "
            "TrustAccountsLiabilities UndistributedTips"
        ),
        "Long Term Liability": "OtherLongTermLiabilities NotesPayable ShareholderNotesPayable",
        "Equity": (
            "OwnersEquity AccumulatedAdjustment CommonStock EstimatedTaxes Healthcare OpeningBalanceEquity "
            "PaidInCapitalOrSurplus PartnerContributions PartnerDistributions PartnersEquity PersonalExpense "
            "PersonalIncome PreferredStock RetainedEarnings TreasuryStock"
        ),
        "Income": (
            "OtherPrimaryIncome DiscountsRefundsGiven NonProfitIncome RevenueGeneral SalesOfProductIncome SalesRetail "
            "SalesWholesale ServiceFeeIncome UnappliedCashPaymentIncome CashReceiptIncome OperatingGrants "
            "OtherCurrentOperatingIncome"
        ),
        "Cost of Goods Sold": (
            "OtherCostsOfServiceCos CostOfLaborCos EquipmentRentalCos ShippingFreightDeliveryCos SuppliesMaterialsCogs "
            "CostOfSales FreightAndDeliveryCost"
        ),
        "Expense": _EXPENSES,
        "Other Income": (
            "OtherMiscellaneousIncome DividendIncome InterestEarned OtherInvestmentIncome TaxExemptInterest"
        ),
        "Other Expense": (
            "OtherMiscellaneousExpense Amortization Depreciation ExchangeGainOrLoss GasAndFuel HomeOffice "
            "OtherHomeOfficeExpenses PenaltiesSettlements PriorPeriodItems TaxRoundoffGainOrLoss"
        ),
    }.items()
}

TYPE_OF_SUBTYPE = {subtype: account_type for account_type, subtypes in SUBTYPES.items() for subtype in subtypes}

CLASSIFICATIONS = {
    "Bank": "Asset",
    "Accounts Receivable": "Asset",
    "Other Current Asset": "Asset",
    "Fixed Asset": "Asset",
    "Other Asset": "Asset",
    "Accounts Payable": "Liability",
    "Credit Card": "Liability",
    "Other Current Liability": "Liability",
    "Long Term Liability": "Liability",
    "Equity": "Equity",
    "Income": "Revenue",
    "Other Income": "Revenue",
    "Cost of Goods Sold": "Expense",
    "Expense": "Expense",
    "Other Expense": "Expense",
}

DEBIT_CLASSIFICATIONS = frozenset({"Asset", "Expense"})
"""Where a debit makes the balance larger."""
