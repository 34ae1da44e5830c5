"""The QuickBooks simulator from outside its API: meter, trial balance, tokens, faults."""

import json
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal
from http import HTTPStatus
from typing import Any

import requests

from daybook_local.system.vendors.loopback import ControlError, Loopback
from daybook_local.system.vendors.vendor_apps import DISCOVERY_PATH, INTUIT_CLIENT_ID, INTUIT_CLIENT_SECRET
from quickbooks_simulator import dumps, loads

_TIMEOUT_SECONDS = 60.0
_PAGE = 1000
_MOST_TRIES = 60
_THROTTLED_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class MeterReading:
    """The calls that Intuit would have counted so far; writes by what was written, updates and deletions too."""

    reads: int
    writes: int
    documents: int
    accounts: int
    payments: int = 0
    tax_codes: int = 0

    @property
    def references(self) -> int:
        """Writes of what documents refer to: items, payment methods, the customer."""
        return self.writes - self.documents - self.payments - self.accounts - self.tax_codes

    def since(self, earlier: "MeterReading") -> "MeterReading":
        """What was counted after an earlier reading."""
        return MeterReading(*(now - then for now, then in zip(astuple(self), astuple(earlier), strict=True)))


@dataclass(frozen=True, slots=True)
class AccountMovement:
    """One account of the trial balance; debits less credits in minor units."""

    account_id: str
    name: str
    minor: int


@dataclass(frozen=True, slots=True)
class FiledRate:
    """One tax rate on the company's tax return, in minor units; QuickBooks books it to `account_id`."""

    rate_id: str
    name: str
    percent: Decimal
    account_id: str
    tax_minor: int


