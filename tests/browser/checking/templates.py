"""Which of the portal's templates a page was made from, and which there are: no page can be forgotten."""

from fnmatch import fnmatch
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from daybook_local.system.places import CHECKOUT

_CONNECT, _PORTAL = (CHECKOUT / "functions" / name / "templates" for name in ("connect", "portal"))
# A template that is a whole page, not a part of others.
_WHOLE = '{% extends "base.html" %}'
_OF_CONNECT = ("connect", "confirm", "declined", "error", "message")
_REFUSALS = {HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT, HTTPStatus.SERVICE_UNAVAILABLE}
_MESSAGES = {HTTPStatus.NOT_FOUND, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
_AT = {
    "/": "home",
    "/setup": "setup/start",
    "/setup/*": "setup/{}",
    "/shared/*": "setup/shared",
    "/sync": "sync/choose",
    "/sync/progress": "sync/progress",
    "/log": "log/list",
    "/log/*/*": "log/day",
    "/mapping": "mapping/list",
    "/settings/accountants*": "settings/accountants",
    "/settings*": "settings",
    "/clients": "accountant/clients",
    "/accountant": "accountant/ask",
    "/accountant/sign-in": "accountant/sign-in",
    "/accountant/invitation": "accountant/invitation",
    "/reconnect": "landing",
    "/disconnected": "landing",
    "/connect*": "connect",
    "/launch": "connect",
}


# An accountant of one client, as in the story, meets none of these: `test_clients_board.py` looks at each, by its name.
OF_SEVERAL_CLIENTS = {
    "days-to-decide": "accountant/decisions",
    "to-confirm": "accountant/confirm-decisions",
    "decided": "accountant/decided",
    "note": "accountant/note",
    "accounts-to-carry-over": "accountant/accounts",
    "what-they-mean": "accountant/accounts-preview",
    "accounts-carried-over": "accountant/accounts-used",
}


# Nor a firm: `test_firm.py` looks at each.
OF_A_FIRM = {
    "firm-to-found": "firm/found",
    "firm": "firm/people",
    "person-of-the-firm": "firm/person",
    "invitation-into-the-firm": "firm/invitation",
    "record-of-the-firm": "firm/record",
    "firm-to-close": "firm/close",
}


def every_template() -> set[str]:
    """The pages of connect as one, and every page of the portal by its path below `templates`."""
    assert {path.stem for path in _CONNECT.glob("*.html")} == {"base", *_OF_CONNECT}
    pages = (path for path in _PORTAL.rglob("*.html") if _WHOLE in path.read_text("utf-8"))
    return {"connect", *(str(path.relative_to(_PORTAL).with_suffix("")) for path in pages)}


def template_of(address: str, status: int) -> str:
    """The template behind a page of Daybook; elsewhere its path, which names none."""
    url = urlsplit(address)
    at = url.path.rstrip("/") or "/"
    if at.startswith(("/connect", "/launch")):
        return "connect"
    if status in _REFUSALS:
        return "error"
    if status == HTTPStatus.GONE:
        return "accountant/told"
    if status in _MESSAGES:
        return "message"
    if at == "/mapping" and "account" in parse_qs(url.query):
        return "mapping/change"
    found = next((name for pattern, name in _AT.items() if fnmatch(at, pattern)), at.strip("/"))
    return found.format(at.rpartition("/")[2])
