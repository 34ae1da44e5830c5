"""What a whole run used of the rights that the template grants: a right that no test needs is one too many."""

import os
import tempfile
from pathlib import Path

from daybook_local.aws.used_rights import FOLDER, Right, granted_by, used_in
from daybook_local.system.places import CHECKOUT, TEMPLATE

_USED = CHECKOUT / ".local" / "used-rights.txt"
# Not used here, and needed on AWS. Each names whose work it is that the emulator does without a role.
_BY_ROLE = {
    "SchedulerRole": "EventBridge Scheduler fires with it",
    "WatchdogScheduleRole": "EventBridge Scheduler fires with it",
}
_BY_ACTION = {
    "logs:CreateLogStream": "the Lambda runtime writes the logs",
    "logs:PutLogEvents": "the Lambda runtime writes the logs",
    "sqs:ReceiveMessage": "the queue's poller takes messages for the function",
    "sqs:DeleteMessage": "the queue's poller takes messages for the function",
    "sqs:GetQueueAttributes": "the queue's poller takes messages for the function",
}
_BY_STATEMENT = {
    ("PlanSyncsRole", "KeepFailedFirings"): "Lambda hands over what failed for good",
    ("WatchdogRole", "KeepFailedLooks"): "Lambda hands over what failed for good",
}


def begin() -> Path:
    """Let every emulator of this run note what is used; the folder of the notes, which the run makes and removes."""
    folder = tempfile.mkdtemp(prefix="daybook-rights-")
    os.environ[FOLDER] = folder
    return Path(folder)


def unused(folder: Path) -> list[str]:
    """The words of each right that no call of the run needed, where nothing excuses it; what was used can be read."""
    used = used_in(folder)
    granted = granted_by(TEMPLATE)
    _USED.parent.mkdir(exist_ok=True)
    _USED.write_text("".join(f"{words}\n" for right, words in sorted(granted.items()) if right in used))
    return sorted(words for right, words in granted.items() if right not in used and not _why(right, words))


def _why(right: Right, words: str) -> str | None:
    statement = words.partition(":")[0].split(" ")[1]
    return _BY_ROLE.get(right.role) or _BY_ACTION.get(right.action) or _BY_STATEMENT.get((right.role, statement))
