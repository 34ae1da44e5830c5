"""`daybook --lang fr`: every command and every refusal speaks French, and no sentence of English slips through."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from connected_merchant import MERCHANT, MONDAY, QUEEN, day
from daybook.application.ports.dead_letters import DeadLetter, LetterQueue
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.merchant.profile import Tax, Tender
from daybook.domain.proposals.taxes import TaxCodeCandidate, TaxRateRef
from daybook.domain.sync.location_day import SyncCause, SyncRequest
from fakes.clock import MORNING

NBSP = "\N{NO-BREAK SPACE}"
SUNDAY, SATURDAY = MONDAY - timedelta(days=1), MONDAY - timedelta(days=2)
DAY = f"--merchant {MERCHANT} --date {MONDAY} --location {QUEEN}"
HELD = f"--merchant {MERCHANT} --date {SUNDAY} --location {QUEEN}"
RANGE = f"--merchant {MERCHANT} --from {SUNDAY} --to {MONDAY}"
COMMANDS = {
    "history": f"history --merchant {MERCHANT}",
    "sync": f"sync {RANGE}",
    "connections": "connections",
    "connections with a mapping": f"connections --merchant {MERCHANT}",
    "preview": f"preview {DAY}",
    "preview of an unknown card": f"preview --merchant {MERCHANT} --date {SATURDAY} --location {QUEEN}",
    "preview of no sales": f"preview --merchant {MERCHANT} --date {MONDAY - timedelta(days=9)} --location {QUEEN}",
    "rehearse": f"rehearse {RANGE} --set tender:CASH=4",
    "map": f"map --merchant {MERCHANT} --set tender:CASH=4",
    "taxes": f"taxes --merchant {MERCHANT}",
    "taxes in use": f"taxes --merchant {MERCHANT} --untaxed out --from 2026-11-24",
    "choose": f"choose --merchant {MERCHANT} --untied hold",
    "choose another document": f"choose --merchant {MERCHANT} --document invoice --from 2026-12-01",
    "release": f"release {HELD}",
    "undo, dry": f"undo {RANGE} --dry-run",
    "undo": f"undo {RANGE}",
    "redo, dry": f"redo {RANGE} --dry-run",
    "redo": f"redo {RANGE}",
    "proof": f"proof {RANGE}",
    "trace": f"trace --merchant {MERCHANT} --date {MONDAY} --no-logs",
    "restore-check": f"restore-check --merchant {MERCHANT} --from {SUNDAY - timedelta(days=2)} --to {MONDAY}",
    "restore-check, repaired": f"restore-check {RANGE} --repair",
    "replay list": "replay list",
    "replay show": "replay show letter-23",
    "replay show of an unknown day": "replay show letter-1",
    "replay run": "replay run letter-23",
    "replay redrive, dry": "replay redrive --all --dry-run",
    "replay redrive": "replay redrive --all",
    "replay drop, dry": "replay drop broken --reason x --dry-run",
    "replay drop": "replay drop broken --reason x",
}
REFUSED = [
    f"sync --merchant {MERCHANT}",
    f"sync --merchant {MERCHANT} --date {MONDAY} --from {SUNDAY} --to {MONDAY}",
    f"sync --merchant {MERCHANT} --from {MONDAY} --to {SUNDAY}",
    f"sync --merchant {MERCHANT} --from 2026-10-01 --to 2026-10-31",
    f"sync --merchant {MERCHANT} --date 2027-01-01",
    "connections --merchant nobody",
    f"map --merchant {MERCHANT} --set tender:CASH=0",
    f"map --merchant {MERCHANT} --set wrong:CASH=4",
    f"rehearse --merchant {MERCHANT} --from {MONDAY} --to {SUNDAY} --set tender:CASH=4",
    f"restore-check --merchant {MERCHANT} --from {MONDAY} --to {SUNDAY}",
    f"choose --merchant {MERCHANT} --document invoice",
    f"choose --merchant {MERCHANT} --document invoice --from {SUNDAY}",
    f"release {DAY}",
    f"taxes --merchant {MERCHANT} --untaxed 9",
    f"taxes --merchant {MERCHANT} --untaxed 9 --from {MONDAY} --set wrong",
    f"taxes --merchant {MERCHANT} --untaxed 9 --from {MONDAY}",
    f"taxes --merchant {MERCHANT} --untaxed out --from {MONDAY} --set hst=0",
    f"taxes --merchant {MERCHANT} --untaxed out --from {MONDAY} --set none=0",
    "replay show nothing",
    "replay redrive",
    "replay drop letter-23 --reason=",
    "replay run broken",
    "replay run look",
]
# What people named or type themselves, and talech's names of its report's fields.
NAMES = re.compile(
    r"Queen Street Coffee( Inc\.)?|POS [\w -]+|daybook [a-z]+( [a-z]+)?|--[a-z-]+|\b[a-z]+[A-Z]\w*|\w+:\w+(:\w+)*|"
    r"'[^']*'|\{[^}]*\}|\([a-z_]+\)|TAXES=CODE|t_\w+(=\d+)?|il connaît [a-z_, ]+"
)
ENGLISH = re.compile(
    r"\b(the|and|of|your|you|is|are|was|were|with|for|not|no|it|its|to|from|would|that|since|again|days?|posted|posts|"
    r"queued|account|accounts|books|sales|tax|company|locations?|merchant|mapping|version \d+:|held|wait|waits|field|"
    r"fields|tied|dead letters?|failure|sync log|already|ended|choose|say|write|split|swap|role|known|state|held|empty|"
    r"failed|undone|due|invoice|receipt|combined|separate|connected|disconnected|cash|cards?|unknown)\b",
    re.IGNORECASE,
)


@pytest.fixture
def books(merchant, dead_letters):
    """A day in the books, one that is held, one with a card nobody mapped, and letters that wait."""
    tenders = (Tender("CASH", "CASH", ""), Tender("CCRD", "CARD", "Carte"))
    taxes = (
        Tax("hst", "TVH", "APPLIED", "0.13"),
        Tax("zero", "Détaxé", "APPLIED", "0"),
        Tax("eco", "Éco", "APPLIED", "0.02"),
    )
    known = replace(merchant.sales.stored_profile, tenders=tenders, taxes=taxes)
    merchant.connections.save_profile(known)
    merchant.ledger.tax_codes = lambda: CODES
    merchant.trade(SUNDAY)
    merchant.trade(SATURDAY, tender="CCRD")
    merchant.post(MONDAY)
    merchant.post(SATURDAY)
    merchant.ledger.close_before_next_send(SUNDAY, "6200: closed")
    merchant.post(SUNDAY)
    for on in (MONDAY, MONDAY.replace(day=1)):
        request = SyncRequest(day(on), SyncCause.SCHEDULE, MORNING)
        body = SyncMessage.of(request).text()
        dead_letters.letters.append(
            DeadLetter(
                LetterQueue.DAILY, f"letter-{on.day}", MORNING, body, body, merchant_id=MERCHANT, request=request
            )
        )
    unreadable = DeadLetter(LetterQueue.BACKFILL, "broken", MORNING, "gibberish", None, "JSON invalide")
    dead_letters.letters += [unreadable, DeadLetter(LetterQueue.WATCHDOG, "look", MORNING, "{}", "{}")]
    return merchant


def code(code_id, name, *percents):
    rates = tuple(TaxRateRef(f"r{code_id}-{percent}", f"{percent} %", percent) for percent in percents)
    return TaxCodeCandidate(code_id, name, rates)


CODES = (code("13", "TVH", "13"), code("0", "Détaxé", "0"), code("exempt", "Exonéré", "0"), code("out", "Hors champ"))


def english_in(text):
    """The first word of English in each line that has one, names left out."""
    lines = [NAMES.sub(" ", line) for line in text.splitlines()]
    return [(found[0], line.strip()) for line in lines if (found := ENGLISH.search(line))]


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_command_says_nothing_in_english(daybook, command):
    said = daybook(f"--lang fr {command}")

    assert said.err == ""
    assert said.out.strip()
    assert english_in(said.out) == []


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize("command", REFUSED)
def test_a_refusal_says_why_in_french(daybook, command):
    said = daybook(f"--lang fr {command}")

    assert said.exit_code == 2
    assert said.err.startswith("daybook: DB-1921 La demande")
    assert f"\nDétails{NBSP}: " in said.err
    assert english_in(said.err) == []


@pytest.mark.usefixtures("books")
def test_the_walk_would_notice_english(daybook):
    """The same commands in English: not one of them gets past the words that are looked for."""
    silent = [name for name, command in COMMANDS.items() if not english_in(daybook(f"--lang en {command}").out)]

    assert silent == []


@pytest.mark.usefixtures("books")
def test_figures_and_states_are_written_as_in_quebec(daybook):
    said = daybook(f"--lang fr history --merchant {MERCHANT}")

    assert "11,30" in said.out
    assert "Comptabilisée" in said.out
    assert f"Carte{NBSP}: Cartes de type inconnu (tender:CCRD:UNKNOWN)" in " ".join(said.out.split(" "))


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize("command", [*COMMANDS.values(), *REFUSED])
def test_scripts_read_the_same_in_every_language(daybook, command):
    """A dry look at what would be said: commands that change something are given once only."""
    changes = {"map", "release", "undo", "redo", "choose", "sync", "taxes", "redrive", "drop", "run", "--repair"}
    if changes & set(command.split()):
        said = daybook(f"--lang fr {command} --json")
        assert english_in(said.out + said.err) or not re.search(r"\b(les|des|une?)\b", said.out + said.err)
    else:
        english, french = daybook(f"{command} --json"), daybook(f"--lang fr {command} --json")
        assert (french.exit_code, french.out, french.err) == (english.exit_code, english.out, english.err)
