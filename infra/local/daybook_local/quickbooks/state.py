"""Everything the simulator holds in memory, behind one lock."""

import threading
from dataclasses import dataclass, field

from daybook_local.quickbooks.clock import Clock
from daybook_local.quickbooks.company import Company
from daybook_local.quickbooks.fault_switches import FaultSwitches
from daybook_local.quickbooks.meter import Meter
from daybook_local.quickbooks.oauth import AuthorizationServer
from daybook_local.quickbooks.replay import ReplayStore
from daybook_local.quickbooks.throttle import Throttle
from daybook_local.quickbooks.webhooks import Webhooks


@dataclass(slots=True)
class SimulatorState:
    """The companies, the tokens and the switches. Take `lock` around everything that reads or writes them."""

    clock: Clock
    oauth: AuthorizationServer
    webhooks: Webhooks
    companies: dict[str, Company] = field(default_factory=dict)
    meter: Meter = field(default_factory=Meter)
    throttle: Throttle = field(default_factory=Throttle)
    faults: FaultSwitches = field(default_factory=FaultSwitches)
    replay: ReplayStore = field(default_factory=ReplayStore)
    lock: threading.RLock = field(default_factory=threading.RLock)
