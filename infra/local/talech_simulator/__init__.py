"""A talech that runs on one machine: the wire, its faults, and the books it should lead to.

It needs nothing of this repository beside its folder. Its summary report, its business days and its truth ledger are
written from docs/talech.md alone, so that an error in a connector's accounting cannot agree with itself. The records of
a merchant are in `talech_simulator.contract`.
"""

from loopback_service import UnreadableStateError
from talech_simulator.contract import SampleMerchant
from talech_simulator.contract.codec import parse_instant
from talech_simulator.folder import BrokenFolderError, load_folder
from talech_simulator.oauth.launch import launch_token
from talech_simulator.oauth.tokens import CLIENT_ID, CLIENT_SECRET, Application
from talech_simulator.shop.business_day import BusinessCalendar, instant_at
from talech_simulator.shop.chance import Chance
from talech_simulator.shop.clock import MovableClock
from talech_simulator.shop.quirks import Quirks
from talech_simulator.simulator import TalechSimulator
from talech_simulator.world import World

__all__ = [
    "CLIENT_ID",
    "CLIENT_SECRET",
    "Application",
    "BrokenFolderError",
    "BusinessCalendar",
    "Chance",
    "MovableClock",
    "Quirks",
    "SampleMerchant",
    "TalechSimulator",
    "UnreadableStateError",
    "World",
    "instant_at",
    "launch_token",
    "load_folder",
    "parse_instant",
]
