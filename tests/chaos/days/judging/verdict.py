"""The books after quiescence, held against talech's truth, day by day and to the minor unit.

Nothing here asks Daybook what it believes: the simulators' ledgers and the rows as they are stored decide.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from chaos.days.judging.books import Books, difference, effect_of, is_balanced
from chaos.days.judging.history import DocumentKey, Effect, Story
from chaos.days.the_product.records import LocationDay, Seen, has_proof
from chaos.days.world import World

ZERO_FIGURES = (
    "duplicates",
    "lost",
    "wrong_figures",
    "stale",
    "limbo",
    "open_intents",
    "unproved",
    "unbalanced",
    "difference_minor",
    "held_unjustified",
    "held_after_cure",
    "metered_reads_without_retry",
    "breaches",
)
_NOTHING = Seen("none")
# What a merchant reads who wanted a day back that could not return for a day and a night.
_NOT_BROUGHT_BACK = "not brought back into the books"


class Findings:
    """What is not as it must be, with the days it is of."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.counts: dict[str, int] = dict.fromkeys(ZERO_FIGURES, 0)
        self.states: Counter[str] = Counter()
        self.offences: list[str] = []
        self._told: set[tuple[str, Any]] = set()

    def add(self, what: str, day: LocationDay, why: str, number: int = 1) -> None:
        """One offence; its day is told with everything that happened to it."""
        if (what, day) in self._told:
            return
        self._told.add((what, day))
        self.counts[what] += number
        story = self.world.history.of(day)
        books = self.world.books[day.merchant_id]
        head = f"seed {self.world.seed} {what}: {day} ({books.kind}, {books.policy}{', coded' if books.coded else ''}, "
        head += f"numbers {'checked' if books.checks_numbers else 'unchecked'}, "
        head += f"ids {'remembered' if books.remembers_ids else 'forgotten'}"
        head += f"{', queries lag' if books.queries_lag else ''}): {why}"
        self.offences.append("\n  ".join([head, *story.trace]))


def judge_silence(findings: Findings, records: Mapping[LocationDay, Seen], days: Sequence[LocationDay]) -> None:
    """Before anybody asks again: everything is settled, and nothing is left open."""
    for day in days:
        record = records.get(day)
        if record is None and findings.world.history.of(day).record_was_lost:
            # Nothing tells of it: it shows as soon as somebody asks for the day again.
            continue
        if record is None:
            findings.add("limbo", day, "there is no record")
        elif record.is_unsettled:
            findings.add("limbo", day, f"{record.state}: {record.message}")
        else:
            _judge_what_never_changed(findings, day, record)
    for day, record in records.items():
        _judge_what_is_open(findings, day, record)


def _judge_what_never_changed(findings: Findings, day: LocationDay, record: Seen) -> None:
    """A settled day that no person and no shop has touched is right before it is read again."""
    world, story = findings.world, findings.world.history.of(day)
    books = world.books[day.merchant_id]
    truth = world.truth(books, day.location, day.business_date)
    is_touched = bool(story.edits) or story.is_not_ours_alone or story.wish is not True or story.truths != [truth]
    if is_touched or not (record.is_posted or record.state == "empty"):
        return
    if effect_of(books, world.documents_of(day)) != truth:
        findings.add("wrong_figures", day, f"{record.state}, and not as talech has told it all the time")


def judge(findings: Findings, records: Mapping[LocationDay, Seen], days: Sequence[LocationDay]) -> None:
    """After the cure: books, proofs, holds and reads."""
    for day in days:
        record = records.get(day, _NOTHING)
        findings.states[record.state] += 1
        _judge_day(findings, day, record)
    for day, record in records.items():
        _judge_what_is_open(findings, day, record)
    for day, why in findings.world.witness.breaches:
        findings.add("breaches", day, why)


def _judge_what_is_open(findings: Findings, day: LocationDay, record: Seen) -> None:
    """A hold may be half a change that waits for a person; nothing else stays open.

    So may be a call that made a document which a person has edited before anybody had seen its answer, or whose record
    was lost with the answer: it is theirs.
    """
    story = findings.world.history.of(day)
    is_unseen = story.edited_while_open or (story.record_was_lost and bool(story.edits))
    is_edited = record.intent in {"post", "delta"} and is_unseen
    is_a_persons = record.reason == "touched_in_quickbooks" and (is_edited or story.is_not_ours_alone)
    if record.intent is not None and not is_a_persons:
        findings.add("open_intents", day, f"{record.state} with {record.intent}: {record.message}")
    if record.directive is not None:
        findings.add("limbo", day, f"{record.state}, wanted {record.directive}")
    if record.open_work is not None and record.state != "held":
        findings.add("limbo", day, f"{record.state}, {record.open_work}")


