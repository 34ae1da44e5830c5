"""The portal's handler, with the system of the tests instead of AWS."""

import importlib.util

import pytest

from daybook.adapters.web.api.calls import Api
from daybook.adapters.web.http.rendering import Renderer
from daybook.adapters.web.portal import Portal
from daybook.bootstrap.functions import portal as bootstrap
from daybook.bootstrap.functions import portal_api
from unit.portal.merchant import PORTAL_FOLDER, PortalWorld


@pytest.fixture
def world(monkeypatch):
    world = PortalWorld()
    pages = Portal(world.desk, Renderer(PORTAL_FOLDER), bootstrap.tell)
    monkeypatch.setattr(bootstrap, "portal", lambda _: pages)
    monkeypatch.setattr(portal_api, "api", lambda: Api(world.desk, bootstrap.tell))
    return world


@pytest.fixture
def handler():
    spec = importlib.util.spec_from_file_location("portal_handler", PORTAL_FOLDER / "handler.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.handler
