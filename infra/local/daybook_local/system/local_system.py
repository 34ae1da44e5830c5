"""Starts and stops everything: simulators, emulator, the real template on it, the gateway in front."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from daybook_local.aws.clients import LocalAws
from daybook_local.aws.deployment.deployment import Deployment, DeploymentError, deploy
from daybook_local.aws.emulator.emulator import Emulator, EmulatorError
from daybook_local.aws.emulator.ministack_state import KEPT_AT
from daybook_local.aws.gateway.gateway import Gateway
from daybook_local.clock import SharedClock, followed
from daybook_local.inbox.sent_mails import MAIL_FROM, allow_sender
from daybook_local.listening import first_free_listener, same_listener
from daybook_local.system.child import Child, StartupError
from daybook_local.system.daybook_command import DaybookCommand
from daybook_local.system.kept_system import KeptSystem, Ports
from daybook_local.system.places import (
    GATEWAY_PORT,
    QUICKBOOKS_PORT,
    TALECH_PORT,
    TEMPLATE,
    WorkFolder,
    tail,
)
from daybook_local.system.running import forget, remember
from daybook_local.system.samples.sample import LoadedSample
from daybook_local.system.vendors.quickbooks_control import QuickBooksControl
from daybook_local.system.vendors.talech_control import TalechControl
from daybook_local.system.vendors.vendor_apps import (
    DISCOVERY_PATH,
    INTUIT_CLIENT_ID,
    INTUIT_CLIENT_SECRET,
    INTUIT_WEBHOOK_VERIFIER,
    TALECH_CLIENT_ID,
    TALECH_CLIENT_SECRET,
    WEBHOOK_PATH,
    company_variant,
)
from loopback_service import HOST, port_of
from talech_simulator.contract import to_json

STACK_NAME = "daybook"
SETTLE_DELAY = timedelta(minutes=5)
"""How long after Report End Time a day is read: the template's default, given to it all the same."""
_PROCESS = "daybook_local.system.vendors.simulator_process"
# A demonstration waits for nothing but its history; more workers than cores would wait for each other.
_HISTORY_WORKERS = min(5, (os.cpu_count() or 1) + 1)

Progress = Callable[[str], None]
Deployer = Callable[[LocalAws, Mapping[str, str]], Deployment]
"""Deploys the stack with these parameters."""


def _from_the_checkout(aws: LocalAws, parameters: Mapping[str, str]) -> Deployment:
    return deploy(aws, TEMPLATE, stack_name=STACK_NAME, parameters=parameters)


@dataclass(frozen=True, slots=True)
class LocalSystem:
    """Every part of the running system. `clock` is the time of all its processes: move it, and hours have passed."""

    sample: LoadedSample
    aws: LocalAws
    deployment: Deployment
    public_url: str
    talech: TalechControl
    quickbooks: QuickBooksControl
    daybook: DaybookCommand
    work: WorkFolder
    clock: SharedClock

    @property
    def settings_url(self) -> str:
        """The page of talech from which this merchant launches Daybook."""
        return f"{self.talech.settings_url}?merchant={self.sample.merchant_id}"

    def kept_at(self) -> float | None:
        """The machine's time of the newest copy of the local AWS that is on the disk; None without one."""
        file = self.work.aws_state / KEPT_AT if self.work.aws_state else None
        return float(file.read_text()) if file is not None and file.exists() else None


