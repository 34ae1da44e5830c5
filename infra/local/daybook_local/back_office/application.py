"""The back office's addresses, in front of a talech simulator that keeps its own."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from daybook_local.back_office.frame import BUSINESS_PATH, CONNECT_PATH, QUICKBOOKS_PATH, STYLE_PATH, Visit
from daybook_local.back_office.pages import Shop, Typed, business_page, missing_page, quickbooks_page
from daybook_local.back_office.report_end_time import BadTimeError, change_report_end_time, time_of_day
from daybook_local.back_office.words import language_of
from talech_simulator import Application, SampleMerchant, World, launch_token

_STYLE = Path(__file__).with_name("back-office.css")
_LANGUAGES = ("en", "fr")
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_NOT_FOUND, _UNPROCESSABLE = 404, 422


class Talech(Protocol):
    """What the back office needs of a simulator."""

    world: World
    application: Application


class BackOffice:
    """Settings pages for every merchant that a simulator has loaded; `daybook_url` is where Daybook's pages are."""

    def __init__(self, talech: Talech, daybook_url: str, language: str = "en") -> None:
        self._world = talech.world
        self._secret = talech.application.client_secret
        self._daybook_url = daybook_url
        self._language = language if language in _LANGUAGES else "en"

    def routes(self) -> list[Route]:
        """Its addresses; they go before a catch-all."""
        return [
            Route("/settings", self.start, methods=["GET"]),
            Route(QUICKBOOKS_PATH, self.quickbooks, methods=["GET"]),
            Route(CONNECT_PATH, self.connect, methods=["POST"]),
            Route(BUSINESS_PATH, self.business_info, methods=["GET"]),
            Route(BUSINESS_PATH, self.save, methods=["POST"]),
            Route(STYLE_PATH, self.style, methods=["GET"]),
        ]

    async def start(self, _: Request) -> Response:
        """The first page."""
        return RedirectResponse(QUICKBOOKS_PATH, 303)

    async def quickbooks(self, request: Request) -> Response:
        """Settings > Apps > QuickBooks."""
        visit, merchant = self._visit(request, QUICKBOOKS_PATH, request.query_params)
        return self._missing(visit) if merchant is None else _page(quickbooks_page(visit, merchant))

    async def connect(self, request: Request) -> Response:
        """Sign a launch for the owner of the account and go to Daybook with it.

        A plan below Standard is launched as well: what the merchant then reads is Daybook's own page.
        """
        visit, merchant = self._visit(request, QUICKBOOKS_PATH, await _form(request))
        if merchant is None:
            return self._missing(visit)
        token = launch_token(
            merchant.id,
            self._secret,
            visit.language,
            plan=merchant.profile.merchant.plan,
            user=owner_address(merchant),
        )
        return RedirectResponse(f"{self._daybook_url}/launch?{urlencode({'token': token})}", 303, _HEADERS)

    async def business_info(self, request: Request) -> Response:
        """Settings > Business Info; after a change it says what was saved."""
        visit, merchant = self._visit(request, BUSINESS_PATH, request.query_params)
        if merchant is None:
            return self._missing(visit)
        saved = request.query_params.get("saved", "")
        known = any(each.id == saved for each in merchant.profile.locations)
        return _page(business_page(visit, self._shops(merchant), Typed(saved, "", saved=True) if known else None))

    async def save(self, request: Request) -> Response:
        """Change Report End Time; a reload of the next page changes nothing."""
        form = await _form(request)
        visit, merchant = self._visit(request, BUSINESS_PATH, form)
        location_id, text = form.get("location", ""), form.get("report_end_time", "")
        if merchant is None or all(each.id != location_id for each in merchant.profile.locations):
            return self._missing(visit)
        try:
            change_report_end_time(self._world, merchant, location_id, time_of_day(text))
        except BadTimeError:
            page = business_page(visit, self._shops(merchant), Typed(location_id, text, saved=False))
            return _page(page, _UNPROCESSABLE)
        return RedirectResponse(visit.address(BUSINESS_PATH, saved=location_id), 303, _HEADERS)

    async def style(self, _: Request) -> Response:
        """The one stylesheet."""
        return Response(_STYLE.read_bytes(), media_type="text/css", headers=_HEADERS)

    def _visit(self, request: Request, path: str, asked: Mapping[str, str]) -> tuple[Visit, SampleMerchant | None]:
        merchants = [(each.id, each.profile.merchant.name) for each in self._world.merchants.values()]
        merchant_id = asked.get("merchant") or merchants[0][0]
        language = asked.get("lang", "")
        if language not in _LANGUAGES:
            accepted = request.headers.get("accept-language", "")
            language = language_of(accepted) if accepted else self._language
        return Visit(merchant_id, merchants, language, path), self._world.merchants.get(merchant_id)

    def _shops(self, merchant: SampleMerchant) -> list[Shop]:
        shops = []
        for location in self._world.merchants[merchant.id].profile.locations:
            present = self._world.records(location.id).location_as_of_now()
            shops.append(Shop(present, location if location.settings_from != present.settings_from else None))
        return shops

    @staticmethod
    def _missing(visit: Visit) -> Response:
        return _page(missing_page(visit), _NOT_FOUND)


def owner_address(merchant: SampleMerchant) -> str:
    """The owner's address, as the launch tells it: invented, and in a domain that no mail ever reaches."""
    return f"owner@{merchant.id.lower().replace('_', '-')}.example"


async def _form(request: Request) -> dict[str, str]:
    async with request.form() as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


def _page(body: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(body, status, _HEADERS)
