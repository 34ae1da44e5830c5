"""Daybook's environment in a world: its settings, its clock, its AWS clients, and what stands in for threads and sleep.

The other half of what this harness touches of Daybook lies in `the_product`.
"""

import os
import random
import secrets
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

import requests
import stamina

from chaos.days.aws.aws_client import InProcessClient
from chaos.days.vendors import QUICKBOOKS, TALECH
from daybook.adapters.aws.clients import watched
from daybook.adapters.quickbooks.grants.tokens import AccessTokens
from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.talech import source as talech_source
from daybook.adapters.talech.http.client import ATTEMPTS
from daybook.bootstrap import foundation
from daybook.bootstrap.observing import observability
from daybook_local.system.vendors.vendor_apps import (
    DISCOVERY_PATH,
    INTUIT_CLIENT_ID,
    INTUIT_CLIENT_SECRET,
    INTUIT_WEBHOOK_VERIFIER,
    TALECH_CLIENT_ID,
    TALECH_CLIENT_SECRET,
)

SECRETS = {
    "intuit": {"client_id": INTUIT_CLIENT_ID, "client_secret": INTUIT_CLIENT_SECRET},
    "talech": {"client_id": TALECH_CLIENT_ID, "client_secret": TALECH_CLIENT_SECRET},
    "webhooks": {"verifier_token": INTUIT_WEBHOOK_VERIFIER},
}
LOG = "SyncLogTable"
ARN = "arn:aws:lambda:us-east-1:1:function:"
_SETTINGS = {
    "CONNECTION_TABLE": "ConnectionTable",
    "SYNC_LOG_TABLE": LOG,
    "CLOSING_TABLE": "ClosingTable",
    "PROOF_TABLE": "ProofTable",
    "SESSION_TABLE": "SessionTable",
    "TOKEN_KEY_ARN": "arn:aws:kms:us-east-1:1:key/tokens",
    "SCHEDULE_GROUP": "daybook",
    "SCHEDULE_ROLE_ARN": "arn:aws:iam::1:role/schedules",
    "PLAN_SYNCS_FUNCTION_ARN": f"{ARN}plan_syncs",
    "WATCHDOG_FUNCTION_NAME": "watchdog",
    "PLAN_SYNCS_DEAD_LETTER_QUEUE_ARN": "arn:aws:sqs:us-east-1:1:PlanSyncsDeadLetterQueue",
    "INTUIT_SECRET_ID": "intuit",
    "TALECH_SECRET_ID": "talech",
    "WEBHOOK_SECRET_ID": "webhooks",
    "INTUIT_API_BASE_URL": QUICKBOOKS,
    "INTUIT_DISCOVERY_URL": f"{QUICKBOOKS}{DISCOVERY_PATH}",
    "TALECH_BASE_URL": TALECH,
    "SETTLE_DELAY_MINUTES": "5",
    "OVERDUE_AFTER_HOURS": "3",
    "MAIL_FROM": "",
    "OAUTHLIB_INSECURE_TRANSPORT": "1",
}
_QUEUE_SETTINGS = {
    "LOCATION_DAY_QUEUE_URL": "LocationDayQueue",
    "BACKFILL_QUEUE_URL": "BackfillQueue",
    "REREAD_QUEUE_URL": "RereadQueue",
    "QUICKBOOKS_CHANGE_QUEUE_URL": "QuickBooksChangeQueue",
    "LOCATION_DAY_DEAD_LETTER_QUEUE_URL": "LocationDayDeadLetterQueue",
    "BACKFILL_DEAD_LETTER_QUEUE_URL": "BackfillDeadLetterQueue",
    "REREAD_DEAD_LETTER_QUEUE_URL": "RereadDeadLetterQueue",
    "QUICKBOOKS_CHANGE_DEAD_LETTER_QUEUE_URL": "QuickBooksChangeDeadLetterQueue",
    "PLAN_SYNCS_DEAD_LETTER_QUEUE_URL": "PlanSyncsDeadLetterQueue",
    "WATCHDOG_DEAD_LETTER_QUEUE_URL": "WatchdogDeadLetterQueue",
}
_STATELESS = (observability.logger, observability.metrics)
# Made now: it keeps the stream that it finds when it is made, and a seed runs with another.
observability.logger()


