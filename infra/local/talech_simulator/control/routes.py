"""The control endpoints: clock, faults, and what the simulator knows to be true."""

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from talech_simulator.books.summary import summary
from talech_simulator.contract import to_json
from talech_simulator.contract.codec import parse_instant
from talech_simulator.control.changes import CHANGES
from talech_simulator.control.faults import Faults, UnknownFaultError
from talech_simulator.oauth.sessions import Sessions
from talech_simulator.world import World


class Control:
    """Answers everything under `/_control`."""

    def __init__(self, world: World, sessions: Sessions, faults: Faults) -> None:
        self._world = world
        self._sessions = sessions
        self._faults = faults

    def routes(self) -> list[Route]:
        """The routes, to be mounted at `/_control`."""
        return [
            Route("/clock", self.clock, methods=["GET", "POST"]),
            Route("/faults", self.faults, methods=["GET", "POST", "DELETE"]),
            Route("/truth", self.truth),
            Route("/summary", self.summary),
            Route("/business-days", self.business_days),
        ]

    async def clock(self, request: Request) -> JSONResponse:
        """Where the shops' clock stands; POST moves it (`{"now": null}` follows the machine's clock)."""
        if request.method == "POST":
            wanted = (await request.json()).get("now")
            try:
                self._world.clock.set(None if wanted is None else parse_instant(str(wanted)))
            except ValueError:
                return _refused(f"now: is {wanted!r}, must be an RFC 3339 instant or null")
        return JSONResponse({"now": to_json(self._world.clock.now())})

    async def faults(self, request: Request) -> JSONResponse:
        """The faults that are on; POST adds a list of them, DELETE ends all and restores the merchants."""
        if request.method == "DELETE":
            self._faults.clear()
            self._sessions.single_session = False
            self._world.restore()
        if request.method == "POST":
            try:
                self.apply(await request.json())
            except (UnknownFaultError, ValueError, KeyError) as error:
                return _refused(str(error))
        return JSONResponse(self._faults.listing())

    def apply(self, wanted: list[dict[str, Any]]) -> None:
        """Switch on faults and make changes, in the order given.

        Raises:
            UnknownFaultError: a name or field is not known; what came before it stays.
        """
        for each in wanted:
            change = CHANGES.get(str(each.get("fault")))
            if change is not None:
                change(self._world, self._sessions, each)
            else:
                self._faults.switch_on(each)

    async def truth(self, request: Request) -> JSONResponse:
        """`?from=&to=` business dates, both included; `&location=` for one location."""
        asked = request.query_params
        try:
            first, last = date.fromisoformat(asked["from"]), date.fromisoformat(asked["to"])
            chosen = asked.getlist("location") or None
            rows = self._world.truth_rows(first, last, chosen)
        except (KeyError, ValueError) as error:
            return _refused(f"ask with from=YYYY-MM-DD&to=YYYY-MM-DD and a known location: {error}")
        return JSONResponse({"rows": [to_json(row) for row in rows]})

    async def summary(self, request: Request) -> JSONResponse:
        """`?location=&date=`: the summary report of one business day in minor units."""
        asked = request.query_params
        try:
            records = self._world.records(asked["location"])
            day = records.calendar.day(date.fromisoformat(asked["date"]))
        except (KeyError, ValueError) as error:
            return _refused(f"ask with location=ID&date=YYYY-MM-DD: {error}")
        figures = summary(records, day.start, day.end)
        return JSONResponse({"location_id": asked["location"], **to_json(day), "figures": figures})

    async def business_days(self, request: Request) -> JSONResponse:
        """`?location=`: every business day from the location's first event to the clock's now."""
        location_id = request.query_params.get("location", "")
        if location_id not in self._world.location_ids():
            return _refused(f"location: is {location_id!r}, must be one of {self._world.location_ids()}")
        records = self._world.records(location_id)
        first, now = records.first_instant(), records.now()
        if first is None or first > now:
            return JSONResponse({"days": []})
        labels = (records.calendar.day_of(first).date, records.calendar.day_of(now).date)
        return JSONResponse({"days": [to_json(day) for day in records.calendar.days_between(*labels)]})


def _refused(words: str) -> JSONResponse:
    return JSONResponse({"error": words}, status_code=400)
