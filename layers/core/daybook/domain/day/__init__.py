"""One business date of a shop: the orders at the till, their summary (`SalesDay`), and checks of both."""
