"""What is around every page of the back office: merchant, language, menu."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from daybook_local.back_office.words import say

QUICKBOOKS_PATH = "/settings/apps/quickbooks"
CONNECT_PATH = f"{QUICKBOOKS_PATH}/connect"
BUSINESS_PATH = "/settings/business-info"
STYLE_PATH = "/settings/back-office.css"
_OTHER = {"en": ("fr", "Français"), "fr": ("en", "English")}
_MENU = ((QUICKBOOKS_PATH, ("apps", "quickbooks")), (BUSINESS_PATH, ("business_info",)))


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks at what: the address of a page says it all, so there are no cookies."""

    merchant_id: str
    merchants: Sequence[tuple[str, str]]
    language: str
    path: str

    def say(self, word: str, **values: object) -> str:
        """Words in the visitor's language, ready for HTML."""
        return escape(say(word, self.language, **values))

    def address(self, path: str, **changes: str) -> str:
        """The address of a page for the same merchant and language, unless they are changed."""
        query = {"merchant": self.merchant_id, "lang": self.language} | changes
        return f"{path}?{urlencode(query)}"


def framed(visit: Visit, title: str, content: str) -> str:
    """The whole page; `title` is plain text and `content` HTML."""
    say_ = visit.say
    other, other_name = _OTHER[visit.language]
    tag = "fr-CA" if visit.language == "fr" else "en"
    return f"""<!doctype html>
<html lang="{tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} – {say_("back_office")}</title>
<link rel="stylesheet" href="{STYLE_PATH}">
</head>
<body>
<a class="skip" href="#content">{say_("skip")}</a>
<header>
<p class="product">{say_("back_office")}</p>
{_switcher(visit)}
<a lang="{other}" hreflang="{other}" href="{escape(visit.address(visit.path, lang=other))}">{other_name}</a>
</header>
<div class="columns">
<nav aria-label="{say_("menu")}">
<p>{say_("settings")}</p>
<ul>
{_menu(visit)}
</ul>
</nav>
<main id="content">
<h1>{escape(title)}</h1>
{content}
</main>
</div>
</body>
</html>
"""


def _switcher(visit: Visit) -> str:
    if len(visit.merchants) == 1:
        return f'<p class="merchant">{escape(visit.merchants[0][1])}</p>'
    options = "\n".join(
        f'<option value="{escape(merchant_id)}"{" selected" if merchant_id == visit.merchant_id else ""}>'
        f"{escape(name)}</option>"
        for merchant_id, name in visit.merchants
    )
    return f"""<form class="merchant" method="get" action="{visit.path}">
<input type="hidden" name="lang" value="{visit.language}">
<label for="merchant">{visit.say("merchant")}</label>
<select id="merchant" name="merchant">
{options}
</select>
<button class="quiet" type="submit">{visit.say("show")}</button>
</form>"""


def _menu(visit: Visit) -> str:
    rows = []
    for path, names in _MENU:
        current = ' aria-current="page"' if path == visit.path else ""
        words = " / ".join(visit.say(name) for name in names)
        rows.append(f'<li><a href="{escape(visit.address(path))}"{current}>{words}</a></li>')
    return "\n".join(rows)
