"""A calendar month of business dates: its figures, its accounts day by day, and whether all of it agrees."""
