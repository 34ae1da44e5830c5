"""The chart of accounts of the merchant in memory: some of it fits what talech sells, some is for other things."""

from daybook.domain.chart.accounts import Account

CHART = (
    Account("1", "Food sales", "Income", "SalesOfProductIncome"),
    Account("2", "Beverage sales", "Income", "SalesOfProductIncome"),
    Account("3", "Sales", "Income", "SalesOfProductIncome"),
    Account("4", "Discounts given", "Income", "DiscountsRefundsGiven"),
    Account("5", "Tips payable", "Other Current Liability", "OtherCurrentLiabilities"),
    Account("6", "Cash on hand", "Bank", "CashOnHand"),
    Account("7", "Card clearing", "Other Current Asset", "OtherCurrentAssets"),
    Account("8", "Chequing", "Bank", "Checking"),
    Account("9", "Cash over and short", "Expense", "OtherBusinessExpenses"),
    Account("10", "Undeposited Funds", "Other Current Asset", "UndepositedFunds"),
)
