"""The page behind a summary's last link: it ends the daily summary, without a session and without a cookie.

A mail program may open every link of a mail by itself, so reading the page changes nothing: a button does, or the
program's own one-click request (RFC 8058). The token in the address is the proof that whoever asks has the mail.
"""

from collections.abc import Mapping
from html import escape

from daybook.adapters.web.headers import security_headers
from daybook.adapters.web.pages import Page
from daybook.adapters.web.requests import MOST_SIGNS_OF_A_NAME
from daybook.adapters.web.texts import Text, say
from daybook.application.choose_notify import UnknownSubscriberError, unsubscribe
from daybook.application.ports import NotifyStore

_OK, _NOT_FOUND = 200, 404
_ASK_TITLE: Text = ("Stop the daily summary?", "Ne plus recevoir le résumé quotidien?")
_ASK: Text = (
    "Daybook keeps posting your days and still writes when one needs you.",
    "Daybook continue de comptabiliser vos journées et vous écrit encore quand l’une d’elles a besoin de vous.",
)
_BUTTON: Text = ("Stop the summary", "Ne plus le recevoir")
_DONE_TITLE: Text = ("The daily summary has stopped", "Le résumé quotidien est arrêté")
_DONE: Text = (
    "You can ask for it again in Daybook’s settings.",
    "Vous pouvez le demander à nouveau dans les paramètres de Daybook.",
)
_UNKNOWN_TITLE: Text = ("This link does not work", "Ce lien ne fonctionne pas")
_UNKNOWN: Text = (
    "It may be incomplete. Nothing was changed; use the link of a newer mail, or Daybook’s settings.",
    "Il est peut-être incomplet. Rien n’a été changé; utilisez le lien d’un courriel plus récent, ou les paramètres de "
    "Daybook.",
)


def unsubscribe_page(method: str, query: Mapping[str, str], store: NotifyStore, language: str) -> Page:
    """Ask on GET, act on POST; both answer an unknown link with the same page."""
    if method != "POST":
        button = f'<form method="post"><button type="submit">{say(_BUTTON, language)}</button></form>'
        return _page(_OK, language, _ASK_TITLE, _ASK, button)
    if len(query.get("merchant", "")) > MOST_SIGNS_OF_A_NAME:
        return _page(_NOT_FOUND, language, _UNKNOWN_TITLE, _UNKNOWN)
    try:
        unsubscribe(query.get("merchant", ""), query.get("token", ""), store)
    except UnknownSubscriberError:
        return _page(_NOT_FOUND, language, _UNKNOWN_TITLE, _UNKNOWN)
    return _page(_OK, language, _DONE_TITLE, _DONE)


def _page(status: int, language: str, title: Text, lead: Text, button: str = "") -> Page:
    tag = "fr-CA" if language.startswith("fr") else "en"
    heading = escape(say(title, language))
    body = f"""<!doctype html>
<html lang="{tag}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading} · Daybook</title></head>
<body><main><h1>{heading}</h1><p>{escape(say(lead, language))}</p>{button}</main></body>
</html>
"""
    return Page(status, body, {**security_headers(), "Content-Type": "text/html; charset=utf-8"})
