"""What of the simulator is kept on disk, part by part, and how each part is read again.

Left out is what a restart forgets on the real service too, or what is worked out anew: the windows of the throttle,
notices on their way, the ledger.
"""

from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any

from loopback_service import text_of, value_of
from quickbooks_simulator.company.company_file import Company, Record, Switches
from quickbooks_simulator.faults.fault_switches import FaultSwitch
from quickbooks_simulator.oauth.authorization_server import AuthorizationServer, Code, Lineage, RefreshValue
from quickbooks_simulator.state.replay import StoredAnswer
from quickbooks_simulator.state.simulator_state import SimulatorState

_OAUTH, _METER, _SETTINGS = "oauth", "meter", "settings"
_COMPANY, _ROW, _ANSWER = "company/", "row/", "answer/"
# Rows are parts of their own; the rest is worked out, or counts changes of this process.
_NOT_IN_HEADER = frozenset({"revision", "unkept", "_tables", "_derived"})
_NOT_OF_OAUTH = frozenset({"clock", "client_id", "client_secret"})


def small_parts(state: SimulatorState) -> Iterator[tuple[str, str]]:
    """The parts that are worked out each time, because they change in many places and cost little."""
    yield _OAUTH, text_of(_oauth(state.oauth))
    yield _METER, text_of(state.meter.reading()["realms"])
    yield _SETTINGS, text_of(_settings(state))
    for realm, company in state.companies.items():
        yield f"{_COMPANY}{realm}", text_of(_header(company))


def row_part(company: Company, key: tuple[str, str]) -> tuple[str, str]:
    """One row of a company."""
    entity, identifier = key
    return f"{_ROW}{company.realm}/{entity}/{identifier}", text_of(asdict(company.table(entity)[identifier]))


def answer_part(realm: str, request_id: str, answer: StoredAnswer) -> tuple[str, str]:
    """The answer to one request id."""
    kept = {"status": answer.status, "content": answer.content.decode(), "stored_at": answer.stored_at}
    return f"{_ANSWER}{realm}/{request_id}", text_of(kept)


def take_up(parts: dict[str, str], state: SimulatorState) -> None:
    """Put what was kept into an empty state.

    Raises:
        ValueError, KeyError, TypeError: a part does not read as this version wrote it.
    """
    for name, text in parts.items():
        value = value_of(text)
        if name == _OAUTH:
            _take_up_oauth(state.oauth, value)
        elif name == _METER:
            state.meter.resume(value)
        elif name == _SETTINGS:
            _take_up_settings(state, value)
        elif name.startswith(_COMPANY):
            company = _company(value)
            state.companies[company.realm] = company
        elif name.startswith(_ROW):
            _, realm, _, _ = name.split("/", 3)
            record = Record(**value)
            state.companies[realm].table(record.entity)[record.id] = record
        elif name.startswith(_ANSWER):
            _, realm, request_id = name.split("/", 2)
            answer = StoredAnswer(value["status"], value["content"].encode(), value["stored_at"])
            state.replay.answers[realm, request_id] = answer
        else:
            raise ValueError(f"{name} is no part of a simulator")


def _header(company: Company) -> dict[str, Any]:
    header = {each.name: getattr(company, each.name) for each in fields(company) if each.name not in _NOT_IN_HEADER}
    return {
        **header,
        "switches": asdict(company.switches),
        "in_bank_deposit": sorted(company.in_bank_deposit),
    }


def _company(header: dict[str, Any]) -> Company:
    switches = header.pop("switches")
    lists = {name: tuple(switches[name]) for name in ("missing_preferences", "null_preferences")}
    swept = set(header.pop("in_bank_deposit"))
    return Company(**header, switches=Switches(**{**switches, **lists}), in_bank_deposit=swept)


def _oauth(oauth: AuthorizationServer) -> dict[str, Any]:
    kept = {each.name: getattr(oauth, each.name) for each in fields(oauth) if each.name not in _NOT_OF_OAUTH}
    position = {id(lineage): number for number, lineage in enumerate(oauth.lineages)}
    codes = {name: {**asdict(code), "lineage": position[id(code.lineage)]} for name, code in oauth.codes.items()}
    lineages = [asdict(lineage) for lineage in oauth.lineages]
    return {**kept, "redirect_uris": sorted(oauth.redirect_uris), "codes": codes, "lineages": lineages}


def _take_up_oauth(oauth: AuthorizationServer, kept: dict[str, Any]) -> None:
    oauth.redirect_uris |= set(kept["redirect_uris"])
    oauth.rotate_after, oauth.grace = kept["rotate_after"], kept["grace"]
    oauth.lineages[:] = [_lineage(each) for each in kept["lineages"]]
    for name, code in kept["codes"].items():
        oauth.codes[name] = Code(**{**code, "lineage": oauth.lineages[code["lineage"]]})


def _lineage(kept: dict[str, Any]) -> Lineage:
    values = [RefreshValue(**each) for each in kept["values"]]
    return Lineage(**{**kept, "scopes": tuple(kept["scopes"]), "values": values})


def _settings(state: SimulatorState) -> dict[str, Any]:
    webhooks, throttle = state.webhooks, state.throttle
    return {
        "clock": state.clock.shift,
        "faults": [asdict(switch) for switch in state.faults.armed if switch.times > 0],
        "webhooks": {"url": webhooks.url, "verifier_token": webhooks.verifier_token},
        "throttle": {name: getattr(throttle, name) for name in ("per_second", "per_minute", "batches_per_minute")},
        "throttled": throttle.enabled,
        "answers_kept_for": state.replay.retention,
    }


def _take_up_settings(state: SimulatorState, kept: dict[str, Any]) -> None:
    state.clock.advance(kept["clock"])
    state.faults.armed.extend(FaultSwitch(**each) for each in kept["faults"])
    state.webhooks.url, state.webhooks.verifier_token = kept["webhooks"]["url"], kept["webhooks"]["verifier_token"]
    for name, value in kept["throttle"].items():
        setattr(state.throttle, name, value)
    state.throttle.enabled = kept["throttled"]
    state.replay.retention = kept["answers_kept_for"]
