"""The merchants as they are at this moment of the simulation: folders, clock and seed brought together."""

from collections.abc import Iterable
from datetime import date

from talech_simulator.books.truth import LedgerRow, TruthLedger
from talech_simulator.contract import SampleMerchant
from talech_simulator.shop.clock import MovableClock
from talech_simulator.shop.quirks import Quirks
from talech_simulator.shop.records import LocationRecords


class World:
    """All merchants of the simulator; `change` replaces one, `restore` brings back what was loaded."""

    def __init__(self, merchants: Iterable[SampleMerchant], clock: MovableClock, quirks: Quirks) -> None:
        self.clock = clock
        self.quirks = quirks
        self.merchants: dict[str, SampleMerchant] = {}
        self._records: dict[str, LocationRecords] = {}
        self._merchant_of: dict[str, str] = {}
        self._loaded = tuple(merchants)
        self.restore()

    def loaded(self, merchant_id: str) -> SampleMerchant:
        """A merchant as it was loaded.

        Raises:
            KeyError: it was not.
        """
        return {each.id: each for each in self._loaded}[merchant_id]

    def restore(self) -> None:
        """Forget every change and show the merchants as loaded."""
        self.merchants.clear()
        self._records.clear()
        self._merchant_of.clear()
        for merchant in self._loaded:
            self.add(merchant)

    def add(self, merchant: SampleMerchant) -> None:
        """Show one more merchant.

        Raises:
            ValueError: another merchant has the same id or claims the same location.
        """
        if merchant.id in self.merchants:
            raise ValueError(f"merchant {merchant.id!r} is loaded already; give each folder its own merchant.id")
        for location in merchant.profile.locations:
            other = self._merchant_of.get(location.merchant_identification)
            if other is not None:
                identification = location.merchant_identification
                raise ValueError(
                    f"merchant_identification {identification!r} of {merchant.id} belongs to {other} already"
                )
        self.change(merchant)

    def change(self, merchant: SampleMerchant) -> None:
        """Show a merchant, in place of the one with the same id if there is one."""
        self.merchants[merchant.id] = merchant
        for location in merchant.profile.locations:
            self._records[location.id] = LocationRecords(merchant, location, self.clock)
            self._merchant_of[location.merchant_identification] = merchant.id

    def records(self, location_id: str) -> LocationRecords:
        """One location's records.

        Raises:
            KeyError: no such location.
        """
        return self._records[location_id]

    def records_of(self, merchant: SampleMerchant, identification: str) -> LocationRecords | None:
        """The records that `X-POS-MerchantId` chooses, or None when the merchant has no such active location."""
        for location in merchant.profile.locations:
            if location.merchant_identification == identification and location.active:
                return self._records[location.id]
        return None

    def merchant_of_location(self, location_id: str) -> SampleMerchant:
        """The merchant a location belongs to.

        Raises:
            KeyError: no such location.
        """
        identification = self._records[location_id].location.merchant_identification
        return self.merchants[self._merchant_of[identification]]

    def location_ids(self) -> list[str]:
        """Every location of every merchant, in the order they were loaded."""
        return [location.id for merchant in self.merchants.values() for location in merchant.profile.locations]

    def truth(self, location_id: str) -> TruthLedger:
        """The truth ledger of one location."""
        merchant = self.merchant_of_location(location_id)
        tenders = {tender.id: tender for tender in merchant.profile.tenders}
        return TruthLedger(self._records[location_id], tenders, self.quirks)

    def truth_rows(self, first: date, last: date, location_ids: Iterable[str] | None = None) -> list[LedgerRow]:
        """The truth ledger of some locations (all by default) from `first` to `last`, both included."""
        chosen = self.location_ids() if location_ids is None else location_ids
        return [row for location_id in chosen for row in self.truth(location_id).rows(first, last)]
