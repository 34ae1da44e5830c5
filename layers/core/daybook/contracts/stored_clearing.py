"""The stored row of a merchant's clearing page; apart from the other rows, because no worker reads it."""

from daybook.contracts.row import Row
from daybook.domain.clearing.books_reading import ClearingRecord

CLEARING_RECORD = Row(ClearingRecord, "stored-clearing-record")
