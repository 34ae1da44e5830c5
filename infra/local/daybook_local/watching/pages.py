"""The operator's pages: alarms and graphs of the template's own dashboard, and the dead letters that wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from daybook_local.watching.alarm_words import said_of
from daybook_local.watching.alarms import AlarmState
from daybook_local.watching.drawing import figures, graph

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from daybook_local.watching.alarms import Alarm
    from daybook_local.watching.dashboard import Widget
    from daybook_local.watching.letters import Letter
    from daybook_local.watching.measurements import Measurements
    from daybook_local.watching.queries import SavedQuery

SPAN = timedelta(hours=24)
_REFRESH_SECONDS = 10
_STYLE = """
:root{color-scheme:light dark;--line:#8884;--red:#c62828;--green:#2e7d32}
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:1280px}
header{display:flex;flex-wrap:wrap;gap:1rem;align-items:baseline}h1{margin:0;font-size:1.4rem}
h2{font-size:1.1rem;margin:1.5rem 0 .5rem}nav a{margin-right:1rem}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));gap:1rem}
figure{margin:0;border:1px solid var(--line);border-radius:.5rem;padding:.75rem}figcaption{font-weight:600}
figure.figures{grid-column:1/-1}figure.figures>div{display:flex;flex-wrap:wrap;gap:1.5rem}
figure.figures b{display:block;font-size:1.6rem}svg{width:100%;height:auto}
svg text{font-size:10px;fill:currentColor}.axis{stroke:var(--line)}
polyline{fill:none;stroke-width:1.5}figure ul{list-style:none;margin:.25rem 0 0;padding:0;font-size:.85rem}
figure i{display:inline-block;width:.7rem;height:.7rem;border-radius:2px;margin-right:.4rem}
.alarms{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.5rem}
.alarms li{border:1px solid var(--line);border-radius:1rem;padding:.1rem .7rem;font-size:.85rem}
.alarms li.ALARM{border-color:var(--red);border-radius:.5rem;flex-basis:100%;padding:.5rem .7rem}
.ALARM b{color:var(--red)}.OK b{color:var(--green)}
.table{overflow-x:auto}table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem;
border-bottom:1px solid var(--line);vertical-align:top}code{overflow-wrap:anywhere}
"""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a page, in which language, and when."""

    language: str
    say: Callable[[str], str]
    now: datetime

    @property
    def colon(self) -> str:
        """The colon with the space that stands before it in the reader's language."""
        return "\N{NO-BREAK SPACE}:" if self.language == "fr" else ":"


def dashboard_page(
    reader: Reader, alarms: Sequence[Alarm], widgets: Sequence[Widget], measured: Measurements, letters: int
) -> str:
    """Alarms first, those that fire with what to do; then every widget of the template."""
    say = reader.say
    states = [(alarm, alarm.state(measured, reader.now)) for alarm in alarms]
    firing = sum(state is AlarmState.ALARM for _, state in states)
    shown = "".join(_alarm(alarm, state, reader) for alarm, state in sorted(states, key=lambda each: each[1]))
    calm = "" if firing else f"<p>{escape(say('No alarm is active.'))}</p>"
    drawn = "".join(
        (figures if widget.is_figures else graph)(widget, measured, reader.now, SPAN, say) for widget in widgets
    )
    body = (
        f"<h2>{escape(say('Alarms'))}{reader.colon} {firing}</h2>{calm}<ul class='alarms'>{shown}</ul>"
        f"<h2>{escape(say('Dashboard'))}{reader.colon} {escape(say('The last 24 hours'))}</h2>"
        f"<div class='grid'>{drawn}</div>"
    )
    return _framed(reader, "/", body, letters, f'<meta http-equiv="refresh" content="{_REFRESH_SECONDS}">')


def letters_page(reader: Reader, letters: Sequence[Letter]) -> str:
    """Every dead letter, and the commands that deal with them."""
    say = reader.say
    if not letters:
        return _framed(reader, "/letters", f"<p>{escape(say('No dead letter waits.'))}</p>", 0)
    heads = ("queue", "message", "merchant", "date", "location", "sent", "code", "reason")
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in _cells(reader, letter)) + "</tr>" for letter in letters
    )
    head = "".join(f"<th>{escape(say(name))}</th>" for name in heads)
    commands = "".join(f"<li><code>daybook replay {escape(command)}</code></li>" for command in _commands(letters[0]))
    body = (
        f"<div class='table'><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        f"<h2>{escape(say('What to do'))}</h2>"
        f"<p>{escape(say('Read one whole, queue it again, or drop it with a reason:'))}</p><ul>{commands}</ul>"
    )
    return _framed(reader, "/letters", body, len(letters))


