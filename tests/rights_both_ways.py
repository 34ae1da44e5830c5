"""What a whole run used of the rights that the template grants: a right that no test needs is one too many.

A pytest plugin, which `conftest.py` names. A run of every test that passes otherwise fails where a right was neither
used nor excused below. A missing right is refused by the local AWS at once; so roles are strict both ways.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from daybook_local.aws.deployment.used_rights import FOLDER, Right, granted_by, used_in
from daybook_local.system.places import TEMPLATE

NEXT_STEP = (
    "Nothing in this run needed them. Take each out of template.yaml; or walk, in a test on the whole system, what "
    "needs it; or, where AWS itself does with the role what no emulator does, excuse it in tests/rights_both_ways.py."
)
USED_RIGHTS = Path(".local", "used-rights.txt")
# Used by AWS and not by our code, or only by one of two ways to deploy. Each says whose work it is.
BY_ROLE = {
    "SchedulerRole": "EventBridge Scheduler fires with it",
    "WatchdogScheduleRole": "EventBridge Scheduler fires with it",
}
BY_ACTION = {
    "logs:CreateLogStream": "the Lambda runtime writes the logs",
    "logs:PutLogEvents": "the Lambda runtime writes the logs",
}
BY_STATEMENT = {
    ("PlanSyncsRole", "KeepFailedFirings"): "Lambda hands over what failed for good",
    ("WatchdogRole", "KeepFailedLooks"): "Lambda hands over what failed for good",
    **{
        (role, "SendMails"): "SES asks for it where a mail names a configuration set; the local SES has none"
        for role in ("PortalRole", "PostLocationDayRole", "WatchdogRole")
    },
}
# The queues' pollers take messages for these functions, with their roles.
BY_POLLER = frozenset({("PostLocationDayRole", "TakeMessages"), ("WebhooksRole", "HandOverAndTakeNotices")})
OF_POLLERS = frozenset({"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"})

_NOTES = pytest.StashKey[Path]()
_UNUSED = pytest.StashKey[list[str]]()
_LEFT_OUT = pytest.StashKey[set[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """The process that starts the others keeps one folder for what all their emulators note."""
    config.stash[_LEFT_OUT] = set()
    if not hasattr(config, "workerinput"):
        folder = tempfile.mkdtemp(prefix="daybook-rights-")
        os.environ[FOLDER] = folder
        config.stash[_NOTES] = Path(folder)
        config.pluginmanager.register(_LeftOut(config.stash[_LEFT_OUT]))


class _LeftOut:
    """Hears which whole systems a run has not walked: on a machine without a browser, say."""

    def __init__(self, tests: set[str]) -> None:
        self._tests = tests

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and "stack" in report.keywords:
            self._tests.add(report.nodeid)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A whole run that passed fails after all where a right of the template was not used."""
    config = session.config
    folder = config.stash.get(_NOTES, None)
    if folder is None:
        return
    if exitstatus == pytest.ExitCode.OK and _is_whole(config):
        config.stash[_UNUSED] = unused(used_in(folder), config.rootpath / USED_RIGHTS)
        if config.stash[_UNUSED] and not config.stash[_LEFT_OUT]:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
    shutil.rmtree(folder)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the rights that nothing used, and what to do about them."""
    config = terminalreporter.config
    found = config.stash.get(_UNUSED, [])
    if not found:
        return
    terminalreporter.section("rights of template.yaml that no call used", red=True)
    terminalreporter.write_line("\n".join(found))
    if left_out := config.stash[_LEFT_OUT]:
        terminalreporter.write_line(
            f"No failure: {len(left_out)} tests of whole systems were skipped and may need them."
        )
        return
    terminalreporter.write_line(NEXT_STEP)


def _is_whole(config: pytest.Config) -> bool:
    narrowed = (
        "keyword",
        "markexpr",
        "lf",
        "stepwise",
        "deselect",
        "ignore",
        "ignore_glob",
        "collectonly",
        "setupplan",
    )
    chosen = any(config.getoption(name, default=None) for name in narrowed)
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not chosen


def unused(used: Iterable[Right], told_in: Path) -> list[str]:
    """The words of each right that no call of a run needed, where nothing excuses it; what was used is written down."""
    known, granted = set(used), granted_by(TEMPLATE)
    told_in.parent.mkdir(exist_ok=True)
    told_in.write_text("".join(f"{words}\n" for right, words in sorted(granted.items()) if right in known))
    return sorted(words for right, words in granted.items() if right not in known and not excused(right, words))


def excused(right: Right, words: str) -> bool:
    """Whether somebody else than our code uses it."""
    statement = (right.role, words.partition(":")[0].split(" ")[1])
    taken_by_poller = statement in BY_POLLER and right.action in OF_POLLERS
    return taken_by_poller or right.role in BY_ROLE or right.action in BY_ACTION or statement in BY_STATEMENT
