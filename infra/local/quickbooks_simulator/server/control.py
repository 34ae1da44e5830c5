"""Control endpoints under `/_control`: what a person, a test or the demo does to QuickBooks from outside the API.

None of them asks for a token; they exist on loopback only.
"""

from collections.abc import Awaitable, Callable
from copy import deepcopy
from dataclasses import asdict
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from quickbooks_simulator.company.company_file import Company, Switches
from quickbooks_simulator.company.preferences import set_preference
from quickbooks_simulator.faults.fault_switches import FaultSwitch
from quickbooks_simulator.query.presentation import presented
from quickbooks_simulator.registry import BY_NAME
from quickbooks_simulator.reports.ledger import ledger, trial_balance
from quickbooks_simulator.reports.tax_return import tax_return
from quickbooks_simulator.state.simulator_state import SimulatorState
from quickbooks_simulator.wire import Body, dumps, loads
from quickbooks_simulator.writes.side_effects import KEEP_HISTORY, after_write

_Action = Callable[[Body], Body]


class ControlError(Exception):
    """A control request that makes no sense; answered with HTTP 400 and the text."""


class Control:
    """Reads the books and turns the switches of a simulator."""

    def __init__(self, state: SimulatorState, add_company: Callable[..., Company]) -> None:
        self._state = state
        self._add_company = add_company

    def routes(self) -> list[Route]:
        """Every control route."""
        company = "/_control/companies/{realm}"
        return [
            Route("/_control/meter", self._endpoint(self._meter), methods=["GET"]),
            Route("/_control/meter/reset", self._endpoint(self._reset_meter), methods=["POST"]),
            Route("/_control/faults", self._endpoint(self._list_faults), methods=["GET"]),
            Route("/_control/faults", self._endpoint(self._arm_fault), methods=["POST"]),
            Route("/_control/faults", self._endpoint(self._clear_faults), methods=["DELETE"]),
            Route("/_control/clock", self._endpoint(self._clock), methods=["GET", "POST"]),
            Route("/_control/throttle", self._endpoint(self._throttle), methods=["POST"]),
            Route("/_control/oauth", self._endpoint(self._oauth), methods=["POST"]),
            Route("/_control/webhooks", self._endpoint(self._webhooks), methods=["POST"]),
            Route("/_control/webhooks", self._endpoint(self._delivered), methods=["GET"]),
            Route("/_control/companies", self._endpoint(self._companies), methods=["GET"]),
            Route("/_control/companies", self._endpoint(self._create_company), methods=["POST"]),
            Route(f"{company}/trial-balance", self._endpoint(self._trial_balance), methods=["GET"]),
            Route(f"{company}/ledger", self._endpoint(self._ledger), methods=["GET"]),
            Route(f"{company}/tax-return", self._endpoint(self._tax_return), methods=["GET"]),
            Route(f"{company}/documents", self._endpoint(self._documents), methods=["GET"]),
            Route(f"{company}/settings", self._endpoint(self._settings), methods=["POST"]),
            Route(f"{company}/edit", self._endpoint(self._edit), methods=["POST"]),
            Route(f"{company}/bank-deposit", self._endpoint(self._bank_deposit), methods=["POST"]),
            Route(f"{company}/disconnect", self._endpoint(self._disconnect), methods=["POST"]),
            Route(f"{company}/refresh-token", self._endpoint(self._refresh_token), methods=["POST"]),
        ]

    def _endpoint(self, action: _Action) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            raw = await request.body()
            try:
                given: Any = loads(raw) if raw else {}
                asked = {**request.query_params, **_object(given), **request.path_params}
                with self._state.lock:
                    return Response(dumps(action(asked)), media_type="application/json")
            except (ControlError, KeyError, TypeError, ValueError) as error:
                return JSONResponse({"error": f"{type(error).__name__}: {error}"}, 400)

        return endpoint

    def _company(self, asked: Body) -> Company:
        company = self._state.companies.get(asked["realm"])
        if company is None:
            raise ControlError(f"there is no company {asked['realm']}, known are {sorted(self._state.companies)}")
        return company

    def _meter(self, asked: Body) -> Body:  # noqa: ARG002 -- the form of an action
        return self._state.meter.reading()

    def _reset_meter(self, asked: Body) -> Body:
        self._state.meter.reset()
        return self._meter(asked)

    def _list_faults(self, asked: Body) -> Body:  # noqa: ARG002 -- the form of an action
        return {"armed": [asdict(switch) for switch in self._state.faults.armed if switch.times > 0]}

    def _arm_fault(self, asked: Body) -> Body:
        if "code" in asked:
            asked["code"] = str(asked["code"])
        if "status" in asked:
            asked["status"] = int(asked["status"])
        if "seconds" in asked:
            asked["seconds"] = float(asked["seconds"])
        self._state.faults.arm(FaultSwitch(**asked))
        return self._list_faults(asked)

    def _clear_faults(self, asked: Body) -> Body:
        self._state.faults.clear()
        return self._list_faults(asked)

    def _clock(self, asked: Body) -> Body:
        """`{"now": instant}` jumps, `{"advance_seconds": n}` lets time pass."""
        clock = self._state.clock
        if "now" in asked:
            clock.set(datetime.fromisoformat(asked["now"]))
        if "advance_seconds" in asked:
            clock.advance(timedelta(seconds=float(asked["advance_seconds"])))
        return {"now": clock.now().isoformat()}

    def _throttle(self, asked: Body) -> Body:
        throttle = self._state.throttle
        for name in ("enabled", "per_second", "per_minute", "batches_per_minute"):
            setattr(throttle, name, asked.get(name, getattr(throttle, name)))
        return {"enabled": throttle.enabled, "per_second": throttle.per_second, "per_minute": throttle.per_minute}

    def _oauth(self, asked: Body) -> Body:
        """`{"redirect_uri": text}` registers one; `rotate_after_hours` and `grace_hours` set the rotation."""
        oauth = self._state.oauth
        if "redirect_uri" in asked:
            oauth.redirect_uris.add(asked["redirect_uri"])
        if "rotate_after_hours" in asked:
            oauth.rotate_after = timedelta(hours=float(asked["rotate_after_hours"]))
        if "grace_hours" in asked:
            oauth.grace = timedelta(hours=float(asked["grace_hours"]))
        return {"redirect_uris": sorted(oauth.redirect_uris), "client_id": oauth.client_id}

    def _webhooks(self, asked: Body) -> Body:
        webhooks = self._state.webhooks
        webhooks.url = asked.get("url")
        webhooks.verifier_token = asked.get("verifier_token", webhooks.verifier_token)
        return {"url": webhooks.url}

    def _delivered(self, asked: Body) -> Body:  # noqa: ARG002 -- the form of an action
        return {"deliveries": [asdict(delivery) for delivery in self._state.webhooks.deliveries]}

    def _companies(self, asked: Body) -> Body:  # noqa: ARG002 -- the form of an action
        return {"companies": [_summary(company) for company in self._state.companies.values()]}

    def _create_company(self, asked: Body) -> Body:
        return _summary(self._add_company(asked.pop("variant"), **asked))

    def _trial_balance(self, asked: Body) -> Body:
        rows = trial_balance(self._company(asked), asked.get("from"), asked.get("to"))
        debit, credit = sum(row.debit_minor for row in rows), sum(row.credit_minor for row in rows)
        return {
            "accounts": [{**asdict(row), "balance_minor": row.balance_minor} for row in rows],
            "debit_minor": debit,
            "credit_minor": credit,
            "balance_minor": debit - credit,
        }

    def _ledger(self, asked: Body) -> Body:
        return {"lines": [asdict(line) for line in ledger(self._company(asked), asked.get("from"), asked.get("to"))]}

    def _tax_return(self, asked: Body) -> Body:
        rates = tax_return(self._company(asked), asked.get("from"), asked.get("to"))
        return {"rates": [asdict(rate) for rate in rates], "tax_minor": sum(rate.tax_minor for rate in rates)}

    def _documents(self, asked: Body) -> Body:
        company = self._company(asked)
        first, last = asked.get("from", ""), asked.get("to", "9999-12-31")
        return {
            "documents": [
                {record.entity: presented(company, BY_NAME[record.entity], record)}
                for record in company.transactions()
                if first <= record.body["TxnDate"] <= last
            ]
        }

    def _settings(self, asked: Body) -> Body:
        """`preferences` by path, `subscription`, and any of the company's switches."""
        company = self._company(asked)
        for path, value in asked.get("preferences", {}).items():
            set_preference(company.preferences, path, value)
        company.subscription = asked.get("subscription", company.subscription)
        for name in Switches.__dataclass_fields__:
            if name in asked:
                current = getattr(company.switches, name)
                setattr(
                    company.switches, name, Decimal(str(asked[name])) if isinstance(current, Decimal) else asked[name]
                )
        company.touch(company.table("Preferences")["1"], self._state.clock.now())
        self._state.webhooks.notify(company.realm, "Preferences", "1", "update")
        return {"preferences": company.preferences, "subscription": company.subscription, **asdict(company.switches)}

    def _edit(self, asked: Body) -> Body:
        """A person changes a row on the screens of QuickBooks: `changes` are laid over it and its version moves on.

        With `history` the tick is set that points earlier sales at an item's new account.
        """
        company = self._company(asked)
        record = company.find(asked["entity"], str(asked["id"]))
        if record is None:
            raise ControlError(f"there is no {asked['entity']} {asked['id']}")
        now, before = self._state.clock.now(), deepcopy(record.body)
        record.body = {**record.body, **deepcopy(asked.get("changes", {}))}
        record.deleted = bool(asked.get("delete", False))
        company.touch(record, now)
        after_write(company, record, before, frozenset() if asked.get("history") else frozenset({KEEP_HISTORY}), now)
        self._state.webhooks.notify(company.realm, record.entity, record.id, "delete" if record.deleted else "update")
        return {record.entity: presented(company, BY_NAME[record.entity], record)}

    def _bank_deposit(self, asked: Body) -> Body:
        """Put documents into a bank deposit (`ids`), or take them out again (`remove`)."""
        company = self._company(asked)
        company.in_bank_deposit |= {str(identifier) for identifier in asked.get("ids", [])}
        company.in_bank_deposit -= {str(identifier) for identifier in asked.get("remove", [])}
        return {"in_bank_deposit": sorted(company.in_bank_deposit)}

    def _disconnect(self, asked: Body) -> Body:
        self._state.oauth.disconnect(self._company(asked).realm)
        return {}

    def _refresh_token(self, asked: Body) -> Body:
        return {"refresh_token": self._state.oauth.issue(self._company(asked).realm).refresh_token}


def _object(given: Any) -> Body:
    if not isinstance(given, dict):
        raise ControlError("the body must be a JSON object")
    return given


def _summary(company: Company) -> Body:
    return {
        "realm": company.realm,
        "name": company.name,
        "variant": company.variant,
        "country": company.country,
        "currency": company.currency,
        "subscription": company.subscription,
    }
