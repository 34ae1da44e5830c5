"""Wiring of `connect`: the merchant comes from talech, consents at Intuit, and returns."""

from functools import cache
from pathlib import Path
from typing import Any

from daybook.adapters.aws.vaults import unconfirmed_grants  # noqa: F401 - every visit needs it: loaded while Lambda starts
from daybook.adapters.talech import launch  # noqa: F401 - as above
from daybook.adapters.web.connecting.pages import ConnectAnswers
from daybook.adapters.web.connecting.steps import CALLBACK_PATH, ROUTES
from daybook.adapters.web.http.reception import Reception
from daybook.adapters.web.http.rendering import Renderer
from daybook.adapters.web.http.router import Router
from daybook.bootstrap import quickbooks, talech  # noqa: F401 - as above
from daybook.bootstrap.environment import PLAN_SYNCS_FUNCTION_ARN, setting
from daybook.bootstrap.functions.answering import answer_event, session_cookies, tell
from daybook.bootstrap.public_address import address_at
from daybook.bootstrap.systems import Systems


@cache
def systems_at(base_url: str) -> Systems:
    """The systems for an API at this address, to which Intuit sends browsers back."""
    return Systems(callback=f"{base_url}{CALLBACK_PATH}", planner=setting(PLAN_SYNCS_FUNCTION_ARN))


@cache
def router_at(folder: Path, base_url: str) -> Router:
    """The steps for the address that the browser used; an API has one, or two while it gets a domain of its own."""
    systems, cookies = systems_at(base_url), session_cookies()
    return Router(ROUTES, Reception(systems, cookies), ConnectAnswers(Renderer(folder), systems, cookies), tell)


def answer_step(event: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The answer to a browser.

    Intuit's redirect address follows from where it reached this API: as it was deployed, else the domain name that API
    Gateway answered under. It is never the Host header, in which a browser writes what it likes.
    """
    return answer_event(event, router_at(folder, address_at(event["requestContext"]["domainName"])))
