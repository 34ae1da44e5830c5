"""The sample requests of a browser and of a partner, with the cookie of a live session."""

import json
from pathlib import Path

from daybook.adapters.web.http.cookies import SESSION_COOKIE

EVENTS = Path(__file__).parents[3] / "events"


def event(name, world, **changes):
    """A sample event with the cookie of a live session."""
    request = json.loads((EVENTS / name).read_text("utf-8"))
    return request | {"cookies": [f"{SESSION_COOKIE}={world.visitor().cookie}"]} | changes
