"""Implements `daybook.application.ports.MailWriter`: writes a mail from facts, in the reader's language."""

from collections.abc import Iterator
from datetime import date

from daybook.adapters.mail import words
from daybook.adapters.mail.figures import day_text, money_text, weekday_text
from daybook.adapters.mail.letter import Letter, Row, as_html, as_text
from daybook.adapters.mail.words import say
from daybook.domain.catalogue.error_catalogue import entry_for, entry_for_settled
from daybook.domain.errors import HoldReason
from daybook.domain.sync.location_day import SyncRecord, SyncState
from daybook.domain.telling.mail import AddressAsked, AddressChange, DaysHeld, DaySummary, GrantEnding, Mail, Reader

_DATES_NAMED = 8
_IN_THE_BOOKS = frozenset({SyncState.POSTED, SyncState.POSTED_WITH_GAPS, SyncState.EMPTY, SyncState.UNDONE})


class BilingualWriter:
    """Writes English and the French of Canada."""

    def days_held(self, held: DaysHeld, reader: Reader) -> Mail:
        """The mail about held days: what waits, why, who acts and what to do."""
        entry = entry_for(held.reason, held.fault_code)
        alone = day_text(held.dates[0], reader) if len(held.dates) == 1 else ""
        said = entry.text(reader.language, day=alone, company=reader.company)
        rows = [Row(say(words.WHO, reader.language), said.who), Row(say(words.CODE, reader.language), entry.code)]
        closing = [say(words.NOTHING_LOST, reader.language)]
        if held.dates:
            rows.insert(0, _waiting(held.dates, reader))
        if held.dates and held.reason is not HoldReason.NEEDS_RECONNECT:
            closing.append(say(words.MORE_MAY_WAIT, reader.language))
        letter = Letter(
            language=reader.language,
            title=said.title,
            paragraphs=(said.happened, said.action),
            rows=tuple(rows),
            closing=tuple(closing),
            small_print=_small_print(reader),
        )
        return _mail(letter, say(words.SUBJECT, reader.language, title=said.title), reader)

    def grant_ending(self, ending: GrantEnding, reader: Reader) -> Mail:
        """The mail about the end of a grant: until when Daybook may post, and how to reconnect."""
        day, language = day_text(ending.ends_on, reader), reader.language
        title = say(words.GRANT_TITLE, language, day=day)
        letter = Letter(
            language=language,
            title=title,
            paragraphs=(
                say(words.GRANT_ENDS, language, company=reader.company, day=day),
                say(words.GRANT_ACTION, language),
            ),
            rows=(Row(say(words.GRANT_UNTIL, language), day),),
            closing=(),
            small_print=_small_print(reader),
            link=(say(words.GRANT_LINK, language), ending.reconnect_url),
        )
        return _mail(letter, say(words.SUBJECT, language, title=title), reader)

    def day_summary(self, summary: DaySummary, reader: Reader) -> Mail:
        """The daily summary: the state of each store, then the posted figures."""
        good = all(record.state in _IN_THE_BOOKS for _, record in summary.records)
        subject = words.SUBJECT_SUMMARY_GOOD if good else words.SUBJECT_SUMMARY_WAITING
        title = say(subject, reader.language, day=weekday_text(summary.business_date, reader))
        states = tuple(
            Row(name or say(words.ALL_STORES, reader.language), _state(record, reader))
            for name, record in summary.records
        )
        letter = Letter(
            language=reader.language,
            title=title,
            paragraphs=(),
            rows=states + tuple(_figures(summary, reader)),
            closing=() if good else (say(words.LOOK, reader.language),),
            small_print=_small_print(reader),
            unsubscribe=(say(words.UNSUBSCRIBE, reader.language), summary.unsubscribe_url),
        )
        return _mail(letter, title, reader, summary.unsubscribe_url)

    def address_asked(self, asked: AddressAsked, reader: Reader) -> Mail:
        """The mail that asks a reader to confirm the address."""
        language = reader.language
        letter = Letter(
            language=language,
            title=say(words.ASKED_TITLE, language),
            paragraphs=(say(words.ASKED, language, business=reader.business),),
            rows=(),
            closing=(say(words.ASKED_NOT_YOU, language),),
            small_print=say(words.ASKED_WHY, language, business=reader.business),
            link=(say(words.ASKED_LINK, language), asked.confirm_url),
        )
        return _mail(letter, say(words.ASKED_SUBJECT, language), reader)

    def address_change(self, change: AddressChange, reader: Reader) -> Mail:
        """The mail to the previous address about a requested change."""
        language = reader.language
        title_text, happened = _change_words(change)
        title = say(title_text, language)
        named = ((words.NEW_ADDRESS, change.address), (words.ASKED_BY, change.by))
        letter = Letter(
            language=language,
            title=title,
            paragraphs=(say(happened, language, business=reader.business),),
            rows=tuple(Row(say(name, language), value) for name, value in named if value),
            closing=(say(words.CHANGE_NOT_YOU, language),),
            small_print=_small_print(reader),
        )
        return _mail(letter, say(words.SUBJECT, language, title=title), reader)


def _change_words(change: AddressChange) -> tuple[words.Text, words.Text]:
    if not change.address:
        return words.ENDED_TITLE, words.ENDED
    return (words.CHANGE_TITLE, words.CHANGE_WAITS) if change.waits else (words.CHANGED_TITLE, words.CHANGED)


def _mail(letter: Letter, subject: str, reader: Reader, unsubscribe_url: str = "") -> Mail:
    return Mail(reader.email, subject, as_text(letter), as_html(letter), unsubscribe_url)


def _small_print(reader: Reader) -> str:
    return say(words.WHY_THIS_MAIL, reader.language, business=reader.business, company=reader.company)


def _waiting(dates: tuple[date, ...], reader: Reader) -> Row:
    """Every date by name, or a range if there are many."""
    name = say(words.ONE_DAY_WAITS, reader.language)
    if len(dates) > 1:
        name = say(words.DAYS_WAIT, reader.language, count=str(len(dates)))
    if len(dates) <= _DATES_NAMED:
        return Row(name, "; ".join(day_text(on, reader) for on in dates))
    first, last = day_text(dates[0], reader), day_text(dates[-1], reader)
    return Row(name, say(words.RANGE, reader.language, first=first, last=last))


def _state(record: SyncRecord, reader: Reader) -> str:
    state = say(words.STATES[record.state], reader.language)
    entry = entry_for_settled(record)
    if record.state is SyncState.HELD and entry is not None:
        title = entry.text(reader.language, company=reader.company).title
        return say(words.STATE_WITH_REASON, reader.language, state=state, reason=title)
    if record.is_posted and record.document is not None:
        return say(words.STATE_WITH_DOCUMENT, reader.language, state=state, document=record.document.doc_number)
    return state


def _figures(summary: DaySummary, reader: Reader) -> Iterator[Row]:
    for field, word in words.FIGURES.items():
        if minor := summary.figures.get(field, 0):
            yield Row(say(word, reader.language), money_text(minor, summary.currency, reader), figure=True)
