"""How a page looks that a link of a mail leads to: no session, no cookie, no menu, at most one button."""

from html import escape

from daybook.adapters.web.http.headers import security_headers
from daybook.adapters.web.http.page import Page
from daybook.domain.words import page_language, say


def button_of(words: str, language: str) -> str:
    """A button that sends the page's own address back; reading the page does not press it."""
    return f'<form method="post"><button type="submit">{escape(say(words, language))}</button></form>'


def mail_link_page(status: int, language: str, title: str, lead: str, *, button: str = "", **names: str) -> Page:
    """A page of a heading, a sentence and perhaps a button; `names` fill the holes of the sentence."""
    tag = page_language(language)
    heading = escape(say(title, language))
    body = f"""<!doctype html>
<html lang="{tag}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading} · Daybook</title></head>
<body><main><h1>{heading}</h1><p>{escape(say(lead, language, **names))}</p>{button}</main></body>
</html>
"""
    return Page(status, body, {**security_headers(), "Content-Type": "text/html; charset=utf-8"})
