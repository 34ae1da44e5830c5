"""The stored rows of a merchant's clearing and double income; apart from the others, because no worker reads them."""

from daybook.contracts.row import Row
from daybook.domain.clearing.books_reading import ClearingRecord
from daybook.domain.clearing.look_plan import LookPlan
from daybook.domain.double_income.record import DoubleIncomeRecord

CLEARING_RECORD = Row(ClearingRecord, "stored-clearing-record")
DOUBLE_INCOME_RECORD = Row(DoubleIncomeRecord, "stored-double-income-record")
LOOK_PLAN = Row(LookPlan, "stored-look-plan")
