"""Serves the inbox on a loopback port of its own, in a thread, for as long as the local system runs."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from daybook_local.inbox.pages import list_page, mail_page, message_page
from daybook_local.inbox.sent_mails import InboxError, SentMail, sent_mails
from daybook_local.loopback_pages import LoopbackPages, page_of

INBOX_PORT = 8083
_OK, _NOT_FOUND, _UNAVAILABLE = 200, 404, 503
_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'"
# What a mail brings along is shown, and nothing else: no script, no form, no address that is loaded.
_MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"


class Inbox(LoopbackPages):
    """The inbox of one local AWS."""

    def __init__(self, aws_endpoint: str, port: int = INBOX_PORT) -> None:
        """Take the first free port from `port` on; 0 takes any.

        Raises:
            OSError: fifty ports in a row are in use.
        """
        self._endpoint = aws_endpoint
        routes = [
            Route("/", self.index),
            Route("/mails/{id}", self.mail),
            Route("/mails/{id}/html", self.html),
        ]
        super().__init__("inbox", routes, port)

    async def index(self, _: Request) -> Response:
        """The list."""
        mails = await self._mails()
        return _unavailable() if mails is None else _page(list_page(mails))

    async def mail(self, request: Request) -> Response:
        """One mail."""
        found = await self._mail(request)
        return _page(mail_page(found)) if isinstance(found, SentMail) else found

    async def html(self, request: Request) -> Response:
        """The mail's own HTML, for the frame."""
        found = await self._mail(request)
        return _page(found.html, policy=_MAIL_POLICY) if isinstance(found, SentMail) else found

    async def _mail(self, request: Request) -> SentMail | Response:
        mails = await self._mails()
        if mails is None:
            return _unavailable()
        wanted = request.path_params["id"]
        words = "Mails live with the local system: a restart without --state forgets them."
        missing = _page(message_page("No such mail", words), _NOT_FOUND)
        return next((mail for mail in mails if mail.id == wanted), missing)

    async def _mails(self) -> list[SentMail] | None:
        try:
            return await run_in_threadpool(sent_mails, self._endpoint)
        except InboxError:
            return None


def _unavailable() -> Response:
    return _page(message_page("No answer", "The local AWS, which keeps the mails, does not answer."), _UNAVAILABLE)


def _page(body: str, status: int = _OK, policy: str = _PAGE_POLICY) -> HTMLResponse:
    return page_of(body, policy, status)
