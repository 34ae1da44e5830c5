"""The stored row of answers to notices about unusual days; apart from the other rows, because no worker reads it."""

from daybook.contracts.row import Row
from daybook.domain.unusual.answered import AnsweredNotices

ANSWERED_NOTICES = Row(AnsweredNotices, "stored-answered-notices")
