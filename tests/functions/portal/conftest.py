"""The portal's handler, with the system of the tests instead of AWS."""

import importlib.util
from functools import partial

import pytest

from daybook.bootstrap.functions import portal as bootstrap
from daybook.bootstrap.functions import portal_api
from daybook.bootstrap.functions.answering import tell
from functions.conftest import Context
from unit.portal.merchant import PORTAL_FOLDER
from unit.portal.stages import just_connected


@pytest.fixture
def world(monkeypatch):
    world = just_connected()
    monkeypatch.setattr(bootstrap, "portal", lambda _: world.pages(tell))
    monkeypatch.setattr(portal_api, "api", lambda: world.api(tell))
    return world


@pytest.fixture
def handler():
    spec = importlib.util.spec_from_file_location("portal_handler", PORTAL_FOLDER / "handler.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return partial(module.handler, context=Context())