def queries_page(
    reader: Reader, answers: Sequence[tuple[SavedQuery, Sequence[Mapping[str, Any]]]], letters: int
) -> str:
    """Every saved query with what it finds now."""
    parts = [
        f"<section data-query='{escape(query.name)}'><h2>{escape(reader.say(query.name))}</h2>"
        f"{_table(reader, rows)}<details><summary>{escape(reader.say('Query'))}</summary>"
        f"<pre>{escape(query.text)}</pre></details></section>"
        for query, rows in answers
    ]
    return _framed(reader, "/queries", "".join(parts), letters)


def story_page(reader: Reader, merchant: str, date: str, lines: Sequence[Mapping[str, Any]], letters: int) -> str:
    """What functions logged about one merchant's date, and the command that tells the records too."""
    command = f"daybook trace --merchant {merchant} --date {date}"
    body = f"<h2>{escape(merchant)}, {escape(date)}</h2><p><code>{escape(command)}</code></p>{_table(reader, lines)}"
    return _framed(reader, "/queries", body, letters)


def message_page(reader: Reader, text: str) -> str:
    """One sentence."""
    return _framed(reader, "/", f"<p>{escape(reader.say(text))}</p>", 0)


def _table(reader: Reader, rows: Sequence[Mapping[str, Any]]) -> str:
    if not rows:
        return f"<p>{escape(reader.say('Nothing.'))}</p>"
    names = list(rows[0])
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_said(row.get(name)))}</td>" for name in names) + "</tr>" for row in rows
    )
    return f"<div class='table'><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def _said(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return "" if value is None else str(value)


def _alarm(alarm: Alarm, state: AlarmState, reader: Reader) -> str:
    """The name is that of the mail and of the runbook, in each language; in French its meaning stands before it."""
    say, name = reader.say, escape(alarm.name.removesuffix("Alarm"))
    said = escape(say(alarm.name).removesuffix("Alarm"))
    name = name if said == name else f"{said} <code lang='en'>{name}</code>"
    if state is AlarmState.OK:
        return f"<li class='OK' data-alarm='{alarm.name}'><b>●</b> {name}</li>"
    happened, first = said_of(alarm, reader.language)
    return (
        f"<li class='ALARM' data-alarm='{alarm.name}'><b>▲ {name}</b> {escape(say('fires'))}<br>"
        f"{escape(happened)}<br><b>{escape(say('First'))}{reader.colon}</b> {escape(first)} "
        f"{escape(say('Runbook'))}{reader.colon} {escape(alarm.section)}</li>"
    )


def _commands(letter: Letter) -> tuple[str, ...]:
    """What can be typed about a letter; one that cannot be read is neither sent again nor carried out."""
    told, dropped = f"show {letter.id}", f"drop {letter.id} --reason '…'"
    if not letter.is_readable:
        return (told, dropped)
    return (told, f"redrive {letter.id}", dropped, f"run {letter.id}")


def _cells(reader: Reader, letter: Letter) -> tuple[str, ...]:
    sent = f"{letter.sent_at:%Y-%m-%d %H:%M}"
    reason = letter.reason or ("" if letter.is_readable else reader.say("It cannot be read: show says why."))
    where = (letter.merchant, letter.date, letter.location)
    cells = [escape(text) for text in (letter.queue, letter.id, *where, sent, letter.code, reason)]
    if letter.merchant and letter.date:
        asked = urlencode({"merchant": letter.merchant, "date": letter.date, "lang": reader.language})
        cells[3] = f"<a href='/story?{escape(asked)}'>{cells[3]}</a>"
    return tuple(cells)


def _framed(reader: Reader, path: str, body: str, letters: int, head: str = "") -> str:
    say, other = reader.say, "en" if reader.language == "fr" else "fr"
    title = f"Daybook{reader.colon} {escape(say('Operations'))}"
    return (
        f"<!doctype html><html lang='{reader.language}'><head><meta charset='utf-8'>{head}"
        f"<meta name='viewport' content='width=device-width,initial-scale=1'><title>{title}</title>"
        f"<style>{_STYLE}</style></head><body><header><h1>{title}</h1><nav>"
        f"<a href='/?lang={reader.language}'>{escape(say('Dashboard'))}</a>"
        f"<a href='/letters?lang={reader.language}'>{escape(say('Dead letters'))} ({letters})</a>"
        f"<a href='/queries?lang={reader.language}'>{escape(say('Saved queries'))}</a>"
        f"<a href='{path}?lang={other}' lang='{other}'>{escape(say('Français'))}</a></nav>"
        f"<span>{escape(say('now'))}{reader.colon} {reader.now:%Y-%m-%d %H:%M:%S} UTC</span></header>"
        f"{body}</body></html>"
    )
