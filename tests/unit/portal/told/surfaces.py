"""Everywhere that says something of the day, as what a reader reads there of this day alone."""

import argparse
import csv
import io
import re

from daybook.adapters.mail.writer import BilingualWriter
from daybook.cli.commands.days import history
from daybook.cli.output import Output
from daybook.domain.nouns import REPORT_FIELDS
from daybook.domain.sync.day_story import story_of
from daybook.domain.sync.location_day import SyncState
from daybook.domain.telling.mail import DaysHeld, DaySummary, Reader
from unit.portal.calls import Caller
from unit.portal.merchant import MERCHANT, NEWEST, QUEEN
from unit.portal.told.day_steps import PAGE, QUEENS, record

ONE_DAY = f"first={NEWEST}&last={NEWEST}&location={QUEEN}"


def words(html):
    return " ".join(re.sub(r"<(style|script|svg)\b.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def _main(page):
    """A page without its head, menu and filter: what it says of days."""
    body = page.body[page.body.index("<main") : page.body.index("</main")]
    return words(re.sub(r"<(form|nav)\b.*?</\1>", " ", body, flags=re.DOTALL))


def home(world, language):
    """The sentence, the figures of the newest day and what needs the merchant; the calendar tells of every store."""
    page = world.visitor(language).open("/")
    main = page.body[page.body.index("<main") : page.body.index('<section aria-labelledby="days"')]
    return words(main)


def log(world, language):
    return _main(world.visitor(language).open(f"/log?{ONE_DAY}"))


def log_file(world, language):
    return " ".join(cell for row in log_rows(world, language) for cell in row)


def log_rows(world, language):
    body = world.visitor(language).open(f"/log.csv?{ONE_DAY}").body.removeprefix("\N{BYTE ORDER MARK}")
    separator = ";" if language == "fr" else ","
    return list(csv.reader(io.StringIO(body), delimiter=separator))[1:]


def day_page(world, language):
    return _main(world.visitor(language).open(PAGE)) if record(world) else ""


def month(world, language):
    """The month of this store; its other days are posted and need no word."""
    page = world.visitor(language).open(f"/month?month={NEWEST:%Y-%m}&location={QUEEN}")
    return words(page.body[page.body.index("<main") : page.body.index("</main")])


def held_mail(world, language):
    known = record(world)
    if known is None or known.state is not SyncState.HELD:
        return ""
    story = story_of(known, world.clock.now())
    held = DaysHeld(known.reason, known.fault_code, (NEWEST,), (story,), "CAD")
    return " ".join(BilingualWriter().days_held(held, _reader(language)).text.split())


def summary_mail(world, language):
    known = record(world)
    if known is None:
        return ""
    proof = world.proofs.get(QUEENS)
    figures = dict.fromkeys(REPORT_FIELDS, 0) if proof is None else {f.field: f.document_minor for f in proof.fields}
    summary = DaySummary(NEWEST, (("Queen St", known),), figures, "CAD", "https://daybook.example/u")
    return " ".join(BilingualWriter().day_summary(summary, _reader(language)).text.split())


def _reader(language):
    return Reader("owner@example.com", language, "CA", "Café de la Reine", "Queen Street Coffee Inc.")


def command(world, language):
    output = _Spoken(language)
    chosen = argparse.Namespace(merchant=MERCHANT, first=NEWEST, last=NEWEST, state=None, location=QUEEN, details=False)
    history.run(chosen, world.ports, output)
    return " ".join(output.cells)


class _Spoken(Output):
    """Keeps the cells of a table as they are said."""

    def __init__(self, language):
        super().__init__(as_json=False, language=language)
        self.cells = []

    def table(self, _title, _columns, rows, **_values):
        self.cells += [cell for row in rows for cell in row]


def api(world, _):
    """The call of one day; it has words in its problem alone."""
    if record(world) is None:
        return ""
    body = day_of_api(world)
    return f"{body['problem']['message']} {body['problem']['action']}" if body["problem"] else ""


def day_of_api(world):
    _, answer, _ = Caller(world).get(f"/days/{NEWEST}/{QUEEN}")
    return answer["day"]


SURFACES = (home, log, log_file, day_page, month, held_mail, summary_mail, command, api)
