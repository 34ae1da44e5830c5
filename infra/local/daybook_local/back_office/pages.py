"""The two pages: the QuickBooks app, and the business's Report End Time."""

from dataclasses import dataclass
from html import escape

from daybook_local.back_office.frame import BUSINESS_PATH, CONNECT_PATH, Visit, framed
from talech_simulator.contract import Location, SampleMerchant

_PLANS_WITH_APPS = frozenset({"STANDARD", "PREMIUM"})


@dataclass(frozen=True, slots=True)
class Shop:
    """A location with its settings in force, and the change that is coming, if there is one."""

    present: Location
    coming: Location | None


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form was sent with: the shop, what was typed, and whether that could be saved."""

    location_id: str
    text: str
    saved: bool


def quickbooks_page(visit: Visit, merchant: SampleMerchant) -> str:
    """Settings > Apps > QuickBooks."""
    account = merchant.profile.merchant
    allowed = account.apps_allowed and account.plan.upper() in _PLANS_WITH_APPS
    hint = "" if allowed else _upgrade(visit, account.plan)
    button = visit.say("connect" if allowed else "connect_anyway")
    content = f"""<p>{visit.say("lead")}</p>
<p>{visit.say("needs")} {visit.say("plan")}{_colon(visit)} <strong>{escape(account.plan.title())}</strong>.</p>
{hint}
<p>{visit.say("revocable")}</p>
<form method="post" action="{CONNECT_PATH}">
<input type="hidden" name="merchant" value="{escape(visit.merchant_id)}">
<input type="hidden" name="lang" value="{visit.language}">
<button{"" if allowed else ' class="quiet"'} type="submit">{button}</button>
</form>
<p class="hint">{visit.say("manage")}</p>"""
    return framed(visit, "QuickBooks", content)


def business_page(visit: Visit, shops: list[Shop], typed: Typed | None = None) -> str:
    """Settings > Business Info: one small form per shop; `typed` is what was just sent."""
    forms = "\n".join(_shop_form(visit, number, shop, typed) for number, shop in enumerate(shops, start=1))
    return framed(visit, _plain(visit, "business_info"), f"{_told(visit, shops, typed)}\n{forms}")


def missing_page(visit: Visit) -> str:
    """No such merchant or shop."""
    return framed(visit, _plain(visit, "not_found"), "")


def _upgrade(visit: Visit, plan: str) -> str:
    return f"""<div class="notice" role="note">
<h2>{visit.say("upgrade_title")}</h2>
<p>{visit.say("upgrade", plan=plan.title())}</p>
</div>"""


def _told(visit: Visit, shops: list[Shop], typed: Typed | None) -> str:
    if typed is None:
        return ""
    number, shop = next((n, s) for n, s in enumerate(shops, start=1) if s.present.id == typed.location_id)
    if not typed.saved:
        return f"""<div class="problem" role="alert" tabindex="-1">
<h2>{visit.say("problem_title")}</h2>
<p><a href="#time-{number}">{escape(shop.present.name)}{_colon(visit)} {visit.say("bad_time")}</a></p>
</div>"""
    now = shop.coming or shop.present
    since = now.settings_from.isoformat() if now.settings_from else ""
    words = visit.say("saved", name=shop.present.name, time=now.report_end_time, date=since) if shop.coming else ""
    return f"""<div class="notice" role="status">
<h2>{visit.say("saved_title")}</h2>
<p>{words or visit.say("report_end_time") + _colon(visit) + " " + escape(now.report_end_time)}</p>
</div>"""


def _shop_form(visit: Visit, number: int, shop: Shop, typed: Typed | None) -> str:
    location = shop.present
    wrong = typed is not None and not typed.saved and typed.location_id == location.id
    value = typed.text if wrong and typed else (shop.coming or location).report_end_time
    described = f"hint-{number}" + (f" error-{number}" if wrong else "")
    coming = ""
    if shop.coming and shop.coming.settings_from:
        words = visit.say("coming", date=shop.coming.settings_from.isoformat(), time=shop.coming.report_end_time)
        coming = f"<p>{words}</p>"
    error = f'<p class="error" id="error-{number}">{visit.say("bad_time")}</p>' if wrong else ""
    invalid = ' aria-invalid="true"' if wrong else ""
    gone = "" if location.active else f" ({visit.say('removed')})"
    return f"""<form class="shop" method="post" action="{BUSINESS_PATH}">
<h2>{escape(location.name)}{gone}</h2>
<p>{visit.say("clock", zone=location.timezone)}</p>
<input type="hidden" name="merchant" value="{escape(visit.merchant_id)}">
<input type="hidden" name="lang" value="{visit.language}">
<input type="hidden" name="location" value="{escape(location.id)}">
<label for="time-{number}">{visit.say("report_end_time")}</label>
<p class="hint" id="hint-{number}">{visit.say("report_end_time_hint")}</p>
{error}
<input id="time-{number}" name="report_end_time" value="{escape(value)}" size="6" autocomplete="off"
 aria-describedby="{described}"{invalid}>
<button type="submit">{visit.say("save")}<span class="unseen">: {escape(location.name)}</span></button>
{coming}
</form>"""


def _plain(visit: Visit, word: str) -> str:
    # `framed` escapes its title; none of these words has anything to escape.
    return visit.say(word)


def _colon(visit: Visit) -> str:
    return "\N{NO-BREAK SPACE}:" if visit.language == "fr" else ":"
