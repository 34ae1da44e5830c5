"""Every request to one QuickBooks company: address, token, budget, idempotency and faults in one function.

quickbooks-online reference 2 and 3.
"""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import requests
from requests.adapters import BaseAdapter

from daybook.adapters.quickbooks.batches import BATCH_SIZE, BatchAnswer, BatchItem, batch_body, batch_results
from daybook.adapters.quickbooks.faults import ReconcileError, Refusal, raise_for_refusal, refusal_in
from daybook.adapters.quickbooks.queries import PAGE_SIZE, select
from daybook.adapters.quickbooks.tokens import AccessTokens
from daybook.adapters.quickbooks.transport import BearerToken, http_session
from daybook.adapters.quickbooks.wire import JsonObject, dumps, latin1, loads
from daybook.application.ports import CallBudget
from daybook.domain.errors import Condition, RetriableError

PRODUCTION_API_URL = "https://quickbooks.api.intuit.com/v3"
SANDBOX_API_URL = "https://sandbox-quickbooks.api.intuit.com/v3"
MINOR_VERSION = "75"

# Intuit gives up on a request after 120 seconds: hanging up earlier would leave an outcome unknown that is on its way.
_TIMEOUT_SECONDS = (5, 125)
_LONGEST_WAIT_SECONDS = 5.0
# Batches are few a minute: workers that pay a month of invoices stand in line for them.
_LONGEST_WAIT_FOR_A_BATCH_SECONDS = 30.0
_BATCH = "batch"
_RESULT_TOO_LARGE = 10100


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer and Intuit's id of it, which their support asks for."""

    body: JsonObject
    intuit_tid: str


class QuickBooksClient:
    """The API of one company, for one merchant's grant.

    Errors of every call: `RetriableError` (its request id makes a repeat safe), `NeedsAttentionError` for a person,
    `ReconcileError` where something exists already, `QuickBooksBugError` for our own mistakes.

    `on_answer` hears how long each HTTP answer took, in milliseconds; a connection that drops gives no answer.
    """

    def __init__(
        self,
        realm_id: str,
        tokens: AccessTokens,
        budget: CallBudget,
        *,
        country: str = "",
        api_url: str = PRODUCTION_API_URL,
        transport: BaseAdapter | None = None,
        sleep: Callable[[float], None] = time.sleep,
        on_answer: Callable[[float], None] | None = None,
    ) -> None:
        if not realm_id.isdecimal():
            # Without it QuickBooks answers with a misleading 6000 (quickbooks-online reference 10).
            raise ValueError(f"realm id {realm_id!r} is not a number: the connection was stored without its company")
        self.realm_id = realm_id
        self.country = country
        self._tokens = tokens
        self._budget = budget
        self._base_url = f"{api_url.rstrip('/')}/company/{realm_id}"
        self._session = http_session(transport)
        self._sleep = sleep
        self._on_answer = on_answer

    def get(self, path: str, **parameters: str) -> Answer:
        """Read something: metered."""
        return _successful(self._send("GET", path, parameters))

    def post(self, entity: str, body: Mapping[str, Any], request_id: str) -> Answer:
        """Write something once per request id: free. `entity` is the path name, in lower case."""
        return _successful(self.write(entity, body, request_id))

    def write(self, entity: str, body: Mapping[str, Any], request_id: str, *, operation: str = "") -> Answer | Refusal:
        """As `post`, for callers who know a way out of some refusals; `operation` is `delete`, or empty."""
        parameters = {"requestid": request_id, **({"operation": operation} if operation else {})}
        return self._send("POST", entity, parameters, dumps(body, self.text))

    def query(self, entity: str, where: str = "") -> tuple[JsonObject, ...]:
        """Every row of an entity: one metered read per thousand."""
        rows: list[JsonObject] = []
        size = PAGE_SIZE
        while True:
            try:
                page = self._page(entity, where, start=len(rows) + 1, size=size)
            except ReconcileError as error:
                if _RESULT_TOO_LARGE not in error.refusal.codes or size == 1:
                    raise
                size //= 2
                continue
            rows += page
            if len(page) < size:
                return tuple(rows)

    def batch(self, items: Sequence[BatchItem], request_id: str) -> BatchAnswer:
        """Send up to 30 independent items in one call, under a request id of at most 36 characters."""
        if len(items) > BATCH_SIZE:
            raise ValueError(f"{len(items)} items in a batch: QuickBooks takes {BATCH_SIZE}")
        answer = self.post(_BATCH, batch_body(items), request_id)
        return BatchAnswer(batch_results(items, answer.body), answer.intuit_tid)

    def text(self, value: str) -> str:
        """A text as this company can store it (quickbooks-online reference 7)."""
        return latin1(value) if self.country == "US" else value

    def _page(self, entity: str, where: str, *, start: int, size: int) -> list[JsonObject]:
        answer = self.get("query", query=select(entity, where, start=start, size=size))
        rows: list[JsonObject] = answer.body["QueryResponse"].get(entity, [])
        return rows

    def _send(self, method: str, path: str, parameters: Mapping[str, str], body: str | None = None) -> Answer | Refusal:
        token = self._tokens.current()
        answer = self._answer(method, path, parameters, body, token)
        if isinstance(answer, Refusal) and answer.rejects_token:
            token = self._tokens.replace(token)
            answer = self._answer(method, path, parameters, body, token)
        return answer

    def _answer(
        self, method: str, path: str, parameters: Mapping[str, str], body: str | None, token: str
    ) -> Answer | Refusal:
        self._wait_for_budget(batch=path == _BATCH)
        request = f"{method} {path}"
        asked_at = time.perf_counter()
        try:
            response = self._session.request(
                method,
                f"{self._base_url}/{path}",
                params={"minorversion": MINOR_VERSION, **parameters},
                data=None if body is None else body.encode(errors="replace"),
                headers={"Accept": "application/json", "Content-Type": "application/json"},
                auth=BearerToken(token),
                timeout=_TIMEOUT_SECONDS,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            # Unknown outcome. The same request id makes the repeat harmless.
            raise RetriableError(
                f"QuickBooks did not answer {request}: {type(error).__name__}",
                condition=Condition.QUICKBOOKS_UNAVAILABLE,
            ) from error
        if self._on_answer is not None:
            self._on_answer((time.perf_counter() - asked_at) * 1000)
        text = response.content.decode(errors="replace")
        refusal = refusal_in(request, response.status_code, response.headers, text)
        if refusal is not None:
            return refusal
        tid = response.headers.get("intuit_tid", "")
        try:
            return Answer(loads(text), tid)
        except ValueError as error:
            # It said yes, so the write happened; the repeat brings the stored answer in full.
            raise RetriableError(
                f"QuickBooks' answer to {request} is not JSON, intuit_tid {tid or 'none'}",
                condition=Condition.QUICKBOOKS_UNAVAILABLE,
            ) from error

    def _wait_for_budget(self, *, batch: bool) -> None:
        seconds, longest = self._budget.spend(self.realm_id), _LONGEST_WAIT_SECONDS
        if batch:
            seconds = max(seconds, self._budget.spend(self.realm_id, batch=True))
            longest = _LONGEST_WAIT_FOR_A_BATCH_SECONDS
        if seconds > longest:
            raise RetriableError(
                f"the request budget of company {self.realm_id} is spent for {seconds:.0f} seconds",
                after_seconds=math.ceil(seconds),
            )
        if seconds > 0:
            self._sleep(seconds)


def _successful(answer: Answer | Refusal) -> Answer:
    if isinstance(answer, Refusal):
        raise_for_refusal(answer)
    return answer
