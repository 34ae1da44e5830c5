"""A sample merchant in memory: everything a folder in the contract holds."""

from dataclasses import dataclass

from daybook_local.talech.contract.drawer import DrawerEvent, DrawerShift
from daybook_local.talech.contract.merchant import MerchantFile
from daybook_local.talech.contract.orders import Order
from daybook_local.talech.contract.refunds import Refund


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
