"""Accountants' firms, in memory."""

from daybook.application.ports.people.firms import AddressInFirmError
from daybook.domain.accountant.firm import Firm


class FakeFirmStore:
    """By id; `faster` are changes of other requests, each made just before the next write."""

    def __init__(self) -> None:
        self._stored: dict[str, Firm] = {}
        self.faster: list[Firm] = []

    def firm(self, firm_id: str) -> Firm | None:
        return self._stored.get(firm_id)

    def firm_of(self, address: str) -> Firm | None:
        return next((each for each in self._stored.values() if each.member(address)), None)

    def save_firm(self, firm: Firm) -> bool:
        if self.faster:
            newer = self.faster.pop(0)
            self._stored[newer.id] = newer
        known = self._stored.get(firm.id)
        if known is not None and known.version >= firm.version:
            return False
        before = {each.address for each in known.members} if known is not None else set()
        for each in firm.members:
            other = self.firm_of(each.address)
            if each.address not in before and other is not None and other.id != firm.id:
                raise AddressInFirmError(each.address)
        self._stored[firm.id] = firm
        return True
