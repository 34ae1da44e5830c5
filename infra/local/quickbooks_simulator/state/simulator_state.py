"""Everything the simulator holds in memory, behind one lock."""

import threading
from dataclasses import dataclass, field

from quickbooks_simulator.clock import Clock
from quickbooks_simulator.company.company_file import Company
from quickbooks_simulator.faults.fault_switches import FaultSwitches
from quickbooks_simulator.oauth.authorization_server import AuthorizationServer
from quickbooks_simulator.state.meter import Meter
from quickbooks_simulator.state.replay import ReplayStore
from quickbooks_simulator.state.throttle import Throttle
from quickbooks_simulator.state.webhooks import Webhooks


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
