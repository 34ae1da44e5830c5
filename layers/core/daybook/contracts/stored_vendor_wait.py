"""What keeps a day waiting by itself, as the sync record keeps it."""

from typing import Self

from daybook.contracts.contract import Contract, Instant
from daybook.domain.errors import Condition
from daybook.domain.vendor_wait import VendorWait


class StoredVendorWait(Contract):
    """A vendor in the way of a day, and since when."""

    condition: Condition
    since: Instant
    fault_code: int | None = None

    @classmethod
    def of(cls, wait: VendorWait) -> Self:
        """The stored form."""
        return cls(condition=wait.condition, since=wait.since, fault_code=wait.fault_code)

    def to_domain(self) -> VendorWait:
        """The domain's form."""
        return VendorWait(self.condition, self.since, self.fault_code)
