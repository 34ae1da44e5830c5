"""Implements `daybook.application.ports.MailWriter`: writes a mail from facts, in the reader's language."""

from collections.abc import Iterator
from datetime import date

from daybook.adapters.mail import accountant_letters, address_letters
from daybook.adapters.mail.letter import Letter, Row, as_html, as_text
from daybook.adapters.web.words.speech import Speech, speech_for
from daybook.adapters.web.words.story_words import lead_of_several
from daybook.application.telling.told_day import told_day
from daybook.domain.accountant.mails import AccountantCame, AccountantInvited, DayToDecide, MemberInvited, SignInAsked
from daybook.domain.catalogue.error_catalogue import entry_for
from daybook.domain.errors import HoldReason
from daybook.domain.nouns import REPORT_FIELDS, STATE_MEANINGS, STATES
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.location_day import SyncRecord, SyncState
from daybook.domain.telling.mail import AddressAsked, AddressChange, DaysHeld, DaySummary, GrantEnding, Mail, Reader
from daybook.domain.words import noted

_DATES_NAMED = 8
_IN_THE_BOOKS = frozenset({DayState.POSTED, DayState.GAPS, DayState.ACCEPTED, DayState.EMPTY, DayState.UNDONE})
# What the state alone would leave open; a held day says its reason instead.
_EXPLAINED = frozenset({DayState.GAPS, DayState.EDITED, DayState.REMOVED, DayState.FAILED})
# Of talech's own report, what a summary tells; a field that is zero is left out.
_FIGURES = (
    "grossRevenue",
    "discount",
    "refundAmount",
    "netRevenue",
    "reportedTax",
    "tip",
    "netGiftCardsRevenue",
    "totalCollected",
)


class BilingualWriter:
    """Writes English and the French of Canada."""

    def days_held(self, held: DaysHeld, reader: Reader) -> Mail:
        """What waits, why, who acts and the one thing to do."""
        speech = _speech(reader)
        entry = entry_for(held.reason, held.fault_code)
        alone = speech.day(held.dates[0]) if len(held.dates) == 1 else ""
        said = entry.text(reader.language, day=alone, company=reader.company)
        lead = lead_of_several(held.stories, held.currency, speech) if held.stories else ""
        rows = [Row(speech.say("Who acts"), said.who), Row(speech.say("Error code"), entry.code)]
        closing = [
            speech.say("Nothing is lost: talech keeps your sales, and waiting days are posted once this is settled.")
        ]
        if held.dates:
            rows.insert(0, _waiting(held.dates, speech))
        if held.dates and held.reason is not HoldReason.NEEDS_RECONNECT:
            closing.append(speech.say("If more days wait for the same reason, the sync log in Daybook shows them all."))
        letter = Letter(
            language=reader.language,
            title=said.title,
            paragraphs=tuple(filter(None, (lead, said.happened, said.action))),
            rows=tuple(rows),
            closing=tuple(closing),
            small_print=_small_print(reader),
        )
        return _mail(letter, _subject(said.title, speech), reader)

    def grant_ending(self, ending: GrantEnding, reader: Reader) -> Mail:
        """Until when Daybook may post, and the two steps to go on."""
        speech = _speech(reader)
        day = speech.day(ending.ends_on)
        title = speech.say("Reconnect QuickBooks before {day}", day=day)
        ends = noted(
            "Intuit gives Daybook access to {company} for a limited time only. It ends on {day}; from then on your "
            "sales are posted only once you have reconnected."
        )
        action = noted(
            "Open Daybook from talech (Settings, Apps, QuickBooks), then follow the link below and approve once more. "
            "Your accounts and choices stay as they are."
        )
        letter = Letter(
            language=reader.language,
            title=title,
            paragraphs=(speech.say(ends, company=reader.company, day=day), speech.say(action)),
            rows=(Row(speech.say("Access until"), day),),
            closing=(),
            small_print=_small_print(reader),
            link=(speech.say("Reconnect QuickBooks"), ending.reconnect_url),
        )
        return _mail(letter, _subject(title, speech), reader)

    def day_summary(self, summary: DaySummary, reader: Reader) -> Mail:
        """Each store's state, then the figures of what was posted."""
        speech = _speech(reader)
        good = all(told_day(record).story.state in _IN_THE_BOOKS for _, record in summary.records)
        subject = (
            noted("{day}: your sales are in your books")
            if good
            else noted("{day}: not everything is in your books yet")
        )
        day = speech.weekday_date(summary.business_date)
        title = speech.say(subject, day=day[:1].upper() + day[1:])
        states = tuple(
            Row(name or speech.say("All stores"), _state(record, reader, speech)) for name, record in summary.records
        )
        look = speech.say("Open Daybook from talech (Settings, Apps, QuickBooks) to see what waits.")
        letter = Letter(
            language=reader.language,
            title=title,
            paragraphs=(),
            rows=states + tuple(_figures(summary, speech)),
            closing=() if good else (look,),
            small_print=_small_print(reader),
            unsubscribe=(speech.say("Stop the daily summary"), summary.unsubscribe_url),
        )
        return _mail(letter, title, reader, summary.unsubscribe_url)

    def address_asked(self, asked: AddressAsked, reader: Reader) -> Mail:
        """Whose mails the reader would get, and the link that confirms it."""
        speech = _speech(reader)
        letter = address_letters.question(asked, reader, speech)
        return _mail(letter, speech.say("Daybook: confirm your e-mail address"), reader)

    def address_change(self, change: AddressChange, reader: Reader) -> Mail:
        """What was asked about the reader's address, and what to do if it was not them."""
        letter = address_letters.change(change, reader, _speech(reader), _small_print(reader))
        return _mail(letter, _subject(letter.title, _speech(reader)), reader)

    def accountant_invited(self, invited: AccountantInvited, reader: Reader) -> Mail:
        """Who lets the reader in, what they may do there, and the link."""
        letter = accountant_letters.invitation(invited, reader, _speech(reader))
        return _mail(letter, _subject(letter.title, _speech(reader)), reader)

    def sign_in_asked(self, asked: SignInAsked, address: str, language: str) -> Mail:
        """The link, from where it was asked for, and what to do if it was not the reader."""
        speech = speech_for(language)
        letter = accountant_letters.sign_in(asked, language, speech)
        return Mail(address, _subject(letter.title, speech), as_text(letter), as_html(letter))

    def member_invited(self, invited: MemberInvited, address: str, language: str) -> Mail:
        """Who invites the reader into their firm, and the link."""
        speech = speech_for(language)
        letter = accountant_letters.firm_invitation(invited, language, speech)
        return Mail(address, _subject(letter.title, speech), as_text(letter), as_html(letter))

    def day_to_decide(self, day: DayToDecide, reader: Reader) -> Mail:
        """Which day waits, why, and where the reader signs in."""
        letter = accountant_letters.day_to_decide(day, reader, _speech(reader))
        return _mail(letter, _subject(letter.title, _speech(reader)), reader)

    def accountant_came(self, came: AccountantCame, reader: Reader) -> Mail:
        """Who accepted the invitation, and how to end their access."""
        letter = accountant_letters.arrival(came, reader, _speech(reader), _small_print(reader))
        return _mail(letter, _subject(letter.title, _speech(reader)), reader)


