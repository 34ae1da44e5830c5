"""Puts the back office in front of a talech simulator, on the same port: the two lines that a starter needs."""

from daybook_local.back_office.application import BackOffice
from talech_simulator import TalechSimulator


def mount_back_office(simulator: TalechSimulator, daybook_url: str, language: str = "en") -> None:
    """Add the settings pages; `language` is for a browser that names none. Before or after `start`.

    They go before the wire's catch-all, which answers nothing but POST.
    """
    routes = simulator.app.asgi.routes
    routes[:0] = BackOffice(simulator, daybook_url, language).routes()
