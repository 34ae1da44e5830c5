"""A plain caller of the talech wire, with no knowledge of Daybook's client."""

import json
from decimal import ROUND_HALF_UP, Decimal

import requests

TIMEOUT = 5


class Caller:
    """Holds an access token and adopts each replacement, as the wire page asks."""

    def __init__(self, simulator, merchant="m_304267", location="304267"):
        self.url = simulator.url
        self.location = location
        self._credentials = {
            "client_id": simulator.application.client_id,
            "client_secret": simulator.application.client_secret,
        }
        self.refresh_token = simulator.sessions.refresh_token(merchant)
        self.token = ""

    def ask_for_token(self, **changes):
        body = {"grant_type": "refresh_token", "refresh_token": self.refresh_token}
        return self.raw("o/oauth2/token", {**body, **self._credentials, **changes})

    def launch(self, token, **changes):
        return self.raw("ext/v0/launchtoken", {**self._credentials, "launch_token": token, **changes})

    def raw(self, path, body, headers=None):
        return requests.post(f"{self.url}/{path}", json=body, headers=headers, timeout=TIMEOUT)

    def post(self, path, body=None, location=...):
        """One call with token and location; the response as it is."""
        if not self.token:
            self.token = self.ask_for_token().json()["access_token"]
        headers = {"securityToken": self.token}
        chosen = self.location if location is ... else location
        if chosen is not None:
            headers["X-POS-MerchantId"] = chosen
        response = self.raw(path, body or {}, headers)
        self.token = response.headers.get("X-POS-SecurityToken", self.token)
        return response

    def read(self, path, body=None):
        """One good call's JSON, amounts as Decimal."""
        response = self.post(path, body)
        assert response.status_code == 200, response.text
        return json.loads(response.text, parse_float=Decimal)

    def history(self, start, end, **more):
        criteria = {"offset": 0, "limit": 1000, "startDate": start, "endDate": end, **more}
        return self.read("order/getorderhistory", {"searchCriteria": criteria})

    def control(self, method, path, body=None):
        response = requests.request(method, f"{self.url}/_control/{path}", json=body, timeout=TIMEOUT)
        assert response.status_code == 200, response.text
        return response.json()


def minor(amount):
    """A talech amount rounded half up to the cent."""
    return int((Decimal(amount) * 100).quantize(Decimal(1), ROUND_HALF_UP))