def _speech(reader: Reader) -> Speech:
    return speech_for(reader.language, reader.country)


def _subject(title: str, speech: Speech) -> str:
    return speech.say("Daybook: {title}", title=title)


def _mail(letter: Letter, subject: str, reader: Reader, unsubscribe_url: str = "") -> Mail:
    return Mail(reader.email, subject, as_text(letter), as_html(letter), unsubscribe_url)


def _small_print(reader: Reader) -> str:
    return _speech(reader).say(
        "You get this mail because Daybook posts the sales of {business} to {company} in QuickBooks. It holds no link "
        "to sign in: the only way into Daybook is from talech (Settings, Apps, QuickBooks).",
        business=reader.business,
        company=reader.company,
    )


def _waiting(dates: tuple[date, ...], speech: Speech) -> Row:
    """Every date by name, or the range where there are many."""
    name = speech.say("Day that waits")
    if len(dates) > 1:
        name = speech.say("Days that wait ({count})", count=len(dates))
    if len(dates) <= _DATES_NAMED:
        return Row(name, "; ".join(speech.day(on) for on in dates))
    return Row(name, speech.say("{first} to {last}", first=speech.day(dates[0]), last=speech.day(dates[-1])))


def _state(record: SyncRecord, reader: Reader, speech: Speech) -> str:
    told = told_day(record)
    shown, entry = told.story.state, told.entry
    state = speech.say(STATES[shown])
    if record.state is SyncState.HELD and entry is not None:
        title = entry.text(reader.language, company=reader.company).title
        return speech.say("{what}: {subject}", what=state, subject=title)
    if record.is_posted and record.document is not None:
        state = f"{state} ({record.document.doc_number})"
    if shown in _EXPLAINED:
        state = speech.say("{what}: {subject}", what=state, subject=speech.say(STATE_MEANINGS[shown]))
    return state


def _figures(summary: DaySummary, speech: Speech) -> Iterator[Row]:
    for field in _FIGURES:
        if minor := summary.figures.get(field, 0):
            yield Row(speech.say(REPORT_FIELDS[field]), speech.money(minor, summary.currency), figure=True)
