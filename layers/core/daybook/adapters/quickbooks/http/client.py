"""Sends every request to one QuickBooks company, with address, token, call budget, request id and faults.

docs/quickbooks.md 2 and 3.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from requests.adapters import BaseAdapter

from daybook.adapters.quickbooks.grants.tokens import GrantTokens
from daybook.adapters.quickbooks.http.answers import Answer, read_answer
from daybook.adapters.quickbooks.http.batches import BATCH_SIZE, BatchAnswer, BatchItem, batch_body, batch_results
from daybook.adapters.quickbooks.http.call_slots import wait_for_slot
from daybook.adapters.quickbooks.http.faults import NOT_FOUND, Refusal, grant_ended, raise_for_refusal, refusal_in
from daybook.adapters.quickbooks.http.queries import every_row
from daybook.adapters.quickbooks.http.transport import BearerToken, ask, http_session
from daybook.adapters.quickbooks.http.wire import JsonObject, dumps, latin1
from daybook.adapters.vendor_http import class_of, secure_address, unheard
from daybook.application.ports import CallBudget
from daybook.application.ports.circuits import AnswerClass, OnAnswer
from daybook.domain.errors import Condition, RetriableError
from daybook.domain.posting.posted_documents import OutcomeUnknownError, TokenRejectedError

__all__ = ["Answer", "PreparedWrite", "QuickBooksClient"]

PRODUCTION_API_URL = "https://quickbooks.api.intuit.com/v3"
MINOR_VERSION = "75"

# Intuit ends a request after 120 seconds; a shorter time-out would make outcomes unknown.
_TIMEOUT_SECONDS = (5, 125)
ANSWERS_WITHIN = timedelta(seconds=sum(_TIMEOUT_SECONDS))
_BATCH = "batch"


@dataclass(frozen=True, slots=True)
class PreparedWrite:
    """A write, complete except for its request id. `is_renewed`: its token replaced a rejected one."""

    path: str
    operation: str
    body: str
    token: str = field(repr=False)
    is_renewed: bool = False


class QuickBooksClient:
    """The API of one company, for one merchant's grant.

    Errors of every call: `RetriableError` (its request id makes a repeat safe), `NeedsAttentionError` for a person,
    `ReconcileError` where something exists already, `QuickBooksBugError` for our own mistakes.

    `on_answer` gets the class, the time and the `intuit_tid` of each HTTP answer; a dropped connection has no time.
    """

    def __init__(
        self,
        realm_id: str,
        tokens: GrantTokens,
        budget: CallBudget,
        *,
        country: str = "",
        api_url: str = PRODUCTION_API_URL,
        transport: BaseAdapter | None = None,
        sleep: Callable[[float], None] = time.sleep,
        on_answer: OnAnswer = unheard,
    ) -> None:
        if not realm_id.isdecimal():
            # Without it QuickBooks answers with a misleading 6000 (docs/quickbooks.md 10).
            raise ValueError(f"realm id {realm_id!r} is not a number: the connection was stored without its company")
        self.realm_id = realm_id
        self.country = country
        self._tokens = tokens
        self._budget = budget
        self._base_url = f"{secure_address(api_url).rstrip('/')}/company/{realm_id}"
        self._session = http_session(transport)
        self._sleep = sleep
        self._on_answer = on_answer
        self._rejected = ""

    def get(self, path: str, **parameters: str) -> Answer:
        """Read an object; metered."""
        return _successful(self._send("GET", path, parameters))

    def read(self, path: str, **parameters: str) -> Answer | Refusal:
        """As `get`, for callers that handle some refusals."""
        return self._send("GET", path, parameters)

    def row(self, entity: str, row_id: str) -> JsonObject | None:
        """A row by its id, None for a deleted or unknown one: one metered read.

        Raises:
            RetriableError: the answer does not hold the row.
        """
        answer = self._send("GET", f"{entity.lower()}/{row_id}", {})
        if isinstance(answer, Refusal) and answer.codes == {NOT_FOUND}:
            return None
        body = _successful(answer).body
        if entity not in body:
            raise RetriableError(
                f"QuickBooks' answer holds no {entity}, intuit_tid {answer.intuit_tid or 'none'}",
                condition=Condition.QUICKBOOKS_UNAVAILABLE,
            )
        row: JsonObject = body[entity]
        return None if row.get("status") == "Deleted" else row

    def ask_anew(self) -> None:
        """Try a lost grant: one refresh and one read.

        Raises:
            NeedsAttentionError: it has ended, or QuickBooks still refuses it hours after the first refusal.
            RetriableError: Intuit does not answer, or refuses for the first time.
        """
        self._tokens.renew()
        self.get(f"companyinfo/{self.realm_id}")

    def post(self, entity: str, body: Mapping[str, Any], request_id: str) -> Answer:
        """Write an object once per request id; not metered. `entity` is the path name, in lower case."""
        return _successful(self.write(entity, body, request_id))

    def write(self, entity: str, body: Mapping[str, Any], request_id: str, *, operation: str = "") -> Answer | Refusal:
        """As `post`, for callers that handle some refusals; `operation` is `delete` or empty."""
        parameters = {"requestid": request_id, **({"operation": operation} if operation else {})}
        return self._send("POST", entity, parameters, dumps(body, self.text))

    def prepare(self, entity: str, body: Mapping[str, Any], *, operation: str = "") -> PreparedWrite:
        """Prepare a write with all that may fail or take time: its bytes, access token and budget slot."""
        text = dumps(body, self.text)
        token = self._tokens.replace(self._rejected) if self._rejected else self._tokens.current()
        wait_for_slot(self._budget, self.realm_id, self._sleep, batch=entity == _BATCH)
        return PreparedWrite(entity, operation, text, token, is_renewed=bool(self._rejected))

    def send(self, prepared: PreparedWrite, request_id: str) -> Answer | Refusal:
        """Exactly one request.

        Raises:
            OutcomeUnknownError: QuickBooks may have carried it out; no readable answer came.
            TokenRejectedError: QuickBooks did not process it; the next one is prepared with another token.
        """
        parameters = {"requestid": request_id}
        if prepared.operation:
            parameters["operation"] = prepared.operation
        try:
            answer = self._asked("POST", prepared.path, parameters, prepared.body, prepared.token)
        except RetriableError as unseen:
            raise OutcomeUnknownError(str(unseen), condition=Condition.QUICKBOOKS_UNAVAILABLE) from unseen
        if isinstance(answer, Refusal) and answer.doubts_grant:
            self._rejected = "" if prepared.is_renewed else prepared.token
            if prepared.is_renewed and self._tokens.refused_for_hours():
                raise grant_ended(answer)
            raise TokenRejectedError(str(answer), condition=Condition.QUICKBOOKS_SIGN_IN_REFUSED)
        self._rejected = ""
        if isinstance(answer, Answer) or answer.lets_the_caller_in:
            self._tokens.accepted()
        return answer

    def query(self, entity: str, where: str = "") -> tuple[JsonObject, ...]:
        """Every row of an entity: one metered read per thousand rows."""
        return every_row(lambda text: self._rows(entity, text), entity, where)

    def batch(self, items: Sequence[BatchItem], request_id: str) -> BatchAnswer:
        """Send up to 30 independent items in one call, under a request id of at most 36 characters."""
        if len(items) > BATCH_SIZE:
            raise ValueError(f"{len(items)} items in a batch: QuickBooks takes {BATCH_SIZE}")
        answer = self.post(_BATCH, batch_body(items), request_id)
        results = batch_results(items, answer.body)
        return BatchAnswer({key: _checked_result(result) for key, result in results.items()}, answer.intuit_tid)

    def text(self, value: str) -> str:
        """A text as this company can store it (docs/quickbooks.md 7)."""
        return latin1(value) if self.country == "US" else value

    def _rows(self, entity: str, query: str) -> list[JsonObject]:
        rows: list[JsonObject] = self.get("query", query=query).body["QueryResponse"].get(entity, [])
        return rows

    def _send(self, method: str, path: str, parameters: Mapping[str, str], body: str | None = None) -> Answer | Refusal:
        """One call, and one more with a new token if QuickBooks refuses the token. One refusal never ends a grant.

        During outages Intuit refuses valid grants, also tokens that it has just issued. Only the token endpoint ends a
        grant at once; refusals of new tokens end it after they have lasted for hours.
        """
        token = self._tokens.current()
        answer = self._answer(method, path, parameters, body, token)
        if isinstance(answer, Refusal) and answer.doubts_grant:
            token = self._tokens.replace(token)
            answer = self._answer(method, path, parameters, body, token)
            if isinstance(answer, Refusal) and answer.doubts_grant:
                if self._tokens.refused_for_hours():
                    raise grant_ended(answer)
                raise_for_refusal(answer)
        if isinstance(answer, Answer) or answer.lets_the_caller_in:
            self._tokens.accepted()
        return answer

    def _answer(
        self, method: str, path: str, parameters: Mapping[str, str], body: str | None, token: str
    ) -> Answer | Refusal:
        wait_for_slot(self._budget, self.realm_id, self._sleep, batch=path == _BATCH)
        return self._asked(method, path, parameters, body, token)

    def _asked(
        self, method: str, path: str, parameters: Mapping[str, str], body: str | None, token: str
    ) -> Answer | Refusal:
        request = f"{method} {path}"
        asked_at = time.perf_counter()
        try:
            reply = ask(
                self._session,
                method,
                f"{self._base_url}/{path}",
                f"QuickBooks ({request})",
                params={"minorversion": MINOR_VERSION, **parameters},
                data=None if body is None else body.encode(errors="replace"),
                headers={"Accept": "application/json", "Content-Type": "application/json"},
                auth=BearerToken(token),
                timeout=_TIMEOUT_SECONDS,
            )
        except RetriableError:
            self._on_answer(AnswerClass.FAILED, None, "")
            raise
        self._on_answer(class_of(reply.status), (time.perf_counter() - asked_at) * 1000, reply.intuit_tid)
        refusal = refusal_in(request, reply.status, reply.headers, reply.text)
        if refusal is not None:
            return refusal
        return read_answer(request, reply.text, reply.intuit_tid)


def _checked_result(result: JsonObject | Refusal) -> JsonObject | Refusal:
    """The result of an item; without object and fault the answer left the item out, so its outcome is unknown."""
    if isinstance(result, Refusal) and not result.faults:
        return replace(result, says_nothing=True)
    return result


def _successful(answer: Answer | Refusal) -> Answer:
    if isinstance(answer, Refusal):
        raise_for_refusal(answer)
    return answer
