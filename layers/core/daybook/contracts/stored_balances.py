"""The stored row of balances that persons typed; apart from the other rows, because no worker reads it."""

from daybook.contracts.row import Row
from daybook.domain.month.openings import TypedAmounts

TYPED_AMOUNTS = Row(TypedAmounts, "stored-typed-amounts")
