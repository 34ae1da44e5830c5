"""The stored row of a merchant's accountants; apart from the other rows, because no worker reads it."""

from daybook.contracts.row import Row
from daybook.domain.accountant.access import Accountants

ACCOUNTANTS = Row(Accountants, "stored-accountants")
