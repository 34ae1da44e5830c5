"""The HTTP side of the authorization server: consent in the browser, tokens for the app (docs/quickbooks.md 1)."""

import base64
import binascii
import secrets
from typing import Any
from urllib.parse import parse_qs, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from quickbooks_simulator.faults.fault_switches import TOKEN_PATH
from quickbooks_simulator.oauth.authorization_server import ACCOUNTING_SCOPE, OAuthError, Tokens
from quickbooks_simulator.oauth.consent_page import consent_page, language_of, problem_page
from quickbooks_simulator.server.fault_injection import FaultInjection
from quickbooks_simulator.state.simulator_state import SimulatorState
from quickbooks_simulator.wire import loads

_KNOWN_SCOPES = frozenset(
    {ACCOUNTING_SCOPE, "openid", "profile", "email", "phone", "address", "com.intuit.quickbooks.payment"}
)
_ASKED = ("client_id", "response_type", "scope", "redirect_uri", "state")
_PAGE_HEADERS = {"X-Frame-Options": "DENY", "Cache-Control": "no-store"}


class OAuthEndpoints:
    """Consent page, token endpoint, revocation and user info."""

    def __init__(self, state: SimulatorState) -> None:
        self._state = state
        self._oauth = state.oauth
        self._injection = FaultInjection(state)

    async def ask_consent(self, request: Request) -> Response:
        """Show the consent page, or say what is wrong with the request."""
        language = language_of(request.headers.get("accept-language", ""))
        asked = {name: request.query_params.get(name, "") for name in _ASKED}
        with self._state.lock:
            problem = self._problem(asked)
            if problem is not None:
                return HTMLResponse(problem_page(problem, language), 400, headers=_PAGE_HEADERS)
            page = consent_page(self._state.companies.values(), asked, language)
        return HTMLResponse(page, headers=_PAGE_HEADERS)

    async def decide(self, request: Request) -> Response:
        """Take the decision back to the app: `code, state, realmId`, or `error=access_denied`."""
        form = _form(await request.body())
        asked = {name: form.get(name, "") for name in _ASKED}
        realm = form.get("realmId", "")
        with self._state.lock:
            problem = self._problem(asked)
            approved = form.get("decision") == "approve"
            if problem is None and approved and realm not in self._state.companies:
                problem = f"There is no company {realm!r}"
            if problem is not None:
                language = language_of(request.headers.get("accept-language", ""))
                return HTMLResponse(problem_page(problem, language), 400, headers=_PAGE_HEADERS)
            answer = {"error": "access_denied", "state": asked["state"]}
            if approved:
                code = self._oauth.authorize(realm, asked["redirect_uri"], tuple(asked["scope"].split()))
                answer = {"code": code, "state": asked["state"], "realmId": realm}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(answer)}", 302)

    async def tokens(self, request: Request) -> Response:
        """The token endpoint: exchange of a code and refresh."""
        form = _form(await request.body())
        switch = self._injection.take("", TOKEN_PATH)
        early = await self._injection.before(switch, request) if switch else None
        if early is not None:
            return early
        answer = self._token_answer(request, form)
        if switch is not None:
            await self._injection.after(switch, request)
        return answer

    def _token_answer(self, request: Request, form: dict[str, str]) -> Response:
        try:
            self._check_client(request)
            with self._state.lock:
                tokens = self._granted(form)
        except OAuthError as error:
            return _refused(error)
        wants_hard_expiry = request.headers.get("x-include-refresh-token-hard-expires-in", "").lower() == "true"
        return JSONResponse(_token_body(tokens, hard_expiry=wants_hard_expiry), headers={"Cache-Control": "no-store"})

    async def revoke(self, request: Request) -> Response:
        """End a connection: 200 for a known token, 400 otherwise."""
        try:
            self._check_client(request)
            token = _revocable_token(await request.body())
        except OAuthError as error:
            return _refused(error)
        with self._state.lock:
            revoked = self._oauth.revoke(token)
        return Response(status_code=200 if revoked else 400)

    async def user(self, request: Request) -> Response:
        """Who connected: one admin per company."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        with self._state.lock:
            connection = self._oauth.connection(token)
        if connection is None or "openid" not in connection.scopes:
            return JSONResponse({"error": "invalid_token"}, 401)
        email = f"admin+{connection.realm}@example.com"
        return JSONResponse({"sub": f"admin-{connection.realm}", "email": email, "emailVerified": True})

    def _problem(self, asked: dict[str, str]) -> str | None:
        scopes = asked["scope"].split()
        checks = {
            f"client_id {asked['client_id']!r} is not registered": asked["client_id"] == self._oauth.client_id,
            f"redirect_uri {asked['redirect_uri']!r} is not registered": asked["redirect_uri"]
            in self._oauth.redirect_uris,
            "response_type must be code": asked["response_type"] == "code",
            f"scope {asked['scope']!r} is not known": bool(scopes) and set(scopes) <= _KNOWN_SCOPES,
            "state is missing": bool(asked["state"]),
        }
        return next((problem for problem, passed in checks.items() if not passed), None)

    def _check_client(self, request: Request) -> None:
        scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
        try:
            given = base64.b64decode(credentials, validate=True)
        except (binascii.Error, ValueError):
            given = b""
        expected = f"{self._oauth.client_id}:{self._oauth.client_secret}".encode()
        if scheme.lower() != "basic" or not secrets.compare_digest(given, expected):
            raise OAuthError("invalid_client", "Client id or client secret is wrong", 401)

    def _granted(self, form: dict[str, str]) -> Tokens:
        match form.get("grant_type"):
            case "authorization_code":
                return self._oauth.exchange(_required(form, "code"), _required(form, "redirect_uri"))
            case "refresh_token":
                return self._oauth.refresh(_required(form, "refresh_token"))
            case None:
                raise OAuthError("invalid_request", "grant_type is missing")
            case other:
                raise OAuthError("unsupported_grant_type", f"grant_type {other!r} is not supported")


def _required(form: dict[str, str], name: str) -> str:
    if not form.get(name):
        raise OAuthError("invalid_request", f"{name} is missing")
    return form[name]


def _form(raw: bytes) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(raw.decode(errors="replace"), keep_blank_values=True).items()}


def _revocable_token(raw: bytes) -> str:
    try:
        body: Any = loads(raw)
    except ValueError:
        raise OAuthError("invalid_request", "the body must be JSON") from None
    token = body.get("token") if isinstance(body, dict) else None
    if not isinstance(token, str) or not token:
        raise OAuthError("invalid_request", "token is missing")
    return token


def _token_body(tokens: Tokens, *, hard_expiry: bool) -> dict[str, Any]:
    body: dict[str, Any] = {
        "token_type": "bearer",
        "access_token": tokens.access_token,
        "expires_in": tokens.expires_in,
        "refresh_token": tokens.refresh_token,
        "x_refresh_token_expires_in": tokens.refresh_expires_in,
    }
    if hard_expiry:
        body["x_refresh_token_hard_expires_in"] = tokens.hard_expires_in
    return body


def _refused(error: OAuthError) -> Response:
    return JSONResponse({"error": error.error, "error_description": error.description}, error.status)
