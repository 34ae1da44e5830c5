"""What one stranger can use up of the API (docs/decisions 137)."""

import pytest


@pytest.fixture(scope="session")
def api(root):
    return root["Resources"]["HttpApi"]["Properties"]


@pytest.fixture(scope="session")
def routes(functions):
    """Every route as API Gateway names it."""
    return {
        f"{event['Properties']['Method']} {event['Properties']['Path']}"
        for properties in functions.values()
        for event in properties.get("Events", {}).values()
        if event["Type"] == "HttpApi"
    }


def test_notices_and_the_way_to_a_connection_have_limits_of_their_own(api, routes):
    """A flood of the pages, which are one route, takes no notice of QuickBooks and no launch of talech."""
    assert api["DefaultRouteSettings"]["ThrottlingRateLimit"] == 50
    writes = {route for route in routes if route.startswith("POST /")}
    assert set(api["RouteSettings"]) == writes | ({"GET /launch", "GET /connect/callback"} & routes)


def test_a_limit_is_a_rate_and_a_burst(api):
    for settings in (api["DefaultRouteSettings"], *api["RouteSettings"].values()):
        assert 0 < settings["ThrottlingRateLimit"] <= settings["ThrottlingBurstLimit"]