class QuickBooksControl:
    """Reads and disturbs one company of a running QuickBooks simulator."""

    def __init__(self, url: str, realm: str) -> None:
        self._loopback = Loopback(url)
        self.url = url
        self.realm = realm

    @property
    def discovery_url(self) -> str:
        """The OpenID discovery document."""
        return f"{self.url}{DISCOVERY_PATH}"

    @property
    def api_url(self) -> str:
        """The base of the accounting API (`…/v3`)."""
        return f"{self.url}/v3"

    def meter(self) -> MeterReading:
        """What the company has been charged with so far."""
        answer = self._loopback.get("/_control/meter")
        if (mine := answer["realms"].get(self.realm)) is None:
            return MeterReading(0, 0, 0, 0)
        kinds = mine["writes_by_kind"]
        payments = sum(count for kind, count in kinds.items() if kind.startswith("Payment."))
        documents, tax_codes = mine["documents_written"] - payments, kinds.get("TaxService.create", 0)
        return MeterReading(mine["reads"], mine["writes"], documents, mine["accounts_created"], payments, tax_codes)

    def trial_balance(self) -> list[AccountMovement]:
        """Every account that anything was posted to."""
        answer = self._loopback.get(f"/_control/companies/{self.realm}/trial-balance")
        return [AccountMovement(row["account_id"], row["name"], row["balance_minor"]) for row in answer["accounts"]]

    def tax_return(self, first: date | None = None, last: date | None = None) -> list[FiledRate]:
        """Every rate of the company with what its documents of these dates, both included, say of it."""
        asked = {name: day.isoformat() for name, day in (("from", first), ("to", last)) if day is not None}
        answer = self._loopback.get(f"/_control/companies/{self.realm}/tax-return", **asked)
        return [
            FiledRate(row["rate_id"], row["name"], Decimal(row["percent"]), row["account_id"], row["tax_minor"])
            for row in answer["rates"]
        ]

    def documents_until(self, last: date) -> dict[str, str]:
        """Every document dated up to a day as the books hold it, version and all: JSON text by entity and id."""
        answer = self._loopback.get(f"/_control/companies/{self.realm}/documents", to=last.isoformat())
        return {
            f"{entity} {row['Id']}": json.dumps(row, sort_keys=True)
            for document in answer["documents"]
            for entity, row in document.items()
        }

    def close_books(self, last: date) -> None:
        """What the accountant does in the settings: nothing dated up to this day may change any more."""
        preferences = {"AccountingInfoPrefs.BookCloseDate": last.isoformat()}
        self._loopback.post(f"/_control/companies/{self.realm}/settings", {"preferences": preferences})

    def tell(self, url: str, verifier_token: str) -> None:
        """From now on changes are told to this address, signed with the token."""
        self._loopback.post("/_control/webhooks", {"url": url, "verifier_token": verifier_token})

    def told(self) -> list[tuple[int, int]]:
        """Every body that was sent: the status it was answered with, 0 for no answer, and how many changes it held."""
        deliveries = self._loopback.get("/_control/webhooks")["deliveries"]
        return [(delivery["status"], len(delivery["events"])) for delivery in deliveries]

    def edit(self, entity: str, row_id: str, *, delete: bool = False, **changes: Any) -> None:
        """What a person does to a row on the screens of QuickBooks."""
        asked = {"entity": entity, "id": row_id, "changes": changes, "delete": delete}
        self._loopback.post(f"/_control/companies/{self.realm}/edit", asked)

    def pass_time(self, seconds: float) -> None:
        """Let time pass in QuickBooks alone."""
        self._loopback.post("/_control/clock", {"advance_seconds": seconds})

    def arm(self, **switch: Any) -> None:
        """Arm a fault: `fault`, `path`, `times`, … as `fault_switches` describes them."""
        self._loopback.post("/_control/faults", switch)

    def armed_faults(self) -> list[dict[str, Any]]:
        """The faults that are armed, with how often they still strike."""
        armed: list[dict[str, Any]] = self._loopback.get("/_control/faults")["armed"]
        return armed

    def clear_faults(self) -> None:
        """Disarm every fault."""
        self._loopback.delete("/_control/faults")

    def refresh_token(self) -> str:
        """A refresh token of its own consent, beside Daybook's."""
        token: str = self._loopback.post(f"/_control/companies/{self.realm}/refresh-token", {})["refresh_token"]
        return token

    def create_account(self, name: str, account_type: str) -> str:
        """What the accountant does in the chart of accounts; the new account's id."""
        return self.enter("Account", {"Name": name, "AccountType": account_type})

    def enter(self, entity: str, body: Mapping[str, Any]) -> str:
        """What a person or another app enters; the new document's id."""
        return str(self._write(entity.lower(), body)[entity]["Id"])

    def moved_by_day(self, account_id: str) -> dict[date, int]:
        """What moved on an account by date, debits positive."""
        moved: Counter[date] = Counter()
        for line in self._loopback.get(f"/_control/companies/{self.realm}/ledger")["lines"]:
            if line["account_id"] == account_id:
                moved[date.fromisoformat(line["date"])] += line["debit_minor"] - line["credit_minor"]
        return dict(moved)

    def create_tax_code(self, name: str, rates: Sequence[Mapping[str, Any]]) -> list[str]:
        """What the accountant does in the sales tax settings; the ids of the code's rates, in their order.

        A rate is `TaxRateId` of one that exists, or `TaxRateName`, `RateValue` in per cent and `TaxAgencyId`.
        """
        details = [{**rate, "TaxApplicableOn": "Sales"} for rate in rates]
        made = self._write("taxservice/taxcode", {"TaxCode": name, "TaxRateDetails": details})
        return [rate["TaxRateId"] for rate in made["TaxRateDetails"]]

    def read_back(self, entity: str) -> list[dict[str, Any]]:
        """Every row of an entity over the public API, amounts as `Decimal`; these reads are metered."""
        session = requests.Session()
        session.trust_env = False
        with session:
            token = self._access_token(session)
            rows: list[dict[str, Any]] = []
            while True:
                query = f"select * from {entity} startposition {len(rows) + 1} maxresults {_PAGE}"  # noqa: S608 -- not SQL
                answer = self._query(session, token, query)
                page = _checked(answer)["QueryResponse"].get(entity, [])
                rows += page
                if len(page) < _PAGE:
                    return rows

    def close(self) -> None:
        """Let the connection go."""
        self._loopback.close()

    def _write(self, path: str, body: Mapping[str, Any]) -> Any:
        """A write over the public API; these are metered."""
        with requests.Session() as session:
            session.trust_env = False
            headers = {
                "Authorization": f"Bearer {self._access_token(session)}",
                "Accept": "application/json",
                "Content-Type": "application/json",
            }
            url = f"{self.api_url}/company/{self.realm}/{path}"
            answer = _admitted(lambda: session.post(url, data=dumps(body), headers=headers, timeout=_TIMEOUT_SECONDS))
        return _checked(answer)

    def _query(self, session: requests.Session, token: str, query: str) -> requests.Response:
        """One page."""
        url, known = f"{self.api_url}/company/{self.realm}/query", {"query": query}
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        return _admitted(lambda: session.get(url, params=known, headers=headers, timeout=_TIMEOUT_SECONDS))

    def _access_token(self, session: requests.Session) -> str:
        answer = session.post(
            f"{self.url}/oauth2/v1/tokens/bearer",
            data={"grant_type": "refresh_token", "refresh_token": self.refresh_token()},
            auth=(INTUIT_CLIENT_ID, INTUIT_CLIENT_SECRET),
            timeout=_TIMEOUT_SECONDS,
        )
        token: str = _checked(answer)["access_token"]
        return token


def _admitted(ask: Callable[[], requests.Response]) -> requests.Response:
    """The company admits ten requests a second, Daybook's among them: a refused one waits for the next second."""
    for _ in range(_MOST_TRIES):
        answer = ask()
        if answer.status_code != HTTPStatus.TOO_MANY_REQUESTS:
            break
        time.sleep(_THROTTLED_SECONDS)
    return answer


def _checked(answer: requests.Response) -> Any:
    if answer.status_code != HTTPStatus.OK:
        raise ControlError(f"{answer.request.method} {answer.url}: HTTP {answer.status_code}: {answer.text[:500]}")
    return loads(answer.content)
