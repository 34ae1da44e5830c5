"""Mail preferences and notices in dictionaries."""

from daybook.domain.telling.notify import Notice, NotifyPreference


class FakeNotifyStore:
    """By merchant, and by merchant and cause."""

    def __init__(self) -> None:
        self._preferences: dict[str, NotifyPreference] = {}
        self._notices: dict[tuple[str, str], Notice] = {}

    def preference(self, merchant_id: str) -> NotifyPreference | None:
        return self._preferences.get(merchant_id)

    def save_preference(self, merchant_id: str, preference: NotifyPreference) -> None:
        self._preferences[merchant_id] = preference

    def notice(self, merchant_id: str, cause: str) -> Notice | None:
        return self._notices.get((merchant_id, cause))

    def save_notice(self, merchant_id: str, notice: Notice) -> bool:
        stored = self._notices.get((merchant_id, notice.cause))
        if stored is not None and stored.version >= notice.version:
            return False
        self._notices[merchant_id, notice.cause] = notice
        return True
