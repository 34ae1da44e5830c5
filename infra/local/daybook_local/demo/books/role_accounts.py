"""Which account a role of talech's truth ledger belongs to, by the mapping the merchant has in Daybook."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RoleAccounts:
    """A mapping as `daybook connections` tells it. What it does not name waits in the suspense account."""

    accounts: Mapping[str, str]
    suspense: str

    @classmethod
    def of_connection(cls, connection: Mapping[str, Any]) -> "RoleAccounts":
        """From one entry of `daybook connections --json`."""
        mapping = connection["mapping"]
        return cls(mapping["accounts"], mapping["suspense_account"])

    def account_of(self, role: str, store: str = "") -> str:
        """The account id of `kind`, `kind:key` or `kind:key:detail`: the most specific form that is mapped decides.

        A category of one store alone is mapped as `kind:key@store`, and that decides first.
        """
        if (of_store := f"{role}@{store}") in self.accounts:
            return self.accounts[of_store]
        form = role
        while form not in self.accounts:
            form, colon, _ = form.rpartition(":")
            if not colon:
                return self.suspense
        return self.accounts[form]
