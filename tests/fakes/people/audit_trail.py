"""The audit trail in a list."""

from daybook.application.ports import AuditPage
from daybook.domain.audit import AuditRecord


class FakeAuditTrail:
    """Records by books or firm, the oldest first."""

    def __init__(self) -> None:
        self.records: dict[str, list[AuditRecord]] = {}

    def record(self, owner: str, record: AuditRecord) -> None:
        self.records.setdefault(owner, []).append(record)

    def page(self, owner: str, count: int, older: str = "") -> AuditPage:
        newest_first = self.records.get(owner, [])[::-1]
        start = int(older) if older.isdecimal() else 0
        more = str(start + count) if start + count < len(newest_first) else ""
        return AuditPage(tuple(newest_first[start : start + count]), more)
