"""`daybook-local run`: the system in real time, for clicking through it and for developing against it."""

import shutil
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console

from daybook_local.aws.schedules.schedules import Schedules, run_schedules
from daybook_local.inbox.server import Inbox
from daybook_local.system.kept_system import KeptSystem
from daybook_local.system.local_system import running_system
from daybook_local.system.operating import operations_pages
from daybook_local.system.places import SAMPLES, WorkFolder
from daybook_local.system.samples.recent_sample import recent_copy
from daybook_local.system.samples.sample import LoadedSample
from daybook_local.system.staying_up import show_ways_in, stay_up

_CLOCK = "Shops and schedules live by the machine's clock: the newest day of a sample merchant ended yesterday."


def run_system(merchant: Path, work: WorkFolder) -> None:
    """Serve until Ctrl-C: schedules fire by the system's clock, metrics and alarms follow the logs.

    With a folder for its state it is kept there, and the next one goes on from it. The days of a sample merchant are
    moved so that they end yesterday; any other folder is taken as it is.

    Raises:
        BrokenFolderError: the folder breaks the contract; nothing was started.
        OtherStoryError: the folder for the state keeps something else.
        UnreadableStateError: the kept state cannot be taken up.
        StartupError: a part did not start.
    """
    console = Console(stderr=True)
    sample = LoadedSample(_lately(merchant, work))
    with ExitStack() as parts:
        kept = None
        if work.state is not None:
            of = {"command": "run", "merchant": str(merchant.resolve())}
            kept = parts.enter_context(closing(KeptSystem(work.state, of)))
        with console.status("Starting") as status:
            system = parts.enter_context(
                running_system(
                    sample, work, now=None, kept=kept, progress=lambda part: status.update(f"Starting {part}")
                )
            )
            parts.enter_context(run_schedules(Schedules(system.aws), system.clock.now))
            pages = parts.enter_context(operations_pages(system))
            inbox = parts.enter_context(Inbox(system.aws.endpoint))
        show_ways_in(console, system, _CLOCK)
        console.print(f"Alarms, dashboard, dead letters: {pages.url}", highlight=False)
        console.print(f"Mails to the merchant: {inbox.url}", highlight=False)
        stay_up()


def _lately(merchant: Path, work: WorkFolder) -> Path:
    """The folder to load: a copy of a sample, which a kept state keeps, or the merchant's own folder."""
    if merchant.resolve().parent != SAMPLES:
        return merchant
    copy = (work.state or work.root) / "merchant"
    if work.state is None:
        shutil.rmtree(copy, ignore_errors=True)
    return recent_copy(merchant, copy, datetime.now(UTC).date() - timedelta(days=1))
