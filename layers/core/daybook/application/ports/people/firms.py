"""The store of accountants' firms."""

from typing import Protocol

from daybook.application.ports.people.audit import AuditTrail
from daybook.domain.accountant.firm import Firm


class AddressInFirmError(ValueError):
    """The address is one of another firm; an address is in one firm at most. Nothing was changed."""


class FirmStore(Protocol):
    """Firms and their people. Which clients a firm has stands with the clients' accountants."""

    def firm(self, firm_id: str) -> Firm | None:
        """A firm; None if there is none."""
        ...

    def firm_of(self, address: str) -> Firm | None:
        """The firm that an address is in."""
        ...

    def save_firm(self, firm: Firm) -> bool:
        """Store it as the version after the stored one; False if another request stored that version before.

        Raises:
            AddressInFirmError: a person is one of another firm; nothing was stored.
        """
        ...


class HasFirms(Protocol):
    """Knows accountants' firms."""

    @property
    def firms(self) -> FirmStore:
        """Firms and their people."""
        ...


class HasFirmRecords(Protocol):
    """Keeps what was done in firms."""

    @property
    def firm_records(self) -> AuditTrail[str]:
        """The audit records of each firm, by its id."""
        ...