@contextmanager
def running_system(
    sample: LoadedSample,
    work: WorkFolder,
    *,
    now: datetime | None,
    starts_at: datetime | None = None,
    beside: Sequence[LoadedSample] = (),
    kept: KeptSystem | None = None,
    deployer: Deployer = _from_the_checkout,
    progress: Progress = lambda _part: None,
) -> Iterator[LocalSystem]:
    """The system with a merchant loaded and not yet connected, and those `beside`; `now` is where their clock stands.

    `now` None follows the system's clock, which begins at `starts_at`, at the machine's time if that is None.
    Everything lives in memory and is gone when the block ends, unless the folder `kept` keeps it: what is there is
    taken up, merchant, books, mails and clocks. The `deployer` deploys the checkout, unless a test gives another.

    Raises:
        StartupError: a part did not start; the text ends with the path and the tail of its log.
    """
    with ExitStack() as parts:
        # The address of the pages is part of the deployment, so the port is chosen long before anything serves there.
        before = kept.ports if kept else None
        listening = parts.enter_context(
            closing(same_listener(before.gateway) if before else first_free_listener(GATEWAY_PORT))
        )
        public_url = f"http://{HOST}:{port_of(listening)}"
        clock = SharedClock.take_up(work.clock) if before else SharedClock.begin(work.clock, starts_at)
        talech, quickbooks = _simulators((sample, *beside), work, public_url, now, before)
        for child in (talech, quickbooks):
            parts.callback(child.stop)
            child.start()
        progress("local AWS")
        aws = parts.enter_context(_aws(work, before.aws if before else None))
        progress("talech and QuickBooks")
        told_by_talech, told_by_quickbooks = talech.ready(), quickbooks.ready()
        progress("the real template")
        parameters = _parameters(public_url, told_by_talech, told_by_quickbooks)
        deployment = _deployed(deployer, aws, parameters, work)
        if kept is not None:
            urls = (public_url, aws.endpoint, told_by_talech["url"], told_by_quickbooks["url"])
            kept.keep_ports(Ports(*map(_port, urls)))
        parts.enter_context(Gateway(aws, deployment.outputs["ApiId"], listening))
        daybook = DaybookCommand(aws.endpoint, deployment.stack_name, timed=followed(clock.file, {}))
        system = LocalSystem(
            sample=sample,
            aws=aws,
            deployment=deployment,
            public_url=public_url,
            talech=parts.enter_context(closing(TalechControl(told_by_talech["url"]))),
            quickbooks=parts.enter_context(
                closing(QuickBooksControl(told_by_quickbooks["url"], told_by_quickbooks["realm"]))
            ),
            daybook=parts.enter_context(closing(daybook)),
            work=work,
            clock=clock,
        )
        parts.callback(forget, work)
        remember(work, system.quickbooks)
        system.quickbooks.tell(f"{public_url}{WEBHOOK_PATH}", INTUIT_WEBHOOK_VERIFIER)
        yield system


def _port(url: str) -> int:
    port = urlsplit(url).port
    if port is None:
        raise ValueError(f"{url} names no port")
    return port


def _simulators(
    samples: Sequence[LoadedSample], work: WorkFolder, public_url: str, now: datetime | None, before: Ports | None
) -> tuple[Child, Child]:
    """Both start at once and load while the emulator comes up; QuickBooks has the company of the first merchant."""
    sample, folders = samples[0], [str(each.folder) for each in samples]
    public = ["--public-url", public_url, *(["--state", str(work.state)] if work.state else [])]
    public += ["--same-port"] if before else []
    talech_port, quickbooks_port = (before.talech, before.quickbooks) if before else (TALECH_PORT, QUICKBOOKS_PORT)
    timed = followed(work.clock, os.environ)
    clock = ["--now", str(to_json(now))] if now else []
    talech = ["talech", *folders, "--port", str(talech_port), "--language", sample.language, *public, *clock]
    quickbooks = ["quickbooks", "--port", str(quickbooks_port), *public]
    quickbooks += ["--variant", company_variant(sample.country), "--company", sample.name]
    quickbooks += ["--currency", sample.currency]
    return (
        Child("the talech simulator", _PROCESS, talech, work.log("talech"), environment=timed),
        Child("the QuickBooks simulator", _PROCESS, quickbooks, work.log("quickbooks"), environment=timed),
    )


@contextmanager
def _aws(work: WorkFolder, port: int | None) -> Iterator[LocalAws]:
    try:
        emulator = Emulator(work.log("aws"), port=port, state=work.aws_state, clock=work.clock).start()
    except EmulatorError as error:
        raise StartupError(str(error)) from error
    try:
        with closing(LocalAws(emulator.endpoint)) as aws:
            yield aws
    finally:
        emulator.stop()


def _parameters(public_url: str, talech: dict[str, Any], quickbooks: dict[str, Any]) -> dict[str, str]:
    return {
        "IntuitDiscoveryUrl": f"{quickbooks['url']}{DISCOVERY_PATH}",
        "IntuitApiBaseUrl": quickbooks["url"],
        "IntuitClientId": INTUIT_CLIENT_ID,
        "IntuitClientSecret": INTUIT_CLIENT_SECRET,
        "IntuitWebhookVerifier": INTUIT_WEBHOOK_VERIFIER,
        "TalechBaseUrl": talech["url"],
        "TalechClientId": TALECH_CLIENT_ID,
        "TalechClientSecret": TALECH_CLIENT_SECRET,
        "PublicBaseUrl": public_url,
        "MailFrom": MAIL_FROM,
        "BackfillMaximumConcurrency": str(_HISTORY_WORKERS),
        "SettleDelayMinutes": str(int(SETTLE_DELAY.total_seconds() // 60)),
    }


def _deployed(deployer: Deployer, aws: LocalAws, parameters: Mapping[str, str], work: WorkFolder) -> Deployment:
    try:
        deployment = deployer(aws, parameters)
    except DeploymentError as error:
        raise StartupError(f"{error}\n{tail(work.log('aws'))}") from error
    allow_sender(aws.endpoint)
    return deployment
