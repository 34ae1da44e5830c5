"""What talech said of a day when a worker last read it whole, to see at a re-read whether anything changed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# A day is read again at the seven closings after it. The worker reads it whole at the last of them, also if its mark is
# the same.
WHOLE_AGAIN_AFTER = timedelta(days=6, hours=12)


@dataclass(frozen=True, slots=True)
class LastReading:
    """The mark of a whole reading whose figures are in the books; `at` is when they were read."""

    mark: str
    at: datetime

    def stands(self, now: datetime) -> bool:
        """Whether a re-read may stop at the mark, because the last whole reading is less than a week old."""
        return now - self.at < WHOLE_AGAIN_AFTER
