"""Pages of a month of the books, and its files for spreadsheets."""