@contextmanager
def daybook_in(world: Any) -> Iterator[None]:
    """Daybook's environment, clock and clients are those of a world, for as long as this process lives by it."""
    names = world.names
    queues = {name: world.queues.by_name[queue].url for name, queue in _QUEUE_SETTINGS.items()}

    def clock(_clock: Any) -> Any:
        return world.clockwork.now()

    def vendors(_session: Any, url: str) -> Any:  # noqa: ARG001 - as requests calls it
        return world.vendors

    def no_netrc(_url: str) -> None:
        """A mock would count its calls, which costs more than the call."""

    def drawn_id() -> uuid.UUID:
        return uuid.UUID(int=int(names.text(32), 16))

    patches = [
        mock.patch.dict(os.environ, _SETTINGS | queues),
        mock.patch.object(foundation.SystemClock, "now", clock),
        mock.patch.dict(QuickBooksClient.__init__.__kwdefaults__, sleep=world.clockwork.pause),
        mock.patch.dict(AccessTokens.__init__.__kwdefaults__, sleep=world.clockwork.pause),
        mock.patch.object(talech_source, "ThreadPoolExecutor", _OneAfterTheOther),
        mock.patch.object(requests.Session, "get_adapter", vendors),
        mock.patch.object(requests.Session, "merge_environment_settings", _as_asked),
        mock.patch.object(requests.sessions, "get_netrc_auth", no_netrc),
        # Ids and tokens are drawn from the seed too, so that the same seed tells the same story.
        mock.patch.object(uuid, "uuid4", drawn_id),
        mock.patch.object(secrets, "token_hex", lambda nbytes=32: names.text(2 * nbytes)),
        mock.patch.object(secrets, "token_urlsafe", lambda nbytes=32: names.text(2 * nbytes)),
        mock.patch.dict(foundation.AWS.__dict__, _watched(world.clients)),
        stamina.set_testing(True, attempts=ATTEMPTS),
    ]
    level, hooks = observability.logger().log_level, stamina.instrumentation.get_on_retry_hooks()
    with ExitStack() as stack:
        for each in patches:
            stack.enter_context(each)
        stack.callback(stamina.instrumentation.set_on_retry_hooks, hooks)
        stack.callback(_forget)
        stack.callback(observability.metrics().clear_metrics)
        stack.callback(observability.logger().setLevel, level)
        observability.logger().setLevel("CRITICAL")
        stamina.instrumentation.set_on_retry_hooks(())
        _forget()
        stack.callback(random.setstate, random.getstate())
        random.seed(world.seed)  # pauses grow with jitter
        yield


def _watched(clients: Mapping[str, InProcessClient]) -> dict[str, Any]:
    return {name: watched(client) for name, client in clients.items()}


def _forget() -> None:
    """What bootstrap has made and kept is of another world."""
    for name, module in list(sys.modules.items()):
        if name.startswith("daybook.bootstrap"):
            for made in vars(module).values():
                if hasattr(made, "cache_clear") and made not in _STATELESS:
                    made.cache_clear()


class _OneAfterTheOther:
    """Stands in for a pool of threads, which could not be switched at ports."""

    def __init__(self, *_: Any, **__: Any) -> None:
        """Nothing is started."""

    def map(self, call: Callable[..., Any], *given: Any) -> list[Any]:
        return [call(*each) for each in zip(*given, strict=False)]

    def submit(self, call: Callable[..., Any], *given: Any) -> "Future[Any]":
        ended: Future[Any] = Future()
        try:
            ended.set_result(call(*given))
        except Exception as error:  # noqa: BLE001 - a future holds any
            ended.set_exception(error)
        return ended

    def shutdown(self, **_: Any) -> None:
        """Nothing is left."""


def _as_asked(_session: Any, _url: str, _proxies: Any, stream: Any, verify: Any, cert: Any) -> dict[str, Any]:
    """No proxies and no certificates: the way leads nowhere."""
    return {"proxies": {}, "stream": stream, "verify": verify, "cert": cert}
