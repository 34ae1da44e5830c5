"""What `daybook-local env` finds while a system is up: one file, gone when the system is."""

import json
import os
import shlex
from typing import Any

from daybook_local.system.places import WorkFolder
from daybook_local.system.vendors.loopback import ControlError
from daybook_local.system.vendors.quickbooks_control import QuickBooksControl
from daybook_local.system.vendors.vendor_apps import INTUIT_CLIENT_ID, INTUIT_CLIENT_SECRET


class NothingRunsError(RuntimeError):
    """No local system is up."""


def remember(work: WorkFolder, quickbooks: QuickBooksControl) -> None:
    """Write the file."""
    work.root.mkdir(parents=True, exist_ok=True)
    told = {"pid": os.getpid(), "quickbooks_url": quickbooks.url, "realm": quickbooks.realm}
    work.running.write_text(json.dumps(told), "utf-8")


def forget(work: WorkFolder) -> None:
    """Remove the file, unless a system that was started later has written its own."""
    told = _read(work)
    if told is not None and told["pid"] == os.getpid():
        work.running.unlink(missing_ok=True)


def exports(work: WorkFolder) -> str:
    """Shell lines with which another QuickBooks client reaches the simulator; the refresh token is a fresh consent.

    Raises:
        NothingRunsError: nothing is up, or what was up is gone.
    """
    told = _read(work)
    if told is None:
        raise NothingRunsError("nothing is running: start `daybook-local run` or `daybook-local demo --keep` first")
    quickbooks = QuickBooksControl(told["quickbooks_url"], told["realm"])
    try:
        refresh_token = quickbooks.refresh_token()
    except ControlError as error:
        raise NothingRunsError(f"the system that wrote {work.running} is gone: start it again ({error})") from error
    finally:
        quickbooks.close()
    values = {
        "CLIENT_ID": INTUIT_CLIENT_ID,
        "CLIENT_SECRET": INTUIT_CLIENT_SECRET,
        "REFRESH_TOKEN": refresh_token,
        "COMPANY_ID": quickbooks.realm,
        "DISCOVERY_URL": quickbooks.discovery_url,
        "QBO_BASE": quickbooks.api_url,
    }
    return "".join(f"export {name}={shlex.quote(value)}\n" for name, value in values.items())


def _read(work: WorkFolder) -> dict[str, Any] | None:
    try:
        told: dict[str, Any] = json.loads(work.running.read_text("utf-8"))
    except FileNotFoundError:
        return None
    return told
