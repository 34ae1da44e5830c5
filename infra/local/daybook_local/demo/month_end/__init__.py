"""An accountant with two clients at the end of a month: payouts, habits, another app, and what Daybook says of them."""
