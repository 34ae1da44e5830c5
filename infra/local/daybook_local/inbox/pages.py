"""The inbox in HTML: the list, one mail with its text, and its HTML in a frame that can do nothing."""

from collections.abc import Sequence
from html import escape

from daybook_local.inbox.sent_mails import SentMail

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .5rem 1rem .5rem 0; border-bottom: 1px solid #8a8a8a; }
iframe { width: 100%; height: 32rem; border: 1px solid #8a8a8a; background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #8a8a8a; padding: 1rem; }
"""
_WHEN = "%Y-%m-%d %H:%M:%S UTC"


def list_page(mails: Sequence[SentMail]) -> str:
    """Every mail, newest first."""
    if not mails:
        return _page("Inbox", "<p>No mail yet. Daybook writes when a day is held or the connection is lost.</p>")
    rows = "\n".join(
        f'<tr><td>{mail.at:{_WHEN}}</td><td>{escape(mail.to)}</td><td><a href="/mails/{mail.id}">'
        f"{escape(mail.subject)}</a></td></tr>"
        for mail in mails
    )
    head = '<tr><th scope="col">Sent</th><th scope="col">To</th><th scope="col">Subject</th></tr>'
    return _page("Inbox", f"<table><thead>{head}</thead><tbody>\n{rows}\n</tbody></table>")


def mail_page(mail: SentMail) -> str:
    """One mail the way its reader gets it, and its plain text."""
    return _page(
        mail.subject,
        f"""<p><a href="/">Inbox</a></p>
<p>From {escape(mail.sender)}<br>To {escape(mail.to)}<br>{mail.at:{_WHEN}}</p>
<h2>HTML</h2>
<iframe sandbox title="The mail as HTML" src="/mails/{mail.id}/html"></iframe>
<h2>Plain text</h2>
<pre>{escape(mail.text)}</pre>""",
    )


def message_page(title: str, words: str) -> str:
    """A page with nothing but a sentence."""
    return _page(title, f'<p>{escape(words)}</p><p><a href="/">Inbox</a></p>')


def _page(title: str, content: str) -> str:
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} – mails of the local Daybook</title><style>{_STYLE}</style></head>
<body><main><h1>{escape(title)}</h1>
{content}
</main></body></html>
"""