def _judge_day(findings: Findings, day: LocationDay, record: Seen) -> None:
    world = findings.world
    books, story = world.books[day.merchant_id], world.history.of(day)
    # A lost record may find the copy that a person made of its document, and take it for its own.
    documents = [*world.documents_of(day), *(copy for copy in story.copies if copy[2] in record.own)]
    for key in documents:
        if not is_balanced(books, key):
            findings.add("unbalanced", day, str(key))
    _judge_documents(findings, day, record, documents)
    _judge_edits(findings, day, record, documents)
    state = record.state
    if record.reason is not None:
        _judge_hold(findings, day, record, books, story)
    elif record.is_posted or state in {"empty", "undone"}:
        _judge_figures(findings, day, record, documents)
    else:
        findings.add("limbo", day, f"{state}: {record.message}")
    is_refused = story.may_not_leave
    if story.wish is True:
        is_refused = story.may_not_return and record.message.startswith(_NOT_BROUGHT_BACK)
    if story.wish is not None and not is_refused and state != "held" and (state == "undone") == story.wish:
        findings.add(
            "limbo", day, f"{state}, though the merchant wants it {'in' if story.wish else 'out of'} the books"
        )
    if story.reads and not story.faults and not story.second_events and not story.was_closed:
        findings.add("metered_reads_without_retry", day, f"{story.reads} reads", story.reads)


def _judge_documents(findings: Findings, day: LocationDay, record: Seen, documents: Sequence[DocumentKey]) -> None:
    """What stands and is not on record, or stands twice.

    A hold that says so may be about a document of ours that a person edited before its answer was seen: it is theirs.
    """
    named = {*record.own, *record.parts}
    strays = [key for key in documents if key[2] not in named]
    story = findings.world.history.of(day)
    edited = story.edits.keys()
    is_touched = record.reason == "touched_in_quickbooks"
    theirs = (set(strays) if story.is_not_ours_alone else edited & set(strays)) if is_touched else frozenset()
    own = [key for key in documents if key[1] != "Payment" and key not in theirs]
    if len(own) > max(1, len(record.own)):
        findings.add("duplicates", day, f"{own} in the books, {sorted(named)} on record")
    elif set(strays) - theirs and not edited & set(strays):
        findings.add("wrong_figures", day, f"{strays} in the books are not on record ({record.state})")


def _judge_figures(findings: Findings, day: LocationDay, record: Seen, documents: Sequence[DocumentKey]) -> None:
    world, story = findings.world, findings.world.history.of(day)
    books = world.books[day.merchant_id]
    held = effect_of(books, documents)
    wanted: Effect = {} if record.state == "undone" else world.truth(books, day.location, day.business_date)
    if record.is_posted and not has_proof(day) and not story.edits:
        findings.add("unproved", day, "posted, and there is no proof")
    if held == wanted or story.edits:
        return
    findings.counts["difference_minor"] += difference(held, wanted)
    off = {each: (held.get(each, 0), wanted.get(each, 0)) for each in held.keys() | wanted.keys()}
    off = {each: pair for each, pair in sorted(off.items()) if pair[0] != pair[1]}
    why = f"{record.state}, books and truth: {off}"
    if not held and wanted:
        findings.add("lost", day, why)
    elif held in story.truths[:-1]:
        findings.add("stale", day, why)
    else:
        findings.add("wrong_figures", day, why)


def _judge_edits(findings: Findings, day: LocationDay, record: Seen, documents: Sequence[DocumentKey]) -> None:
    """What a person wrote is never written over, and never taken for ours; who keeps it may undo it afterwards."""
    books, story = findings.world.books[day.merchant_id], findings.world.history.of(day)
    may_be_gone = story.edit_was_kept and story.asked_out_at > 0
    for key, left in story.edits.items():
        if effect_of(books, [key]) != left and not may_be_gone:
            findings.add("wrong_figures", day, f"{key} is not as a person left it ({record.state})")
    if story.edits and (story.edited_while_open or story.edit_was_told) and record.is_posted:
        truth = findings.world.truth(books, day.location, day.business_date)
        held = effect_of(books, documents)
        if held != truth and not record.has_drift and not (story.edit_was_kept and record.is_accepted):
            findings.add("wrong_figures", day, "a person's edit counts as posted")


def _judge_hold(findings: Findings, day: LocationDay, record: Seen, books: Books, story: Story) -> None:
    """The reason against what is true in the simulators."""
    reason = record.reason
    documents = findings.world.documents_of(day)
    is_true = {
        "closed_period": books.closed_through is not None and books.closed_through >= day.business_date,
        "touched_in_quickbooks": bool(story.edits) or story.is_not_ours_alone,
        "response_differs": story.was_stored_otherwise,
        "refused_by_quickbooks": bool(story.copies) and books.checks_numbers,
        "in_bank_deposit": any(key[2] in books.company.in_bank_deposit for key in documents),
        "outside_tax_return": books.coded and story.was_closed,
    }.get(reason, False)
    if is_true:
        return
    cured = reason in {"closed_period", "in_bank_deposit", "needs_reconnect"}
    findings.add("held_after_cure" if cured else "held_unjustified", day, f"{reason}: {record.message}")
