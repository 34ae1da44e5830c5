"""A sample merchant in memory: everything a folder in the contract holds."""

from dataclasses import dataclass

from talech_simulator.contract.drawer import DrawerEvent, DrawerShift
from talech_simulator.contract.merchant import MerchantFile
from talech_simulator.contract.orders import Order
from talech_simulator.contract.refunds import Refund


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleMerchant:
    """One merchant with all that ever happened at its registers, the future included."""

    profile: MerchantFile
    orders: tuple[Order, ...] = ()
    refunds: tuple[Refund, ...] = ()
    drawer_events: tuple[DrawerEvent, ...] = ()
    drawer_shifts: tuple[DrawerShift, ...] = ()

    @property
    def id(self) -> str:
        """The merchant's id."""
        return self.profile.merchant.id
